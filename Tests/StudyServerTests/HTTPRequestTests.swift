import Testing

@testable import StudyServer

@Suite("A request")
struct HTTPRequestTests {
    private func request(_ lines: String...) throws -> HTTPRequest {
        try HTTPRequest(Array(lines.joined(separator: "\r\n").utf8))
    }

    private func status(_ head: String) -> Int? {
        do {
            _ = try HTTPRequest(Array(head.utf8))
            return nil
        } catch { return error.status }
    }

    @Test("is its method, its decoded path and query, and its fields")
    func parts() throws {
        let request = try request(
            "GET /studies/a%20b/trials?sort=best&page=2&x=a+b%2B&page=3 HTTP/1.1", "Host: h", "X:\t y ")
        #expect(request.method == "GET")
        #expect(request.path == ["studies", "a b", "trials"])
        #expect(request.query == ["sort": "best", "page": "2", "x": "a b+"])
        #expect(request.fields == ["host": "h", "x": "y"])
        #expect(request.isPersistent)
        #expect(try self.request("GET / HTTP/1.1", "Connection: close").isPersistent == false)
        #expect(try self.request("GET / HTTP/1.0").isPersistent == false)
        #expect(try self.request("GET / HTTP/1.1").path == [])
    }

    @Test(
        "is refused where it is none, or has a form that is used to deceive",
        arguments: [
            ("", 400), ("GET", 400), ("GET / HTTP/1.1 x", 400), ("get / HTTP/1.1", 400), ("GET / HTTP/2.0", 505),
            ("GET http://evil.example/ HTTP/1.1", 400), ("GET a HTTP/1.1", 400), ("GET  / HTTP/1.1", 400),
            ("GET /a/../b HTTP/1.1", 400), ("GET /%2e%2e/etc/passwd HTTP/1.1", 400), ("GET /a%2Fb HTTP/1.1", 400),
            ("GET /..%5c HTTP/1.1", 400), ("GET /%00 HTTP/1.1", 400), ("GET /%zz HTTP/1.1", 400),
            ("GET /%ff HTTP/1.1", 400), ("GET /%4 HTTP/1.1", 400), ("GET /a\u{0} HTTP/1.1", 400),
            ("GET / HTTP/1.1\nHost: h", 400), ("GET / HTTP/1.1\r\nHost h", 400), ("GET / HTTP/1.1\r\n: h", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\n b", 400), ("GET / HTTP/1.1\r\nHost : a", 400),
            ("GET / HTTP/1.1\r\nHost: a\rb", 400),
            ("GET / HTTP/1.1\r\nContent-Length: 5", 413), ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked", 413),
            ("GET / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0", 413),
        ])
    func refused(head: String, expected: Int) {
        #expect(status(head) == expected, "\(head)")
    }

    @Test("is refused beyond the limits")
    func limits() {
        let limits = ServerLimits()
        #expect(status("GET /\(String(repeating: "a", count: limits.requestLine)) HTTP/1.1") == 414)
        let fields = (0..<limits.fields).map { "\r\nA\($0): b" }.joined()
        #expect(status("GET / HTTP/1.1" + fields) == nil)
        #expect(status("GET / HTTP/1.1\(fields)\r\nB: c") == 431)
    }

    @Test("made of any bytes is either read or refused", arguments: 0..<200)
    func noise(seed: Int) {
        var generator = SystemRandomNumberGenerator()
        var head = Array("GET /studies/a%20b?x=1 HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost".utf8)
        for _ in 0...seed % 20 { head[Int.random(in: head.indices, using: &generator)] = .random(in: 0...255) }
        _ = try? HTTPRequest(head)
    }
}

@Suite("Pages of other sites")
struct AddressPolicyTests {
    private func status(
        _ host: String?, _ fields: [String: String] = [:],
        policy: AddressPolicy = AddressPolicy(hosts: ["127.0.0.1"], isLoopback: true)
    ) throws -> Int? {
        let lines = (host.map { ["Host: \($0)"] } ?? []) + fields.map { "\($0.key): \($0.value)" }
        let request = try HTTPRequest(Array((["GET / HTTP/1.1"] + lines).joined(separator: "\r\n").utf8))
        do {
            try policy.check(request)
            return nil
        } catch { return error.status }
    }

    @Test(
        "are known by the host that they ask",
        arguments: [
            ("127.0.0.1:8080", nil), ("localhost", nil), ("LOCALHOST:9", nil), ("[::1]:8080", nil), (nil, 400),
            ("evil.example", 421), ("evil.example:8080", 421), ("127.0.0.1.evil.example", 421), ("localhost.", 421),
            ("localhost:8080:1", 421), ("localhost:x", 421), ("", 421), ("[::1", 421), ("10.0.0.1", 421),
            ("user@localhost", 421), ("localhost:8080@evil.example", 421), ("127.1", 421),
        ] as [(String?, Int?)])
    func hosts(host: String?, expected: Int?) throws {
        #expect(try status(host) == expected, "\(host ?? "none")")
    }

    @Test("are known by their origin, and by what browsers tell of them")
    func origins() throws {
        #expect(try status("localhost:8080", ["Origin": "http://localhost:8080"]) == nil)
        for origin in ["http://localhost:8081", "https://localhost:8080", "http://evil.example", "null", ""] {
            #expect(try status("localhost:8080", ["Origin": origin]) == 403, "\(origin)")
        }
        #expect(try status("localhost", ["Sec-Fetch-Site": "same-origin"]) == nil)
        #expect(try status("localhost", ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"]) == 403)
        let link = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"]
        #expect(try status("localhost", link) == nil)
        let frame = link.merging(["Sec-Fetch-Dest": "iframe"]) { $1 }
        #expect(try status("localhost", frame) == 403)
    }

    @Test("may not name another host twice, and a server for others takes their addresses but no strange name")
    func others() throws {
        let twice = try HTTPRequest(Array("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example".utf8))
        #expect(throws: HTTPRequest.Refusal.self) {
            try AddressPolicy(hosts: ["127.0.0.1"], isLoopback: true).check(twice)
        }
        let policy = AddressPolicy(hosts: ["lab.example"], isLoopback: false)
        for host in ["lab.example:8080", "192.168.1.7:8080", "localhost", "[fe80::1]"] {
            #expect(try status(host, policy: policy) == nil, "\(host)")
        }
        for host in ["evil.example", "192.168.1.7.evil.example", "192.168.1", "[evil]"] {
            #expect(try status(host, policy: policy) == 421, "\(host)")
        }
    }
}
