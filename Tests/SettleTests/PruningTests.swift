import Foundation
import Testing

@Suite("settle run --keep")
struct PruningTests {
    private let full: Scratch
    private let kept: Scratch

    /// The same study, once evaluated to the end, once pruned to its best 4.
    init() throws {
        let text = StudyFiles.random(layers: "[12, 10, 5]", steps: 1000, trials: 600)
        (full, kept) = (try Scratch(), try Scratch())
        for scratch in [full, kept] { try scratch.write(text, to: "tiny.yaml") }
        _ = try full.settle("run", "tiny.yaml")
        // With several threads it depends on timing which trials are pruned, and so how many of the best are certain.
        let run = try kept.settle("run", "tiny.yaml", "--keep", "4", "--threads", "1")
        #expect(run.status == 0)
        #expect(
            run.errors.contains(" cannot be among the best 4 and were pruned. To evaluate every trial to its end: "))
    }

    @Test("finds exactly the best of a full run")
    func best() throws {
        let expected = try full.settle("best", "tiny", "--top", "4", "-f", "json").output
        #expect(try kept.settle("best", "tiny", "--top", "4", "-f", "json").output == expected)
        let pruned = try kept.settle("trials", "tiny", "--state", "pruned", "-f", "json").objects()
        #expect(!pruned.isEmpty)
        let worst = try #require(try full.settle("best", "tiny", "--top", "4", "-f", "json").objects().last)
        let threshold = try #require(worst["value"] as? Double)
        #expect(pruned.allSatisfy { ($0["bound"] as? Double ?? 0) >= threshold && $0["value"] == nil })
    }

    @Test("does not show or export more than it can be certain of")
    func certain() throws {
        for arguments in [["best", "tiny", "--top", "5"], ["export", "tiny", "--top", "5"]] {
            let run = try kept.start(arguments).finish()
            #expect(run.status == 65)
            #expect(run.output.isEmpty)
            #expect(
                run.errors.hasPrefix("settle: only the best 4 of tiny are certain, not 5: other trials were pruned"))
        }
    }

    @Test("shows a pruned trial, and has nothing to compare it with")
    func pruned() throws {
        let trial = try #require(
            try kept.settle("trials", "tiny", "--state", "pruned", "--limit", "1", "-f", "json").objects().first)
        let number = try #require(trial["number"] as? Int)
        let shown = try kept.settle("show", "tiny", "\(number)")
        #expect(shown.lines.contains { $0.hasPrefix("at best") })
        let replayed = try kept.settle("replay", "tiny", "\(number)")
        #expect(replayed.status == 64)
        #expect(replayed.errors.hasPrefix("settle: trial \(number) of tiny is pruned, so there is nothing to compare"))
    }

    @Test("and later without it gives what a full run gave")
    func completed() throws {
        #expect(try kept.settle("run", "tiny.yaml").status == 0)
        #expect(try kept.stableRows("tiny") == full.stableRows("tiny"))
    }
}
