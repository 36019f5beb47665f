import AnnealingStudies
import StudyFiles
import Testing

@testable import StudyServer

@Suite("The token")
struct AccessTokenTests {
    @Test("is a text that can be sent, of at least 16 characters; a made one is new")
    func texts() throws {
        for text in [
            "", "short", String(repeating: "a", count: 201), "sixteen letters ", "sixteen-letters\n", "ééééééééééé",
        ] {
            #expect(throws: AccessTokenError.self, "\(text)") { try AccessToken(text) }
        }
        #expect(try AccessToken("Abc09-._~+/=Abc0").text.utf8.count == 16)
        let made = (0..<20).map { _ in AccessToken.made().text }
        #expect(Set(made).count == 20 && made.allSatisfy { $0.utf8.count == 40 })
        #expect(throws: Never.self) { try AccessToken(made[0]) }
    }

    @Test("makes codes as HMAC-SHA256 does")
    func codes() throws {
        // By Python's hmac.
        for (key, code) in [
            ("0123456789abcdef", "634840a9d4a163f274d27621ed80e118a39be9d22c64fcd04bfda2142268645a"),
            (String(repeating: "k", count: 65), "29a14b8a647950c23418e32dc8c96a36fc66229f5db21d917491581ccf96346f"),
            (String(repeating: "a", count: 64), "d1db424eae16ec8d8b9b6c95c56f473652619de9d5e42389c0d9fcb1765b7f0c"),
        ] {
            #expect(try AccessToken(key).code(of: "session 1") == code)
        }
    }

    @Test("is in no cookie, and only its own cookies are taken")
    func sessions() throws {
        let (token, other) = (AccessToken.made(), AccessToken.made())
        let (one, two) = (BrowserSession(new: token), BrowserSession(new: token))
        #expect(one != two && one.formToken != two.formToken)
        #expect(BrowserSession(cookie: one.cookie, token) == one)
        #expect(!one.cookie.contains(token.text) && !one.formToken.contains(token.text))
        let parts = one.cookie.split(separator: ".").map(String.init)
        for cookie in [
            "", ".", "1", "1.", ".\(parts[1])", parts[0], "\(parts[0]).", "1.\(parts[1])", "\(one.cookie).",
            "\(one.cookie)0", "\(parts[0]).\(two.cookie.split(separator: ".")[1])", "\(parts[0]).\(one.formToken)",
            token.text, BrowserSession(new: other).cookie,
        ] {
            #expect(BrowserSession(cookie: cookie, token) == nil, "\(cookie)")
        }
    }
}

@Suite("A server for other machines", .serialized)
struct GuardedReadingTests {
    private static let all = [
        "/", "/alive", "/events", "/parts/studies", "/studies/sample", "/studies/sample/events",
        "/studies/sample/trials/1", "/studies/sample/figures", "/studies/sample/parts/overview", "/compare", "/none",
    ]

    @Test("shows nothing without the token, not even what is not there")
    func guarded() async throws {
        let token = try AccessToken(RecordedChanges.token)
        try await serving(SampleStudies(), host: "0.0.0.0", token: token) { port in
            for address in Self.all {
                for fields in [
                    [], ["Authorization: Bearer wrong"], ["Cookie: settle-\(port)=1.2"], ["Cookie: settle-\(port)"],
                    ["Cookie: settle-1=\(BrowserSession(new: token).cookie)"],
                ] {
                    let (status, text) = try Client.request("GET \(address)", fields, port: port)
                    #expect(status == 401 && !text.contains("sample"), "\(address) \(fields): \(text)")
                }
                let page = address.hasSuffix("/events") ? "HEAD" : "GET"
                let (status, _) = try Client.request(
                    "\(page) \(address)", ["Authorization: Bearer \(token.text)"], port: port)
                #expect(status == (address == "/none" ? 404 : address == "/compare" ? 400 : 200), "\(address)")
            }
            #expect(try Client.request("POST /api/studies/sample/ask", port: port).status == 405)
        }
    }

    @Test("takes the token in an address, and gives the browser a cookie and the address without it")
    func signIn() async throws {
        let token = try AccessToken(RecordedChanges.token)
        try await serving(SampleStudies(), host: "0.0.0.0", token: token) { port in
            for (address, clean) in [
                ("/?token=\(token.text)", "/"), ("/?x=1&token=\(token.text)&x=a%20b", "/?x=1&x=a%20b"),
                ("/studies/a%20b?token=\(token.text)&sort=best", "/studies/a%20b?sort=best"),
                ("//evil.example/?token=\(token.text)", "/evil.example/"), ("/%0d%0aX:%20y?token=\(token.text)", nil),
            ] as [(String, String?)] {
                let (status, text) = try Client.request("GET \(address)", port: port)
                guard let clean else {
                    #expect(!text.contains("\r\nLocation: //") && !text.contains("\r\nX:"), "\(text)")
                    continue
                }
                #expect(status == 303 && text.contains("\r\nLocation: \(clean)\r\n"), "\(text)")
                #expect(text.contains("; Path=/; HttpOnly; SameSite=Strict\r\n") && !text.contains(token.text))
                let cookie = text.firstMatch(of: /Set-Cookie: ([^;]*);/).map { String($0.output.1) } ?? ""
                #expect(cookie.hasPrefix("settle-\(port)="))
                let (again, page) = try Client.request("GET /", ["Cookie: a=b; \(cookie); c=d"], port: port)
                #expect(again == 200 && page.contains("sample"))
                // A cookie is no Bearer, and a wrong Bearer is not mended by a cookie.
                let bearer = "Authorization: Bearer \(cookie)"
                #expect(try Client.request("GET /", [bearer, "Cookie: \(cookie)"], port: port).status == 401)
            }
            for wrong in ["wrong", "", "\(token.text)x", "\(token.text.dropLast())"] {
                let (status, text) = try Client.request("GET /?token=\(wrong)", port: port)
                #expect(status == 401 && !text.contains("Set-Cookie"))
            }
        }
    }

    @Test("makes a token where it is given none, and only where it needs one")
    func made() throws {
        let server = { (host: String, token: AccessToken?, changes: StudyChanges?) in
            try StudyServer(
                host: host, port: 0, storage: "a store", kinds: StudyKinds([ConvergenceSettings.self]), token: token,
                changes: changes,
                readers: { try SampleStudies().store }, explanation: \.description)
        }
        let changes = RecordedChanges().changes
        let own = try AccessToken(RecordedChanges.token)
        #expect(try !server("127.0.0.1", nil, nil).needsToken && server("127.0.0.1", own, nil).madeToken == nil)
        #expect(try server("127.0.0.1", nil, changes).madeToken != nil)
        #expect(try server("0.0.0.0", nil, nil).madeToken != nil)
        let given = try server("0.0.0.0", own, changes)
        #expect(given.needsToken && given.madeToken == nil)
    }
}
