/// A request without a body: all that this server reads.
struct HTTPRequest: Sendable, Equatable {
    /// Why a request is refused.
    struct Refusal: Error, Sendable, Equatable {
        let status: Int
        /// One sentence.
        let reason: String

        init(_ status: Int, _ reason: String) { (self.status, self.reason) = (status, reason) }
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
        guard fields["transfer-encoding"] == nil, fields["content-length", default: "0"] == "0",
            !repeated.contains("content-length")
        else { throw Refusal(413, "No request has a body here.") }
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

    private static func query(_ text: String) throws(Refusal) -> [String: [String]] {
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
