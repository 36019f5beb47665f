import Foundation
import GRDB
import Testing

@Suite("settle studies, trials, best and show")
struct ListingVerbsTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
    }

    private let valueNames = ["earlyError", "finalError", "meanError", "meanEuclideanError", "spikes"]

    @Test("best prints the best trials as JSON objects, best first")
    func bestJSON() throws {
        let run = try scratch.settle("best", "tiny", "--top", "3", "-f", "json")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let objects = try run.objects()
        #expect(objects.count == 3)
        for object in objects {
            #expect(
                object.keys.sorted() == [
                    "epsilon", "lambda", "number", "parameters", "state", "steps", "value", "values",
                ])
            #expect(object["state"] as? String == "complete")
            #expect(object["steps"] as? Int == 50)
            let values = try #require(object["values"] as? [String: Double])
            #expect(values.keys.sorted() == valueNames)
            #expect(object["value"] as? Double == values["meanError"])
        }
        let values = objects.compactMap { $0["value"] as? Double }
        #expect(values == values.sorted())
    }

    @Test("parameters and texts say the same")
    func parameters() throws {
        let objects = try scratch.settle("trials", "tiny", "-f", "json").objects()
        let point = try #require(objects[1]["parameters"] as? [String: Any])
        #expect(point.keys.sorted() == ["epsilon.constant", "lambda.constant", "quantizer"])
        #expect(objects[1]["epsilon"] as? String == "0.5")
        let drawn = try #require(objects[5]["parameters"] as? [String: Any])
        #expect(
            drawn.keys.sorted() == [
                "epsilon.exponent", "epsilon.initial", "lambda.exponent", "lambda.initial", "quantizer",
            ])
        let initial = try #require(drawn["epsilon.initial"] as? Double)
        let exponent = try #require(drawn["epsilon.exponent"] as? Double)
        #expect(objects[5]["epsilon"] as? String == "\(initial)/t^\(exponent)")
    }

    @Test("trials prints all of them in order of number; a failed one has a reason and no value")
    func trialsJSON() throws {
        let objects = try scratch.settle("trials", "tiny", "-f", "json").objects()
        #expect(objects.compactMap { $0["number"] as? Int } == Array(0..<12))
        #expect(objects[0]["state"] as? String == "failed")
        #expect((objects[0]["reason"] as? String)?.hasPrefix("epsilon is 0 at step 1") == true)
        #expect(objects[0]["value"] == nil)
        #expect((objects[0]["values"] as? [String: Double])?.isEmpty == true)
        // The best of them are what `best` prints.
        let best = try #require(try scratch.settle("best", "tiny", "-f", "json").objects().first)
        let same = try #require(objects.first { $0["number"] as? Int == best["number"] as? Int })
        #expect(NSDictionary(dictionary: same) == NSDictionary(dictionary: best))
    }

    @Test("numbers in JSON and CSV are those that are stored, to the bit")
    func precision() throws {
        let stored = try DatabaseQueue(path: scratch.storage).read {
            try Double.fetchAll($0, sql: "SELECT value FROM trials WHERE value IS NOT NULL ORDER BY number")
        }
        #expect(stored.count == 11)
        let objects = try scratch.settle("trials", "tiny", "--state", "complete", "-f", "json").objects()
        #expect(objects.compactMap { $0["value"] as? Double } == stored)
        let rows = try scratch.stableRows("tiny", "--state", "complete").dropFirst()
        #expect(rows.compactMap { Double($0.split(separator: ",")[2]) } == stored)
    }

    @Test("trials sorts, filters, limits and leaves out")
    func query() throws {
        func numbers(_ arguments: String...) throws -> [Int] {
            try scratch.start(["trials", "tiny", "-f", "json"] + arguments).finish().objects()
                .compactMap { $0["number"] as? Int }
        }
        let best = try scratch.settle("best", "tiny", "--top", "100", "-f", "json").objects()
            .compactMap { $0["number"] as? Int }
        #expect(best.count == 11)
        #expect(try numbers("--sort", "value") == best + [0])
        #expect(try numbers("--sort", "value", "--limit", "2", "--offset", "1") == Array(best[1...2]))
        #expect(try numbers("--state", "failed") == [0])
        #expect(try numbers("--state", "failed", "--state", "complete", "--limit", "3") == [0, 1, 2])
        #expect(try numbers("--state", "waiting") == [])
        let none = try scratch.settle("trials", "tiny", "--limit", "0")
        #expect(none.status == 64)
        #expect(
            none.errors.hasPrefix("settle: --limit '0' is not a whole number of 1 or more; give one, or leave it out"))
        #expect(try numbers("--offset", "10") == [10, 11])
        #expect(Set(try numbers("--sort", "finished")) == Set(0..<12))
    }

    @Test("tables have a header and a line a trial, and no space at a line's end")
    func tables() throws {
        for arguments in [["trials", "tiny"], ["best", "tiny"], ["studies"]] {
            let run = try scratch.start(arguments).finish()
            #expect(run.lines.count == ["trials": 13, "best": 11, "studies": 2][arguments[0]])
            #expect(run.lines.allSatisfy { !$0.hasSuffix(" ") })
        }
        let header = try scratch.settle("best", "tiny").lines[0].split(separator: " ")
        #expect(
            header == ["trial", "state", "meanError", "earlyError", "finalError", "epsilon", "lambda", "quantizer"])
    }

    @Test("CSV has a header and as many fields in every row")
    func csv() throws {
        let lines = try scratch.settle("best", "tiny", "-f", "csv").lines
        #expect(
            lines[0] == "number,state,value,bound,lastValue,steps,reason,meanError,earlyError,finalError,"
                + "meanEuclideanError,spikes,epsilon.initial,epsilon.exponent,epsilon.constant,lambda.initial,lambda.exponent,"
                + "lambda.constant,quantizer,epsilon,lambda,started,finished,run,worker")
        #expect(lines.count == 11)
        #expect(lines.allSatisfy { $0.filter { $0 == "," }.count == 24 })
    }

    @Test("studies lists each with its counts and its best trial")
    func studies() throws {
        try scratch.write(StudyFiles.random("another", trials: 2), to: "another.yaml")
        _ = try scratch.settle("run", "another.yaml")
        let objects = try scratch.settle("studies", "-f", "json").objects()
        #expect(objects.compactMap { $0["name"] as? String } == ["another", "tiny"])
        let tiny = objects[1]
        #expect(
            ["trials", "finished", "complete", "failed", "pruned"].map { tiny[$0] as? Int } == [12, 12, 11, 1, 0])
        let best = try #require(try scratch.settle("best", "tiny", "-f", "json").objects().first)
        #expect(tiny["bestTrial"] as? Int == best["number"] as? Int)
        #expect(tiny["best"] as? Double == best["value"] as? Double)
        let created = try #require(tiny["created"] as? String)
        #expect(try Date(created, strategy: .iso8601).timeIntervalSinceNow > -600)
        #expect(
            try scratch.settle("studies", "-f", "csv").lines.map { String($0.prefix(24)) } == [
                "study,trials,finished,co", "another,2,2,1,0,1,\(objects[0]["best"] ?? "")".prefix(24).description,
                "tiny,12,12,11,0,1,\(tiny["best"] ?? "")".prefix(24).description,
            ])
    }

    @Test("show tells all of a trial, each fact once, with its error curve")
    func show() throws {
        let run = try scratch.settle("show", "tiny", "5")
        #expect(run.status == 0)
        let labels = run.lines.prefix { !$0.hasPrefix("error(t)") }.map { $0.prefix { $0 != " " } }
        #expect(
            labels == [
                "trial", "state", "epsilon", "lambda", "quantizer", "meanError", "earlyError", "finalError",
                "meanEuclideanError", "spikes", "steps", "finished", "run", "version", "machine",
            ])
        let value = try #require(
            try scratch.settle("trials", "tiny", "-f", "json").objects().first { $0["number"] as? Int == 5 }?["value"])
        #expect(run.output.components(separatedBy: "\(value)").count == 2)
        #expect(run.lines.contains("error(t) against step t, both logarithmic:"))
        #expect(run.lines.filter { $0.contains(" |") }.count == 12)
        #expect(run.output.contains("*"))
    }

    @Test("show tells why a trial failed, and draws nothing")
    func showFailed() throws {
        let run = try scratch.settle("show", "tiny", "0")
        #expect(run.lines.contains { $0.hasPrefix("reason") && $0.contains("epsilon is 0 at step 1") })
        #expect(!run.output.contains("error(t)"))
    }

    @Test("a reader that goes away is no error")
    func closedPipe() throws {
        let run = try scratch.start(
            ["-c", "'\(BuiltProgram.settle.path)' trials tiny -f csv | head -n 1"], program: "/bin/sh"
        ).finish()
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(run.lines.count == 1)
    }

    @Test("a full disk is one")
    func fullDisk() throws {
        let run = try scratch.start(
            ["-c", "'\(BuiltProgram.settle.path)' trials tiny -f csv > /dev/full"], program: "/bin/sh"
        ).finish()
        #expect(run.status == 74)
        #expect(run.errors.hasPrefix("settle: standard output cannot be written (No space left on device)"))
    }
}
