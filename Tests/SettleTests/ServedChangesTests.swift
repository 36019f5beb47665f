import Foundation
import HyperparameterSearch
import StudyFiles
import StudyStorage
import Testing

@testable import settle

/// `settle serve --allow-changes`: asking and telling by HTTP, which is as safe as by the verbs.
@Suite("Changes through serve")
struct ServedChangesTests {
    private static let examples = BuiltProgram.repository.appendingPathComponent("Examples/AskAndTell")
    private static let token = "a-token-of-the-tests"
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(Self.token + "\n", to: "token")
        #expect(chmod(scratch.path("token"), 0o600) == 0)
    }

    /// Starts a server that may change the studies of a folder.
    private func start(in scratch: Scratch) throws -> (server: RunningCommand, address: String) {
        let server = try scratch.start(
            ["serve", "--port", "0", "--allow-changes", "--token-file", self.scratch.path("token")])
        let address = /http:\/\/127\.0\.0\.1:\d+\//
        #expect(server.wait { server.errors.contains(address) }, "\(server.errors)")
        return (server, server.errors.firstMatch(of: address).map { String($0.output) } ?? "")
    }

    /// The status and the text of an answer, by Python, which every machine of the tests has.
    private func send(
        _ method: String, _ address: String, _ body: String = "", token: String = token
    ) throws -> (status: Int, text: String) {
        let script = """
            from sys import argv
            from urllib import error, request
            method, address, body, token = argv[1:]
            fields = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
            try:
                answer = request.urlopen(request.Request(address, body.encode(), fields, method=method))
            except error.HTTPError as refused:
                answer = refused
            print(answer.status, answer.read().decode())
            """
        let run = try scratch.start(
            ["python3", "-c", script, method, address, body, token], program: "/usr/bin/env"
        ).finish()
        #expect(run.status == 0, "\(run.errors)")
        let parts = run.output.split(separator: " ", maxSplits: 1).map(String.init)
        return (Int(parts.first ?? "") ?? 0, parts.last ?? "")
    }

    /// Makes the study of a file without asking for a trial.
    private func makeStudy(_ file: String, in scratch: Scratch) throws {
        let store = try SQLiteStore(path: scratch.storage)
        _ = try store.openStudy(StudyFile.read(path: scratch.path(file), kinds: .ofTheCommand).definition())
        try store.close()
    }

    /// The value of a key in a JSON text.
    private func value(_ key: String, _ text: String) -> String {
        guard let start = text.firstRange(of: "\"\(key)\":") else { return "" }
        return String(text[start.upperBound...].drop { $0 == "\"" }.prefix { !"\",}".contains($0) })
    }

    @Test("the same study asked and told by the verbs and by HTTP has the same trials", arguments: ["random", "tpe"])
    func sameTrials(sampler: String) throws {
        var rows: [[String]] = []
        for script in ["valley.py", "valley_http.py"] {
            let scratch = try Scratch()
            for name in ["valley.yaml", script] {
                var text = try String(contentsOf: Self.examples.appendingPathComponent(name), encoding: .utf8)
                if sampler == "tpe" {
                    // Its cohorts are its generations, of 8.
                    text.replace("trials: 18", with: "trials: 24")
                    text.replace("sampler: {random: {stream: keyed, seed: 1}}", with: "sampler: tpe")
                    text.replace("cohort: 9, ", with: "")
                }
                try scratch.write(text, to: name)
            }
            let isServed = script == "valley_http.py"
            if isServed { try makeStudy("valley.yaml", in: scratch) }
            let served = isServed ? try start(in: scratch) : nil
            let run = try scratch.start(
                ["python3", scratch.path(script)] + (served.map { [$0.address] } ?? []), program: "/usr/bin/env",
                environment: ["SETTLE": BuiltProgram.settle.path, "SETTLE_TOKEN": Self.token]
            ).finish()
            #expect(run.status == 0, "\(run.errors)")
            if let server = served?.server {
                server.send(SIGTERM)
                #expect(try server.finish().status == 0)
            }
            rows.append(try scratch.stableRows("valley"))
        }
        #expect(rows[0].count == (sampler == "tpe" ? 25 : 19) && rows[0] == rows[1])
    }

    @Test("what was answered is stored when the server is killed, and it goes on after it was")
    func killed() throws {
        try scratch.write(Self.told, to: "told.yaml")
        try makeStudy("told.yaml", in: scratch)
        var (server, address) = try start(in: scratch)
        let asked = try send("POST", "\(address)api/studies/told/ask", "{\"count\":2}")
        #expect(asked.status == 200)
        server.send(SIGKILL)
        _ = try server.finish()
        (server, address) = try start(in: scratch)
        let (trial, token) = (value("number", asked.text), value("token", asked.text))
        let body = "{\"number\":\(trial),\"token\":\"\(token)\",\"value\":0.25,\"values\":{\"accuracy\":0.5}}"
        let told = try send("POST", "\(address)api/studies/told/tell", body)
        #expect(told.status == 200 && told.text.contains("recorded"), "\(told.text)")
        server.send(SIGKILL)
        _ = try server.finish()
        let store = try SQLiteStore(path: scratch.storage, access: .reading)
        let study = try #require(try store.study(named: "told"))
        #expect(try store.trial(0, of: study.id)?.value == 0.25)
        #expect(try store.trial(0, of: study.id)?.values["accuracy"] == 0.5)
        #expect(try store.trial(1, of: study.id)?.state == .claimed)
    }

    @Test("asks, tells, requeues and deletes as the verbs do, and with their errors")
    func calls() throws {
        try scratch.write(Self.told, to: "told.yaml")
        // A trial that a verb asked for is told by HTTP, and the other way round.
        let first = try scratch.settle("ask", "told.yaml").output
        let (server, address) = try start(in: scratch)
        let api = "\(address)api/studies/told"
        let second = try send("POST", "\(api)/ask").text
        let line = second.firstMatch(of: /\[(\{.*\})\]/).map { String($0.output.1) } ?? ""
        let keys = { (text: String) in text.matches(of: /"(\w+)":/).map { String($0.output.1) } }
        #expect(keys(line) == keys(first), "\(line)")
        let tell = { (text: String, rest: String) in
            "{\"number\":\(value("number", text)),\"token\":\"\(value("token", text))\",\(rest)}"
        }
        let failed = try send("POST", "\(api)/tell", tell(first, "\"failed\":\"lost\""))
        #expect(failed.status == 200 && failed.text.contains("\"answer\":\"recorded\""), "\(failed.text)")
        let byVerb = try scratch.settle(
            "tell", "told", value("number", line), "--token", value("token", line), "--value", "1")
        #expect(byVerb.status == 0, "\(byVerb.errors)")
        for (method, place, body, status, rule) in [
            ("POST", "/tell", tell(line, "\"value\":1"), 200, "repeated"),
            ("POST", "/tell", tell(line, "\"value\":2"), 409, "trial 1 has another result"),
            ("POST", "/tell", tell(line, "\"value\":1,\"step\":1"), 409, "trial 1 has ended already"),
            ("POST", "/tell", "{\"number\":1,\"token\":\"x\",\"value\":1}", 422, "is not a token of trial 1"),
            ("POST", "/tell", tell(line, "\"value\":1,\"values\":{\"x\":1}"), 422, "values has 'x'"),
            ("POST", "/tell", tell(line, "\"value\":1,\"values\":{\"loss\":1}"), 422, "give it as value"),
            ("POST", "/requeue", "{\"failed\":[1]}", 409, "trial 1 of told is complete"),
            ("POST", "/requeue", "{\"failed\":[9]}", 404, "told has no trial 9"),
            ("POST", "/requeue", "", 200, "{\"requeued\":[0]}"), ("POST", "/requeue", "", 200, "{\"requeued\":[]}"),
            ("POST", "x/ask", "", 404, "is no study of"), ("DELETE", "x", "", 404, "is no study of"),
        ] {
            let answer = try send(method, api + place, body)
            #expect(answer.status == status && answer.text.contains(rule), "\(place) \(body): \(answer)")
        }
        let third = try send("POST", "\(api)/ask").text
        #expect(value("number", third) == "0" && value("attempt", third) == "2", "\(third)")
        let busy = try send("DELETE", api)
        #expect(busy.status == 409 && busy.text.contains("has been working on this study"), "\(busy.text)")
        #expect(try send("POST", "\(api)/tell", tell(third, "\"value\":3")).status == 200)
        let deleted = try send("DELETE", api)
        #expect(deleted.status == 200 && deleted.text.contains("told with 2 finished trials"), "\(deleted.text)")
        #expect(try scratch.settle("studies").output.contains("told") == false)
        #expect(try send("POST", "\(api)/ask", token: "a-token-of-others").status == 401)
        #expect(!server.errors.contains(Self.token))
        server.send(SIGTERM)
        #expect(try server.finish().status == 0)
    }

    @Test("a study that settle evaluates itself cannot be asked for")
    func evaluated() throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        #expect(try scratch.settle("run", "tiny.yaml").status == 0)
        let (server, address) = try start(in: scratch)
        let answer = try send("POST", "\(address)api/studies/tiny/ask")
        #expect(answer.status == 422 && answer.text.contains("cannot be asked for"), "\(answer.text)")
        server.send(SIGTERM)
        _ = try server.finish()
    }

    @Test("a token is made and printed where none is given; a given one must be a secret")
    func tokens() throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        #expect(try scratch.settle("run", "tiny.yaml").status == 0)
        let server = try scratch.start(["serve", "--port", "0", "--allow-changes"])
        #expect(server.wait { server.errors.contains("to yourself") })
        #expect(server.errors.contains(/at http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{40} \(/), "\(server.errors)")
        server.send(SIGTERM)
        _ = try server.finish()
        try scratch.write("short", to: "short")
        try scratch.write(Self.token, to: "open")
        #expect(chmod(scratch.path("short"), 0o600) == 0 && chmod(scratch.path("open"), 0o640) == 0)
        for (arguments, variable, text) in [
            (["--allow-changes", "--token-file", "open"], "", "(mode 640); make it yours alone with: chmod 600 open"),
            (["--allow-changes", "--token-file", "short"], "", "the token has 5 characters"),
            (["--allow-changes", "--token-file", "none"], "", "cannot be read (No such file or directory)"),
            (["--allow-changes", "--token-file", "."], "", "is not a small file"),
            (["--token-file", "token"], "", "--token-file has no use"),
            (["--allow-changes"], "six teen letters", "SETTLE_TOKEN: the token has a character"),
        ] {
            let run = try scratch.start(
                ["serve", "--port", "0"] + arguments, environment: ["SETTLE_TOKEN": variable]
            ).finish()
            #expect(run.status == 64 && run.errors.contains(text), "\(run.errors)")
        }
    }

    private static let told = """
        name: told
        objective:
          told: {minimize: loss, steps: 3, values: [accuracy]}
        sampler: {random: {stream: keyed, seed: 1}}
        trials: 3
        space:
          x: {from: 0, to: 1}

        """
}
