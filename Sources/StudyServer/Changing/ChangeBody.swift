import Foundation

/// The JSON of a request for a change. Every key that it does not know is an error, so that nothing is left out by a slip.
struct ChangeBody {
    private let container: KeyedDecodingContainer<Key>
    private let known: [String]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ text: String) { stringValue = text }
        init(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    private struct Object: Decodable {
        let container: KeyedDecodingContainer<Key>

        init(from decoder: any Decoder) throws { container = try decoder.container(keyedBy: Key.self) }
    }

    /// - Parameters:
    ///   - bytes: none is as an object without keys.
    ///   - known: the keys that the object may have.
    /// - Throws: ``ChangeError`` with 400 where this is no JSON object, with 422 where it has another key.
    init(_ bytes: [UInt8], known: [String]) throws(ChangeError) {
        do {
            container = try JSONDecoder().decode(Object.self, from: Data(bytes.isEmpty ? Array("{}".utf8) : bytes))
                .container
        } catch {
            let text = String(decoding: bytes.prefix(60), as: UTF8.self)
            throw ChangeError(400, text, "is not a JSON object", remedy: "send an object with: \(Self.list(known))")
        }
        self.known = known
        guard let other = container.allKeys.map(\.stringValue).sorted().first(where: { !known.contains($0) }) else {
            return
        }
        throw ChangeError(
            422, String(other.prefix(60)), "is not a key of this request",
            remedy: known.isEmpty ? "leave it out" : "leave it out, or use: \(Self.list(known))")
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    func has(_ key: String) -> Bool { (try? container.decodeNil(forKey: Key(key))) == false }

    /// - Returns: nil where the key is absent, or null.
    /// - Throws: ``ChangeError`` with 422 where the value is of another type.
    func value<Value: Decodable>(_ key: String, _ rule: String, as type: Value.Type = Value.self) throws(ChangeError)
        -> Value?
    {
        do { return try container.decodeIfPresent(type, forKey: Key(key)) } catch {
            throw ChangeError(422, key, "is not \(rule)", remedy: "give \(rule)")
        }
    }

    func required<Value: Decodable>(_ key: String, _ rule: String, as type: Value.Type = Value.self) throws(ChangeError)
        -> Value
    {
        if let value = try value(key, rule, as: type) { return value }
        throw ChangeError(422, key, "is missing", remedy: "give \(rule)")
    }

    // MARK: Requests

    static func ask(_ bytes: [UInt8]) throws(ChangeError) -> StudyChanges.Ask {
        let body = try ChangeBody(bytes, known: ["count", "lease"])
        var ask = StudyChanges.Ask()
        let counts = 1...10_000
        let leases = 1.0...2_592_000
        ask.count = try body.value("count", "a whole number from 1 to 10000") ?? ask.count
        ask.lease = try body.value("lease", "a number of seconds from 1 to 2592000") ?? ask.lease
        guard counts.contains(ask.count) else {
            throw ChangeError(
                422, "\(ask.count)", "is not a number of trials", remedy: "give a count from 1 to \(counts.upperBound)")
        }
        guard leases.contains(ask.lease) else {
            throw ChangeError(
                422, "\(ask.lease)", "is not a lease", remedy: "give seconds from 1 to \(Int(leases.upperBound))")
        }
        return ask
    }

    static func tell(_ bytes: [UInt8]) throws(ChangeError) -> StudyChanges.Tell {
        let body = try ChangeBody(bytes, known: ["number", "token", "value", "values", "step", "failed"])
        let number = try body.required("number", "the trial's number", as: Int.self)
        guard number >= 0 else {
            throw ChangeError(
                422, "\(number)", "is not a trial's number", remedy: "give the one that came with the trial")
        }
        let token = try body.required("token", "the token that came with the trial", as: String.self)
        return StudyChanges.Tell(number: number, token: token, told: try told(body))
    }

    private static func told(_ body: ChangeBody) throws(ChangeError) -> StudyChanges.Tell.Told {
        let value = try body.value("value", "a finite number", as: Double.self)
        let failed = try body.value("failed", "a text: why the trial has no value", as: String.self)
        let step = try body.value("step", "a whole number of steps", as: Int.self)
        let values = try body.value("values", "an object of finite numbers", as: [String: Double].self)
        if let failed {
            guard value == nil, step == nil, values == nil else {
                throw ChangeError(
                    422, "failed", "goes without value, values and step", remedy: "give it alone, or leave it out")
            }
            return .failed(failed)
        }
        guard let value else {
            throw ChangeError(422, "value", "is missing", remedy: "give the trial's value, or failed with a reason")
        }
        guard let step else { return .result(value, values: values ?? [:]) }
        guard values == nil else {
            throw ChangeError(
                422, "values", "are told with the last value, without step", remedy: "leave values or step out")
        }
        return .step(step, value)
    }

    static func requeue(_ bytes: [UInt8]) throws(ChangeError) -> Set<Int>? {
        let body = try ChangeBody(bytes, known: ["failed"])
        return try body.value("failed", "a list of the numbers of failed trials", as: [Int].self).map(Set.init)
    }
}
