import Foundation
import Testing

@testable import settle

@Suite("--progress")
struct ProgressJSONTests {
    /// The lines of standard error, each an object of JSON.
    private func events(_ run: CommandRun) throws -> [[String: Any]] {
        try run.errorLines.map { line in
            let object = try JSONDecoder().decode(ExactJSON.self, from: Data(line.utf8))
            return try #require(object.value as? [String: Any], "\(line)")
        }
    }

    private func names(_ events: [[String: Any]]) -> [String] { events.compactMap { $0["event"] as? String } }

    @Test("json tells a run's begin, its end and its messages as objects, one a line")
    func run() throws {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        let run = try scratch.settle("run", "tiny.yaml", "--threads", "1", "--progress", "json", "-f", "json")
        #expect(run.status == 0)
        #expect(try run.objects().count == 5)
        let events = try events(run)
        #expect(names(events).filter { $0 != "progress" && $0 != "setUp" }.prefix(3) == ["start", "end", "message"])
        let start = try #require(events.first { $0["event"] as? String == "start" })
        #expect(start["study"] as? String == "tiny")
        #expect(start["total"] as? Int == 12 && start["workers"] as? Int == 1)
        let end = try #require(events.first { $0["event"] as? String == "end" })
        #expect(end["ending"] as? String == "finished")
        #expect(end["finished"] as? Int == 12 && end["total"] as? Int == 12)
        let best = try #require(try scratch.settle("best", "tiny", "--top", "1", "-f", "json").objects().first)
        #expect(end["bestTrial"] as? Int == best["number"] as? Int)
        #expect(end["bestValue"] as? Double == best["value"] as? Double)
        #expect(end["speed"] as? Double ?? 0 > 0 && end["elapsed"] as? Double ?? 0 > 0)
        let messages = events.compactMap { $0["text"] as? String }
        #expect(messages.first?.hasPrefix("tiny: 12 trials in") == true)
    }

    @Test("json tells the begin and the end of a run with nothing to do, and an error as one object")
    func others() throws {
        let scratch = try Scratch.withTinyStudy()
        let again = try events(scratch.settle("run", "tiny.yaml", "--progress=json"))
        #expect(names(again).prefix(2) == ["start", "end"])
        #expect(again[1]["finished"] as? Int == 12 && again[1]["ending"] as? String == "finished")
        #expect((again[2]["text"] as? String)?.hasPrefix("Nothing is left to do") == true)
        let missing = try scratch.settle("run", "none.yaml", "--progress", "json")
        #expect(missing.status == 74)
        let error = try events(missing)
        #expect(names(error) == ["error"])
        #expect((error[0]["text"] as? String)?.hasPrefix("settle: none.yaml") == true)
    }

    @Test("json tells the progress of a run that is stopped, and that it was interrupted")
    func stopped() throws {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.endless, to: "endless.yaml")
        let running = try scratch.start(["run", "endless.yaml", "--progress", "json"])
        #expect(running.wait { running.errors.contains("\"event\":\"progress\"") }, "\(running.errors)")
        running.send(SIGINT)
        let run = try running.finish()
        #expect(run.status == 130)
        let events = try events(run)
        let progress = try #require(events.first { $0["event"] as? String == "progress" })
        #expect(progress["total"] as? Int == 10_000_000 && progress["running"] is Int && progress["finished"] is Int)
        let end = try #require(events.first { $0["event"] as? String == "end" })
        #expect(end["ending"] as? String == "interrupted")
        #expect((events.last?["text"] as? String)?.hasPrefix("Stopped with") == true)
    }

    @Test("none tells no progress, and line is the default")
    func none() throws {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        let run = try scratch.settle("run", "tiny.yaml", "--progress", "none")
        #expect(run.status == 0 && run.errors.hasPrefix("tiny: 12 trials in") && !run.errors.contains("\u{B7}"))
        let refused = try scratch.settle("run", "tiny.yaml", "--progress", "bar")
        #expect(refused.errors.contains("--progress 'bar' is not one of line, json, none"))
    }
}
