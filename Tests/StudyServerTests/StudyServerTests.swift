import AnnealingStudies
import HyperparameterSearch
import SearchContracts
import StudyFiles
import Testing

@testable import StudyServer

@Suite("The server", .serialized)
struct StudyServerTests {
    @Test("answers on a connection until it is asked to close it, and tells HEAD the length alone")
    func persistent() async throws {
        try await serving(SampleStudies()) { port in
            let client = try Client(port: port)
            client.send("GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /alive HTTP/1.1\r\nHost: localhost\r\n\r\n")
            client.send("GET /alive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            let text = client.read()
            #expect(text.components(separatedBy: "HTTP/1.1 200 OK").count == 4)
            #expect(text.components(separatedBy: "id=\"alive\"").count == 3)
        }
    }

    @Test("refuses what it does not do, and other sites' pages")
    func refusals() async throws {
        try await serving(SampleStudies()) { port in
            let host = "Host: localhost\r\n"
            for (request, status) in [
                ("POST / HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabc", 413),
                ("DELETE / HTTP/1.1\r\n\(host)\r\n", 405),
                ("OPTIONS / HTTP/1.1\r\n\(host)\r\n", 405), ("GET / HTTP/1.1\r\n\r\n", 400),
                ("GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n", 421),
                ("GET / HTTP/1.0\r\n\(host)Origin: http://evil.example\r\n\r\n", 403),
                ("GET /../../etc/passwd HTTP/1.0\r\n\(host)\r\n", 400), ("\u{16}\u{3}\u{1}\r\n\r\n", 400),
                ("GET / HTTP/1.0\r\n\(host)X: \(String(repeating: "x", count: 20_000))\r\n\r\n", 431),
            ] {
                #expect(try Client.ask(request, port: port).status == status, "\(request.prefix(80))")
            }
            let refused = try Client.ask("PUT / HTTP/1.1\r\n\(host)\r\n", port: port).text
            #expect(refused.contains("Allow: GET, HEAD"))
            #expect(!refused.lowercased().contains("access-control"))
        }
    }

    @Test("waits for no client longer than the limits allow, and has no more connections than they allow")
    func limits() async throws {
        var limits = ServerLimits()
        (limits.headTime, limits.idleTime, limits.connections) = (0.5, 1, 3)
        try await serving(SampleStudies(), limits: limits) { [limits] port in
            let slow = try Client(port: port)
            slow.send("GET / HT")
            #expect(slow.read().hasPrefix("HTTP/1.1 408"))
            // A client that says nothing, or nothing more, is left without a word.
            #expect(try Client(port: port).read().isEmpty)
            let idle = try Client(port: port)
            idle.send("GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(idle.read().hasPrefix("HTTP/1.1 200"))
            let streams = try (0..<limits.connections).map { _ in
                let client = try Client(port: port)
                client.send("GET /studies/sample/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(client.read(until: "data:").contains("text/event-stream"))
                return client
            }
            #expect(try Client.ask("GET /alive HTTP/1.0\r\nHost: localhost\r\n\r\n", port: port).status == 0)
            withExtendedLifetime(streams) {}
        }
    }

    @Test("sends what has changed, a few numbers at a time, and nothing once the study is gone")
    func events() async throws {
        let sample = try SampleStudies()
        try await serving(sample) { port in
            let client = try Client(port: port)
            client.send("GET /studies/sample/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let first = client.read(until: "\"finished\":60")
            #expect(first.contains("\"changed\":[]") && first.contains("\"workers\":1"))
            _ = try sample.store.claim(3, for: sample.run)
            try sample.store.record([60, 61].map(SampleStudies.trial), for: sample.run)
            let next = client.read(until: "\"finished\":62")
            #expect(next.contains("\"changed\":[62,60,61]"), "\(next)")
            #expect(next.utf8.count < 400)
            try sample.store.endRun(sample.run, as: .interrupted)
            try sample.store.deleteStudy(sample.study.id)
            #expect(client.read().contains("event: gone"))
        }
    }

    @Test("lets the oldest stream of a browser rest where it has more than four, so that none of its pages waits")
    func rest() async throws {
        try await serving(SampleStudies()) { port in
            let clients = try (0..<5).map { _ in
                let client = try Client(port: port)
                client.send("GET /studies/sample/events HTTP/1.1\r\nHost: localhost\r\nUser-Agent: one\r\n\r\n")
                _ = client.read(until: "data:")
                return client
            }
            #expect(clients[0].read().hasSuffix("event: rest\ndata: {}\n\n"))
            let other = try Client(port: port)
            other.send("GET /events HTTP/1.1\r\nHost: localhost\r\nUser-Agent: another\r\n\r\n")
            #expect(other.read(until: "data:").contains("revision"))
        }
    }

    @Test("says why it cannot listen")
    func errors() throws {
        let store = InMemoryStore()
        let server = { (host: String, port: UInt16) throws(StudyServerError) in
            do {
                return try StudyServer(
                    host: host, port: port, storage: "a store", kinds: StudyKinds([ConvergenceSettings.self]),
                    readers: { store }, explanation: \.description)
            } catch let error as StudyServerError { throw error } catch { fatalError("\(error)") }
        }
        let first = try server("127.0.0.1", 0)
        #expect(first.isLoopback && first.address == "http://127.0.0.1:\(first.port)/")
        #expect(throws: StudyServerError(host: "127.0.0.1", port: first.port, problem: .portInUse)) {
            _ = try server("127.0.0.1", first.port)
        }
        #expect(throws: StudyServerError(host: "203.0.113.9", port: 0, problem: .noSuchAddress)) {
            _ = try server("203.0.113.9", 0)
        }
        #expect(try !server("0.0.0.0", 0).isLoopback)
    }
}
