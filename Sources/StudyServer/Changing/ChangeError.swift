import Foundation

/// A change that cannot be made: what was given, the rule that it breaks, and what to do.
public struct ChangeError: Error, Sendable {
    /// Of HTTP.
    public let status: Int
    public let value: String
    public let rule: String
    public let remedy: String
    /// What the head of the answer has besides.
    private(set) var fields: [(name: String, value: String)] = []

    public init(_ status: Int, _ value: String, _ rule: String, remedy: String) {
        (self.status, self.value, self.rule, self.remedy) = (status, value, rule, remedy)
    }

    /// - Parameter line: the method and the path of the request.
    init(_ refusal: HTTPRequest.Refusal, _ line: String) {
        let reason = refusal.reason.hasSuffix(".") ? String(refusal.reason.dropLast()) : refusal.reason
        let remedy =
            switch refusal.status {
            case 401: "send 'Authorization: Bearer TOKEN', with the token of 'settle serve'"
            case 403: "send it from a program"
            case 405: "use \(refusal.allow ?? "another method")"
            case 408: "send it at once"
            case 411: "send Content-Length, and no Transfer-Encoding"
            case 413, 414, 431: "send less at once"
            case 421: "use the address that 'settle serve' printed"
            default: "send it as HTTP/1.1 has it"
            }
        self.init(refusal.status, line, reason, remedy: remedy)
        fields = HTTPResponse.fields(refusal)
    }

    /// One sentence without its full stop, for pages.
    var sentence: String { "'\(value)' \(rule); \(remedy)" }

    var response: HTTPResponse {
        struct Body: Encodable {
            let error: [String: String]
        }
        var response = HTTPResponse(
            status, json: JSONText.of(Body(error: ["value": value, "rule": rule, "remedy": remedy])))
        response.fields = fields
        return response
    }
}

enum JSONText {
    /// Keys are sorted. Everything that the server encodes has a JSON form.
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
