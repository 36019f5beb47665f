import StudyReports

/// An answer of the server.
struct HTTPResponse: Sendable {
    enum Body: Sendable {
        case text(String)
        /// Server-sent events, each as it is written on the connection.
        case events(AsyncStream<String>)
    }

    var status = 200
    var type = "text/html; charset=utf-8"
    var fields: [(name: String, value: String)] = []
    var body: Body

    init(_ status: Int = 200, html: String, fields: [(name: String, value: String)] = []) {
        (self.status, self.fields, body) = (status, fields, .text(html))
    }

    /// Sections for a page's script.
    ///
    /// - Parameters:
    ///   - revision: what they show.
    ///   - again: the seconds after which they may be asked for again, where they are older than was asked for.
    init(part sections: [PageSection], _ revision: Int64, again: Double? = nil) {
        self.init(
            html: sections.map(\.content.markup).joined(),
            fields: [("X-Settle-Revision", "\(revision)")]
                + (again.map { [("Retry-After", "\(Int($0.rounded(.up)))")] } ?? []))
    }

    init(events: AsyncStream<String>) {
        (type, body) = ("text/event-stream", .events(events))
    }

    /// A sentence instead of a page.
    init(_ status: Int, sentence: String) {
        (self.status, type, body) = (status, "text/plain; charset=utf-8", .text(sentence + "\n"))
    }

    init(_ status: Int = 200, json: String) {
        (self.status, type, body) = (status, "application/json", .text(json + "\n"))
    }

    init(_ refusal: HTTPRequest.Refusal) {
        self.init(refusal.status, sentence: refusal.reason)
        fields = Self.fields(refusal)
    }

    /// The fields that belong to a status.
    static func fields(_ refusal: HTTPRequest.Refusal) -> [(name: String, value: String)] {
        (refusal.allow.map { [("Allow", $0)] } ?? [])
            + (refusal.status == 401 ? [("WWW-Authenticate", "Bearer realm=\"settle\"")] : [])
    }

    /// The status line and the fields.
    ///
    /// - Parameter closes: whether the connection ends after the answer.
    func head(closes: Bool) -> String {
        var lines = [
            "HTTP/1.1 \(status) \(Self.phrases[status, default: ""])",
            "Content-Type: \(type)",
            "X-Content-Type-Options: nosniff",
            "Content-Security-Policy: \(policy)",
            "Cross-Origin-Resource-Policy: same-origin",
            "Cross-Origin-Opener-Policy: same-origin",
            "Referrer-Policy: same-origin",
            "Cache-Control: no-store",
        ]
        if case .text(let text) = body { lines.append("Content-Length: \(text.utf8.count)") }
        lines += fields.map { "\($0.name): \($0.value)" }
        if closes { lines.append("Connection: close") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    private static let phrases = [
        200: "OK", 303: "See Other", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed",
        408: "Request Timeout", 409: "Conflict", 411: "Length Required", 413: "Content Too Large", 414: "URI Too Long",
        415: "Unsupported Media Type", 421: "Misdirected Request", 422: "Unprocessable Content",
        431: "Request Header Fields Too Large", 500: "Internal Server Error", 503: "Service Unavailable",
        505: "HTTP Version Not Supported",
    ]

    /// What may be done with the answer, beside what a page says itself: no other site may show it in a frame.
    private var policy: String {
        type.hasPrefix("text/html")
            ? "frame-ancestors 'self'" : "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    }
}
