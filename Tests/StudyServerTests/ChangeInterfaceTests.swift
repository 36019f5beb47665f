import Foundation
import Testing

@testable import StudyServer

@Suite("The interface for programs", .serialized)
struct ChangeInterfaceTests {
    private static let bearer = "Authorization: Bearer \(RecordedChanges.token)"
    private static let json = "Content-Type: application/json"

    private func served(
        limits: ServerLimits = ServerLimits(), _ body: @escaping @Sendable (UInt16, RecordedChanges) throws -> Void
    ) async throws {
        let recorded = RecordedChanges()
        let token = try AccessToken(RecordedChanges.token)
        try await serving(SampleStudies(), limits: limits, token: token, changes: recorded.changes) {
            try body($0, recorded)
        }
    }

    @Test("asks, tells, requeues and deletes, and answers with JSON")
    func calls() async throws {
        try await served { port, recorded in
            for (line, body, answer) in [
                ("POST /api/studies/a%20b/ask", nil, "{\"state\":\"trials\",\"trials\":[{\"number\":7}]}"),
                ("POST /api/studies/s/ask", "{\"count\": 3, \"lease\": 60}", "\"state\":\"trials\""),
                ("POST /api/studies/done/ask", "{}", "{\"state\":\"finished\",\"trials\":[]}"),
                ("POST /api/studies/busy/ask", "", "{\"state\":\"later\",\"trials\":[]}"),
                (
                    "POST /api/studies/s/tell", "{\"number\":3,\"token\":\"1-f\",\"value\":0.5,\"values\":{\"a\":1}}",
                    "{\"answer\":\"recorded\"}"
                ),
                (
                    "POST /api/studies/s/tell", "{\"number\":3,\"token\":\"1-f\",\"value\":-2,\"step\":9}",
                    "{\"answer\":\"stop\",\"earlier\":0.5}"
                ),
                (
                    "POST /api/studies/s/tell", "{\"number\":3,\"token\":\"1-f\",\"failed\":\"lost\"}",
                    "{\"answer\":\"recorded\"}"
                ),
                ("POST /api/studies/s/requeue", "{\"failed\":[4,1]}", "{\"requeued\":[1,4]}"),
                ("POST /api/studies/s/requeue", nil, "{\"requeued\":[1,4]}"),
                ("DELETE /api/studies/s", nil, "{\"deleted\":\"s\"}"),
            ] as [(String, String?, String)] {
                let (status, text) = try Client.request(line, [Self.bearer, Self.json], body: body, port: port)
                #expect(status == 200 && text.contains(answer), "\(line): \(text)")
                #expect(text.contains("Content-Type: application/json\r\n"))
            }
            #expect(
                recorded.all == [
                    "ask a b 1 3600.0", "ask s 3 60.0", "ask done 1 3600.0", "ask busy 1 3600.0",
                    "tell s 3 1-f result(0.5, values: [\"a\": 1.0])", "tell s 3 1-f step(9, -2.0)",
                    "tell s 3 1-f failed(\"lost\")", "requeue s [1, 4]", "requeue s all", "delete s",
                ])
        }
    }

    @Test("takes the token as a Bearer alone, whole and once")
    func tokens() async throws {
        try await served { port, recorded in
            let token = RecordedChanges.token
            let session = BrowserSession(new: try AccessToken(token))
            for fields in [
                [], ["Authorization: Bearer"], ["Authorization: Bearer \(token)x"], ["Authorization: Bearer wrong"],
                ["Authorization: Bearer \(token.dropLast())"], ["Authorization: Basic \(token)"],
                ["Authorization: \(token)"], [Self.bearer, Self.bearer],
                ["Authorization: Bearer \(token.uppercased())"],
                ["Authorization: Bearer \(token) \(token)"],
                // A page of another site can make a browser send the cookie.
                ["Cookie: settle-\(port)=\(session.cookie)"], ["Cookie: settle-\(port)=\(token)"],
            ] {
                for line in ["POST /api/studies/s/ask", "DELETE /api/studies/s", "GET /api/studies/s/ask"] {
                    let (status, text) = try Client.request(line, fields, port: port)
                    #expect(status == 401 && text.contains("WWW-Authenticate: Bearer"), "\(line) \(fields): \(text)")
                    #expect(text.contains("\"remedy\":\"send 'Authorization: Bearer TOKEN'"), "\(text)")
                    #expect(!text.contains(token))
                }
            }
            // In the address it would be in logs.
            #expect(try Client.request("POST /api/studies/s/ask?token=\(token)", port: port).status == 401)
            #expect(recorded.all.isEmpty)
            #expect(try Client.request("POST /api/studies/s/ask", [Self.bearer.lowercased()], port: port).status == 200)
            // Only this machine reads, as without changes.
            #expect(try Client.request("GET /studies/sample", port: port).status == 200)
            #expect(
                try Client.request("GET /studies/sample", ["Authorization: Bearer wrong"], port: port).status == 401)
        }
    }

    @Test("says which value breaks which rule, and what to do")
    func errors() async throws {
        let tell: @Sendable (String) -> String = { rest in "{\"number\":3,\"token\":\"1-f\"\(rest)}" }
        try await served { port, recorded in
            for (line, body, status, value) in [
                ("GET /api/studies/s/ask", nil, 405, "GET /api/studies/s/ask"),
                ("POST /api/studies/s", nil, 405, "POST /api/studies/s"),
                ("DELETE /api/studies/s/ask", nil, 405, "DELETE /api/studies/s/ask"),
                ("PUT /api/studies/s", nil, 405, "PUT /api/studies/s"),
                ("POST /api", nil, 404, "POST /api"),
                ("POST /api/studies/s/stop", nil, 404, "POST /api/studies/s/stop"),
                ("POST /api/studies/s/ask/1", nil, 404, "POST /api/studies/s/ask/1"),
                ("DELETE /api/studies/busy", nil, 409, "busy"), ("POST /api/../ask", nil, 400, "POST /api/../ask"),
                ("POST /api/studies/s/ask", "count=3", 400, "count=3"), ("POST /api/studies/s/ask", "[1]", 400, "[1]"),
                ("POST /api/studies/s/ask", "{\"count\":", 400, "{\\\"count\\\":"),
                ("POST /api/studies/s/ask", String(repeating: "[", count: 60_000), 400, "[[[["),
                ("POST /api/studies/s/ask", "{\"counts\":3}", 422, "counts"),
                ("POST /api/studies/s/ask", "{\"count\":0}", 422, "0"),
                ("POST /api/studies/s/ask", "{\"count\":10001}", 422, "10001"),
                ("POST /api/studies/s/ask", "{\"count\":\"3\"}", 422, "count"),
                ("POST /api/studies/s/ask", "{\"count\":1.5}", 422, "count"),
                ("POST /api/studies/s/ask", "{\"count\":true}", 422, "count"),
                ("POST /api/studies/s/ask", "{\"lease\":0.5}", 422, "0.5"),
                ("POST /api/studies/s/tell", "{}", 422, "number"),
                ("POST /api/studies/s/tell", "{\"number\":-1,\"token\":\"a\",\"value\":1}", 422, "-1"),
                ("POST /api/studies/s/tell", "{\"number\":3,\"value\":1}", 422, "token"),
                ("POST /api/studies/s/tell", tell(""), 422, "value"),
                ("POST /api/studies/s/tell", tell(",\"value\":\"NaN\""), 422, "value"),
                ("POST /api/studies/s/tell", tell(",\"value\":NaN"), 400, "{"),
                ("POST /api/studies/s/tell", tell(",\"value\":1,\"failed\":\"x\""), 422, "failed"),
                ("POST /api/studies/s/tell", tell(",\"value\":1,\"step\":2,\"values\":{}"), 422, "values"),
                ("POST /api/studies/s/tell", tell(",\"value\":1,\"values\":{\"a\":\"b\"}"), 422, "values"),
                ("POST /api/studies/s/requeue", "{\"failed\":3}", 422, "failed"),
                ("DELETE /api/studies/s", "{\"yes\":true}", 422, "yes"),
            ] as [(String, String?, Int, String)] {
                let answer = try Client.request(line, [Self.bearer, Self.json], body: body, port: port)
                #expect(answer.status == status, "\(line) \(body?.prefix(60) ?? ""): \(answer.text)")
                #expect(
                    answer.text.contains("\"value\":\"\(value)"), "\(line) \(body?.prefix(60) ?? ""): \(answer.text)")
                for key in ["rule", "remedy"] {
                    #expect(!answer.text.contains("\"\(key)\":\"\"") && answer.text.contains(key))
                }
            }
            for type in [
                "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx", "",
            ] {
                let fields = [Self.bearer, "Content-Type: \(type)"]
                #expect(
                    try Client.request("POST /api/studies/s/ask", fields, body: "{}", port: port).status == 415,
                    "\(type)")
            }
            #expect(recorded.all.isEmpty, "\(recorded.all)")
            let utf8 = [Self.bearer, "Content-Type: application/json; charset=utf-8"]
            #expect(try Client.request("POST /api/studies/s/ask", utf8, body: "{}", port: port).status == 200)
        }
    }

    @Test("reads no body that is too large, of no length or of two, and waits for none")
    func bodies() async throws {
        var limits = ServerLimits()
        limits.headTime = 0.5
        try await served(limits: limits) { port, recorded in
            let head = "POST /api/studies/s/ask HTTP/1.1\r\nHost: localhost\r\n\(Self.bearer)\r\n\(Self.json)\r\n"
            for (rest, status) in [
                ("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 411), ("Content-Length: 2, 2\r\n\r\n{}", 400),
                ("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411), ("Content-Length: +2\r\n\r\n{}", 400),
                ("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 411),
                ("Content-Length: -2\r\n\r\n{}", 400),
                ("Content-Length: 0x2\r\n\r\n{}", 400), ("Content-Length:\r\n\r\n{}", 400),
                ("Content-Length: 65537\r\n\r\n", 413), ("Content-Length: 99999999999999999999\r\n\r\n", 413),
                ("Content-Length: 9\r\n\r\n{", 408), ("Content-Length: 9\r\nExpect: 100-continue\r\n\r\n", 100),
            ] {
                let (found, text) = try Client.ask(head + rest, port: port)
                #expect(found == status, "\(rest): \(text)")
            }
            // A client that has sent more than is taken still gets the answer.
            let large = String(repeating: " ", count: 500_000)
            let (status, text) = try Client.request("POST /api/studies/s/ask", [Self.bearer], body: large, port: port)
            #expect(status == 413 && text.contains("at most 65536 bytes"))
            // A body is not taken for the next request.
            let client = try Client(port: port)
            let hidden = "DELETE /api/studies/s HTTP/1.1\r\nHost: localhost\r\n\(Self.bearer)\r\n\r\n"
            client.send(head + "Content-Length: \(hidden.utf8.count)\r\n\r\n\(hidden)")
            client.send("GET /alive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            let both = client.read()
            #expect(both.hasPrefix("HTTP/1.1 400") && both.contains("id=\"alive\""), "\(both)")
            #expect(recorded.all.isEmpty)
            #expect(try Client.request("GET /", [Self.bearer], body: "{}", port: port).status == 400)
        }
    }

    @Test("refuses pages of other sites in JSON, token or not")
    func otherSites() async throws {
        try await served { port, recorded in
            for (host, field, status) in [
                ("evil.example", "X: y", 421), ("localhost", "Origin: http://evil.example", 403),
                ("localhost", "Origin: null", 403), ("localhost", "Sec-Fetch-Site: cross-site", 403),
            ] {
                for fields in [[field], [field, Self.bearer]] {
                    let (found, text) = try Client.request(
                        "POST /api/studies/s/ask", fields, body: "{}", host: host, port: port)
                    #expect(found == status && text.contains("\"rule\":"), "\(fields): \(text)")
                }
            }
            // What a browser asks before it sends JSON to another site.
            let preflight = ["Origin: http://evil.example", "Access-Control-Request-Method: POST"]
            let (status, text) = try Client.request("OPTIONS /api/studies/s/ask", preflight, port: port)
            #expect(status == 405 && !text.lowercased().contains("access-control"))
            #expect(recorded.all.isEmpty)
        }
    }
}
