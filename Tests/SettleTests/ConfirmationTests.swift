import Foundation
import Testing

@Suite("A study with a confirmation")
struct ConfirmationTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    private func run(_ text: String, _ arguments: String...) throws -> CommandRun {
        try scratch.write(text, to: "tiny.yaml")
        return try scratch.start(["run", "tiny.yaml"] + arguments).finish()
    }

    /// The study without the stochastic quantizer, whose draws depend on the number of the trial.
    private static func certain(_ text: String) -> String {
        text.replacing("[sigma-delta, stochastic]", with: "sigma-delta").replacing("stochastic", with: "sigma-delta")
    }

    private func number(_ value: Any?) -> Double? { (value as? NSNumber)?.doubleValue }
    private func integers(_ key: String, _ objects: [[String: Any]]) -> [Int?] {
        objects.map { ($0[key] as? NSNumber)?.intValue }
    }

    @Test("scores its best on the further networks, and leads with that order")
    func order() throws {
        _ = try run(Self.certain(StudyFiles.random()))
        let searched = try scratch.settle("best", "tiny", "--top", "6", "-f", "json").objects()
        // The free form of the same: the same schedules on the same networks.
        let free = try scratch.settle(
            "evaluate", "--study", "tiny", "--top", "4", "--networks", "5..7:50..52", "-f", "json", "--no-keep"
        ).objects()
        let first = try run(Self.certain(StudyFiles.confirmed()), "--top", "6", "-f", "json")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("Nothing is left to do: tiny has all of its 12 trials."))
        #expect(first.errors.contains("Scoring the best 4 of tiny again on 3 further networks, in study confirm-tiny-"))
        #expect(
            first.errors.contains("'confirmed' is the geometric mean over 3 further networks, with its 95% interval"))
        let best = try scratch.settle("best", "tiny", "--top", "6", "-f", "json")
        #expect(best.output == first.output)
        let found = try best.objects()
        let scores = found.map { $0["confirmed"] as? [String: Any] }
        #expect(scores.prefix(4).map { number($0?["rank"]) } == [1, 2, 3, 4])
        #expect(scores[4] == nil && scores[5] == nil)
        let values = scores.compactMap { number($0?["value"]) }
        #expect(values == values.sorted() && values.count == 4)
        for score in scores.compactMap({ $0 }) {
            let (low, value, high) = (number(score["low"]), number(score["value"]), number(score["high"]))
            #expect(try #require(low) < #require(value) && #require(value) < #require(high))
            #expect((score["scores"] as? [Any])?.count == 3)
        }
        // The same values as evaluate's, and the ranks of the search.
        let freeErrors = free.dropFirst().compactMap {
            number(($0["error"] as? [String: Any])?["geometricMean"])
        }
        #expect(Set(freeErrors) == Set(values))
        let ranks = integers("searchedRank", found)
        #expect(Set(ranks.prefix(4)) == [1, 2, 3, 4] && ranks.suffix(2) == [5, 6])
        let searchedNumbers = integers("number", searched)
        #expect(integers("number", found) == ranks.map { searchedNumbers[($0 ?? 0) - 1] })
        // A second run finds nothing to do.
        let again = try run(Self.certain(StudyFiles.confirmed()), "--top", "6", "-f", "json")
        #expect(again.output == best.output && !again.errors.contains("Scoring"))
    }

    @Test("shows the confirmed value and the searched one in tables, exports, facts and the page")
    func places() throws {
        _ = try run(StudyFiles.confirmed())
        let table = try scratch.settle("best", "tiny", "--top", "4")
        #expect(table.lines[0].contains("confirmed") && table.lines[0].contains("search rank"))
        let csv = try scratch.settle("best", "tiny", "--top", "4", "-f", "csv")
        #expect(csv.lines[0].hasPrefix("number,confirmedRank,confirmed,confirmedLow,confirmedHigh,searchedRank,state"))
        let numbers = csv.lines.dropFirst().map { $0.prefix { $0 != "," } }
        let export = try scratch.settle("export", "tiny", "--top", "2")
        #expect(export.errors.contains("The order is the confirmed one"))
        let file = try #require(
            try JSONSerialization.jsonObject(with: Data(export.output.utf8)) as? [String: Any])
        let entries = try #require(file["schedules"] as? [[String: Any]])
        #expect(entries.map { "\($0["trial"] ?? "")" } == numbers.prefix(2).map(String.init))
        #expect(entries.allSatisfy { ($0["confirmed"] as? [String: Any])?["low"] != nil && $0["searchedRank"] != nil })
        let confirmation = try #require(file["confirmation"] as? [String: Any])
        #expect(confirmation["complete"] as? Bool == true && confirmation["on"] as? String == "3 further networks")
        #expect(file["provisional"] == nil)
        // Other commands take schedules in the same order.
        try scratch.write(export.output, to: "best.json")
        #expect(
            try scratch.settle(
                "evaluate", "--schedules", "best.json", "--networks", "9:90", "--no-keep", "--layers", "6,5,3", "-f",
                "csv"
            ).lines.count == 4)
        let facts = try scratch.settle("show", "tiny", String(numbers[0]))
        #expect(facts.output.contains("(rank 1 of 4 on 3 further networks, in confirm-tiny-"))
        let report = try scratch.settle("report", "tiny", "-o", "-")
        #expect(report.output.contains("confirmed <strong>meanError</strong>, on 3 further networks"))
        #expect(report.output.contains("4 best trials were scored again on 3 further networks"))
        #expect(report.output.contains("confirm:\n  networks:\n") || report.output.contains("confirm: {"))
    }

    @Test("whose file changes is confirmed anew; the earlier scores stay until they are deleted")
    func changed() throws {
        _ = try run(StudyFiles.confirmed())
        let first = try scratch.confirmations()
        let other = try run(StudyFiles.confirmed("{top: 3, networks: 5..6:50..51}"))
        #expect(
            other.errors.contains("tiny is now confirmed otherwise, as its file says. What was recorded before stays"))
        #expect(other.errors.contains("settle delete \(first[0])"))
        #expect(try scratch.confirmations().count == 2)
        let best = try scratch.settle("best", "tiny", "-f", "json").objects()
        #expect(best.filter { $0["confirmed"] != nil }.count == 3)
        // A file without the key asks for no confirmation.
        let none = try run(StudyFiles.random())
        #expect(none.errors.contains("tiny is no longer confirmed, because its file has no 'confirm'"))
        #expect(try scratch.settle("best", "tiny", "-f", "json").objects().allSatisfy { $0["confirmed"] == nil })
        // The first one again is there already.
        let back = try run(StudyFiles.confirmed())
        #expect(!back.errors.contains("Scoring"))
        #expect(try scratch.settle("best", "tiny", "-f", "json").objects().filter { $0["confirmed"] != nil }.count == 4)
        let deleted = try scratch.settle("delete", "tiny", "--yes")
        #expect(deleted.errors.contains("Deleted tiny with 12 finished trials and its confirmation: confirm-tiny-"))
        #expect(try scratch.settle("studies", "-f", "json").objects().isEmpty)
    }

    @Test("with more trials is unfinished, then confirmed anew")
    func extended() throws {
        _ = try run(StudyFiles.confirmed())
        let before = try scratch.settle("best", "tiny", "-f", "json").objects()
        let more = try run(StudyFiles.confirmed(trials: 40))
        #expect(more.status == 0 && more.errors.contains("Scoring the best 4"))
        let after = try scratch.settle("best", "tiny", "-f", "json").objects()
        #expect(after.filter { $0["confirmed"] != nil }.count == 4)
        #expect(integers("number", after) != integers("number", before))
    }

    @Test("of which not all are certain is refused before it begins")
    func uncertain() throws {
        let run = try run(
            StudyFiles.confirmed().replacing("[sigma-delta, stochastic]", with: "sigma-delta"), "--keep", "2")
        #expect(run.status == 64)
        #expect(
            run.errors.contains(
                "--keep 2 finds the best 2, and 'confirm' of tiny scores the best 4 again; give --keep 4 or more"))
        #expect(try scratch.files == ["tiny.yaml"])
    }

    @Test("in shares is confirmed after they are united")
    func shards() throws {
        let first = try run(StudyFiles.confirmed(), "--shard", "1/2")
        #expect(
            first.errors.contains("The best of tiny are scored again when the search has ended: 6 trials of it have"))
        let best = try scratch.settle("best", "tiny")
        #expect(
            best.errors.contains("tiny is unfinished, so its best are provisional: 6 of 12 trials have no result yet"))
        _ = try scratch.settle("run", "tiny.yaml", "--shard", "2/2", "--storage", "other.sqlite")
        let merged = try scratch.settle("merge", scratch.storage, "other.sqlite", "-o", "all.sqlite")
        #expect(merged.status == 0, "\(merged.errors)")
        let resumed = try scratch.settle("resume", "tiny", "--storage", "all.sqlite")
        #expect(resumed.errors.contains("Scoring the best 4 of tiny again"), "\(resumed.errors)")
        let whole = try Scratch()
        try whole.write(StudyFiles.confirmed(), to: "tiny.yaml")
        _ = try whole.settle("run", "tiny.yaml")
        #expect(
            try whole.settle("best", "tiny", "-f", "json").output
                == scratch.settle("best", "tiny", "-f", "json", "--storage", "all.sqlite").output)
    }

    @Test("of training is scored with other seeds")
    func training() throws {
        let digits = try scratch.makeDigits()
        let fingerprint = try scratch.settle("mnist", "check", "--unverified", "-f", "json", "--data", digits)
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(fingerprint.output.utf8)) as? [String: Any])
        let data = try #require(found["fingerprint"] as? String, "\(fingerprint.output)")
        let text = """
            name: tiny
            objective:
              training:
                data: \(data)
                protocol: official
                subset: {train: 200, test: 100}
                hidden: [10]
                epochs: 1
                minimize: testError
                seed: 1
            sampler: points
            confirm: {top: 2, seeds: [5, 6, 7]}
            points:
              - {epsilon: 0.843/t^0.0923, lambda: 0.832/t^0.584, quantizer: sigma-delta}
              - {epsilon: 0.5, lambda: 1, quantizer: sigma-delta}
              - {continuous: 0.5}

            """
        let run = try run(text, "--data", digits, "-f", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("Scoring the best 2 of tiny again on 3 further seeds"))
        let best = try scratch.settle("best", "tiny", "-f", "json").objects()
        let scores = best.prefix(2).map { ($0["confirmed"] as? [String: Any])?["scores"] as? [NSNumber] ?? [] }
        let name = try #require(try scratch.confirmations().first)
        let trials = try scratch.settle("trials", name, "-f", "json").objects()
        #expect(trials.count == 6)
        for (object, scores) in zip(best, scores) {
            let parent = "tiny/\((object["number"] as? NSNumber)?.intValue ?? -1)"
            let own = trials.filter { $0["parent"] as? String == parent }
            #expect(own.compactMap { number($0["value"]) } == scores.map(\.doubleValue))
            #expect(scores.count == 3)
        }
    }
}
