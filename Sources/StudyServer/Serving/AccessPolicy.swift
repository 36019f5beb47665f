/// Who may read, and who may change something.
struct AccessPolicy: Sendable {
    /// Nil where everyone may read, and nobody may change anything.
    let token: AccessToken?
    /// Whether the token is needed for reading, too.
    let guardsReading: Bool
    /// Cookies do not belong to a port, so that two servers of one machine need two names.
    let cookie: String

    init(token: AccessToken?, guardsReading: Bool, port: UInt16) {
        (self.token, self.guardsReading, cookie) = (token, guardsReading, "settle-\(port)")
    }

    /// Who sent a request.
    enum Sender: Sendable, Equatable {
        case anyone
        /// A program that sent the token.
        case program
        /// A browser that was opened with the token.
        case browser(BrowserSession)

        var session: BrowserSession? { if case .browser(let session) = self { session } else { nil } }
    }

    /// - Throws: ``HTTPRequest/Refusal`` with 401 where a token is wrong, or is missing and needed.
    func sender(of request: HTTPRequest) throws(HTTPRequest.Refusal) -> Sender {
        guard let token else { return .anyone }
        if let field = request.fields["authorization"] {
            let words = field.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2, words[0].lowercased() == "bearer", !request.repeated.contains("authorization"),
                token.isSame(as: words[1])
            else { throw Self.wrong }
            return .program
        }
        if let session = session(of: request, token) { return .browser(session) }
        guard !guardsReading else { throw Self.missing }
        return .anyone
    }

    private func session(of request: HTTPRequest, _ token: AccessToken) -> BrowserSession? {
        let cookies = request.fields["cookie", default: ""].split(separator: ";").map { $0.drop { $0 == " " } }
        return cookies.filter { $0.hasPrefix("\(cookie)=") }.lazy
            .compactMap { BrowserSession(cookie: String($0.dropFirst(cookie.count + 1)), token) }.first
    }

    /// The answer to an address with a token in it: a cookie, and the way to the address without the token.
    ///
    /// - Returns: nil where the address has none.
    /// - Throws: ``HTTPRequest/Refusal`` where it has another.
    func signIn(_ request: HTTPRequest) throws(HTTPRequest.Refusal) -> HTTPResponse? {
        guard let token, let offered = request.query["token"], request.isReading else { return nil }
        guard token.isSame(as: offered) else { throw Self.wrong }
        let value = BrowserSession(new: token).cookie
        return HTTPResponse(
            303, html: "",
            fields: [
                ("Location", Self.address(of: request)),
                ("Set-Cookie", "\(cookie)=\(value); Path=/; HttpOnly; SameSite=Strict"),
            ])
    }

    /// The address that was asked for, without the token.
    private static func address(of request: HTTPRequest) -> String {
        // Two slashes at the beginning would lead to another site.
        let path = "/" + request.path.drop(while: \.isEmpty).map(Address.escaped).joined(separator: "/")
        let pairs = request.queryValues.filter { $0.key != "token" }.sorted { $0.key < $1.key }.flatMap {
            name, values in
            values.map { "\(Address.escaped(name))=\(Address.escaped($0))" }
        }
        return path + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    static let wrong = HTTPRequest.Refusal(401, "The token is not this server's.")
    static let bearer = HTTPRequest.Refusal(401, "This needs the token of the server, as a Bearer.")
    static let missing = HTTPRequest.Refusal(
        401,
        "This server asks for its token: open the address that 'settle serve' printed, or send the token as a Bearer.")
}

/// A browser that was opened with the token. Its cookie is made of a random number and the token, and does not tell the token;
/// so it holds as long as the token does, and the server keeps nothing.
struct BrowserSession: Sendable, Equatable {
    private let number: String
    private let code: String
    /// The text that each form of the browser's pages has. Pages of other sites cannot know it.
    let formToken: String

    /// Begins a session.
    init(new token: AccessToken) {
        var generator = SystemRandomNumberGenerator()
        self.init(number: String(UInt64.random(in: 1...UInt64.max, using: &generator), radix: 16), token)
    }

    /// - Returns: nil where the token's server did not make the cookie.
    init?(cookie: String, _ token: AccessToken) {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, (1...16).contains(parts[0].utf8.count) else { return nil }
        self.init(number: parts[0], token)
        guard AccessToken.isSame(code, parts[1]) else { return nil }
    }

    private init(number: String, _ token: AccessToken) {
        (self.number, code) = (number, token.code(of: "session \(number)"))
        formToken = token.code(of: "form \(number)")
    }

    var cookie: String { "\(number).\(code)" }
}
