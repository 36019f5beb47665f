/// A request. Its body, which only a change has, is read after the rest.
struct HTTPRequest: Sendable, Equatable {
    /// Why a request is refused.
    struct Refusal: Error, Sendable, Equatable {
        let status: Int
        /// One sentence.
        let reason: String
        /// The methods that would do, for the status 405.
        let allow: String?

        init(_ status: Int, _ reason: String, allow: String? = nil) {
            (self.status, self.reason, self.allow) = (status, reason, allow)
        }
    }

    let method: String
    /// The parts of the path between its slashes, decoded; empty for `/`.
    let path: [String]
    /// All values of each name, decoded, in their order.
    let queryValues: [String: [String]]
    /// By name in small letters. A field that occurs twice is in ``repeated``.
    let fields: [String: String]
    let repeated: Set<String>
    let isPersistent: Bool
    /// The number of bytes of the body.
    let bodyLength: Int
    var body: [UInt8] = []
    /// The method and the path, as they were sent.
    let line: String

    /// Whether the request changes nothing.
    var isReading: Bool { ["GET", "HEAD"].contains(method) }

    /// Whether the body is of a media type. Its parameters do not matter: every text is in UTF-8.
    func isOfType(_ type: String) -> Bool {
        let words = fields["content-type", default: ""].split(separator: ";", omittingEmptySubsequences: false)
        return words.first?.lowercased().filter { $0 != " " } == type && !repeated.contains("content-type")
    }

    /// The first value of each name.
    var query: [String: String] { queryValues.compactMapValues(\.first) }

    /// - Parameter head: the request's line and its fields, without the empty line at the end.
    /// - Throws: ``Refusal`` where this is no request, or a larger one than the limits allow.
    init(_ head: [UInt8], limits: ServerLimits = ServerLimits()) throws(Refusal) {
        guard head.allSatisfy({ $0 == 0x0D || $0 == 0x0A || $0 == 0x09 || (0x20...0x7E).contains($0) || $0 >= 0x80 })
        else { throw Refusal(400, "A request has no control characters.") }
        let lines = try Self.lines(head)
        guard lines[0].utf8.count <= limits.requestLine else {
            throw Refusal(414, "An address has at most \(limits.requestLine) bytes.")
        }
        guard lines.count - 1 <= limits.fields else {
            throw Refusal(431, "A request has at most \(limits.fields) fields.")
        }
        let words = lines[0].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 3, !words[0].isEmpty, words[0].utf8.allSatisfy({ (0x41...0x5A).contains($0) }),
            words[2].hasPrefix("HTTP/")
        else { throw Refusal(400, "This is not a request of HTTP.") }
        guard ["HTTP/1.1", "HTTP/1.0"].contains(words[2]) else { throw Refusal(505, "The server speaks HTTP/1.1.") }
        method = words[0]
        line = words[0] + " " + words[1].prefix { $0 != "?" }
        let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        path = try Self.path(target[0])
        queryValues = try Self.query(target.count > 1 ? target[1] : "")
        var (fields, repeated): ([String: String], Set<String>) = ([:], [])
        for line in lines.dropFirst() {
            let (name, value) = try Self.field(line)
            if fields.updateValue(value, forKey: name) != nil { repeated.insert(name) }
        }
        (self.fields, self.repeated) = (fields, repeated)
        let connection = fields["connection", default: ""].lowercased()
        isPersistent = words[2] == "HTTP/1.1" ? !connection.contains("close") : connection.contains("keep-alive")
        bodyLength = try Self.bodyLength(fields, repeated, limits)
        guard bodyLength == 0 || !isReading else { throw Refusal(400, "A request that reads has no body.") }
    }

    private static func bodyLength(
        _ fields: [String: String], _ repeated: Set<String>, _ limits: ServerLimits
    ) throws(Refusal) -> Int {
        guard fields["transfer-encoding"] == nil, !repeated.contains("content-length") else {
            throw Refusal(limits.body == 0 ? 413 : 411, "A body has one length, which the request tells.")
        }
        let text = fields["content-length", default: "0"]
        guard (1...20).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Refusal(400, "The length of a body is a number.")
        }
        guard let length = Int(text), length <= limits.body else {
            throw Refusal(
                413, limits.body == 0 ? "No request has a body here." : "A body has at most \(limits.body) bytes.")
        }
        return length
    }

    /// The lines of a head, each of which ended in CR and LF. There is at least one.
    private static func lines(_ head: [UInt8]) throws(Refusal) -> [String] {
        var lines: [String] = []
        for line in head.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let isLast = line.endIndex == head.endIndex
            guard isLast || line.last == 0x0D, !line.dropLast(isLast ? 0 : 1).contains(0x0D) else {
                throw Refusal(400, "The lines of a request end in CR and LF.")
            }
            lines.append(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
        }
        return lines
    }

    private static func field(_ line: String) throws(Refusal) -> (name: String, value: String) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].lowercased()
        let marks = Set("!#$%&'*+-.^_`|~")
        guard parts.count == 2, !name.isEmpty,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0)) })
        else { throw Refusal(400, "This is not a field of HTTP.") }
        return (name, String(parts[1].drop { " \t".contains($0) }.reversed().drop { " \t".contains($0) }.reversed()))
    }

    // MARK: The address

    private static func path(_ text: String) throws(Refusal) -> [String] {
        // The other forms of an address are for proxies.
        guard text.hasPrefix("/") else { throw Refusal(400, "The address of a request begins with a slash.") }
        var parts: [String] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let part = try decoded(part)
            guard part != ".", part != "..", !part.contains("/"), !part.contains("\\") else {
                throw Refusal(400, "An address has no such parts.")
            }
            parts.append(part)
        }
        return parts == [""] ? [] : parts
    }

    /// All values of each name.
    static func query(_ text: String) throws(Refusal) -> [String: [String]] {
        var query: [String: [String]] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = try decoded(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            let name = try decoded(parts[0], plusIsSpace: true)
            query[name, default: []].append(value)
        }
        return query
    }

    /// The text without its percent signs.
    private static func decoded(_ text: Substring, plusIsSpace: Bool = false) throws(Refusal) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
                continue
            }
            let digits = String(Substring(rest.prefix(2)))
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16),
                value >= 0x20, value != 0x7F
            else { throw Refusal(400, "The address is not written as addresses are.") }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(400, "The address is not in UTF-8.")
        }
        return decoded
    }
}
