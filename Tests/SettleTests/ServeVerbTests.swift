import Foundation
import Testing

@Suite("serve")
struct ServeVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    /// Starts the server and waits until it tells its address.
    private func start(_ arguments: String...) throws -> (server: RunningCommand, port: String) {
        let server = try scratch.start(["serve"] + arguments)
        let address = /http:\/\/127\.0\.0\.1:(\d+)\//
        #expect(server.wait { server.errors.contains(address) }, "\(server.errors)")
        return (server, server.errors.firstMatch(of: address).map { String($0.output.1) } ?? "")
    }

    @Test("A reader in a browser sees a run at work, what a killed server leaves, and how it goes on when it is back")
    func driven() throws {
        try scratch.write(
            StudyFiles.random("long", layers: "[20, 20, 10]", steps: 2000, trials: 2_000_000), to: "long.yaml")
        let script = BuiltProgram.repository.appendingPathComponent("Scripts/serve_test.py").path
        let driven = try scratch.start(
            ["python3", script, "--settle", BuiltProgram.settle.path, "--study", scratch.path("long.yaml")],
            program: "/usr/bin/env"
        ).finish()
        // Where there is no Chromium, it says what to do.
        try #require(driven.status == 0, "\(driven.output)\(driven.errors)")
        #expect(driven.lines.count == 2)
    }

    @Test("Ctrl-C, SIGTERM and SIGHUP end it with 0", arguments: [SIGINT, SIGTERM, SIGHUP])
    func signals(signal: Int32) throws {
        _ = try Self.makeStudy(in: scratch)
        let (server, _) = try start("--port", "0")
        server.send(signal)
        let run = try server.finish()
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(run.errorLines.last == "The server has ended.")
        #expect(
            try !FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).contains { $0.hasSuffix("-wal") })
    }

    @Test("A port in use, and a storage that is not there, are told with a remedy")
    func errors() throws {
        let missing = try scratch.settle("serve", "--port", "0")
        #expect(missing.status == 74 && missing.errors.contains("'settle run' makes one"), "\(missing.errors)")
        _ = try Self.makeStudy(in: scratch)
        let (server, port) = try start("--port", "0")
        let second = try scratch.settle("serve", "--port", port)
        #expect(second.status == 74)
        #expect(
            second.errors
                == "settle: another program listens on port \(port) of 127.0.0.1; choose another with --port, or --port 0 "
                + "for any that is free\n")
        server.send(SIGTERM)
        _ = try server.finish()
        for (arguments, text) in [
            (["--port", "70000"], "is not a whole number from 0 to 65535"), (["--host", "203.0.113.9"], "--host"),
        ] {
            let run = try scratch.start(["serve"] + arguments).finish()
            #expect(run.status == 64 && run.errors.contains(text), "\(run.errors)")
        }
    }

    @Test("For other machines it listens only where it is told to, and warns")
    func warning() throws {
        _ = try Self.makeStudy(in: scratch)
        let (server, _) = try start("--port", "0", "--host", "0.0.0.0")
        #expect(server.errors.contains("can read all studies"))
        server.send(SIGTERM)
        #expect(try server.finish().status == 0)
        let (quiet, _) = try start("--port", "0")
        #expect(!quiet.errors.contains("can read all studies"))
        quiet.send(SIGTERM)
        #expect(try quiet.finish().status == 0)
    }

    private static func makeStudy(in scratch: Scratch) throws -> CommandRun {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        return try scratch.settle("run", "tiny.yaml")
    }
}
