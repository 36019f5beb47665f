import Foundation
import GRDB
import Testing

@Suite("settle merge")
struct MergeVerbTests {
    private let scratch: Scratch
    private let straight: Scratch

    init() throws {
        (scratch, straight) = (try Scratch(), try Scratch())
    }

    /// Evaluates a study straight in one store, and in four shares in four files of another folder.
    ///
    /// - Returns: the files of the shares.
    private func run(_ text: String, _ options: String...) throws -> [String] {
        for scratch in [straight, scratch] { try scratch.write(text, to: "tiny.yaml") }
        #expect(try straight.start(["run", "tiny.yaml"] + options).finish().status == 0)
        return try (1...4).map { share in
            let file = "share-\(share).sqlite"
            let arguments = ["run", "tiny.yaml", "--shard", "\(share)/4", "--storage", file]
            let run = try scratch.start(arguments + options).finish()
            #expect(run.status == 0)
            return file
        }
    }

    @Test("of four shares gives what a straight run gave, in any order")
    func shares() throws {
        let files = try run(StudyFiles.random(trials: 90))
        // The store of this folder is the merged file.
        let merged = try scratch.start(["merge"] + files + ["-o", "studies.sqlite"]).finish()
        #expect(merged.status == 0)
        #expect(merged.errors == "studies.sqlite holds 1 study with 90 finished trials of 4 files.\n")
        #expect(merged.output.isEmpty)
        #expect(try scratch.stableRows("tiny") == straight.stableRows("tiny"))
        let best = ["best", "tiny", "--top", "20", "-f", "json"]
        #expect(try scratch.start(best).finish().output == straight.start(best).finish().output)
        #expect(try scratch.settle("check").status == 0)
        #expect(try scratch.settle("resume", "tiny").errors.contains("Nothing is left to do"))

        #expect(try scratch.start(["merge"] + files.reversed() + ["-o", "again.sqlite"]).finish().status == 0)
        #expect(try scratch.stableRows("tiny", "--storage", "again.sqlite") == straight.stableRows("tiny"))
    }

    @Test("of shares of which some were not finished leaves the rest to be resumed")
    func rest() throws {
        let files = try run(StudyFiles.random(trials: 90))
        #expect(try scratch.settle("merge", files[0], files[2], "-o", "studies.sqlite").status == 0)
        #expect(scratch.complete("tiny") < straight.complete("tiny"))
        #expect(try scratch.settle("resume", "tiny").status == 0)
        #expect(try scratch.stableRows("tiny") == straight.stableRows("tiny"))
    }

    @Test("of pruned shares has the best of a straight run")
    func pruned() throws {
        let text = StudyFiles.random(layers: "[12, 10, 5]", steps: 1000, trials: 600)
        let files = try run(text, "--keep", "4")
        #expect(try scratch.start(["merge"] + files + ["-o", "studies.sqlite"]).finish().status == 0)
        let best = ["best", "tiny", "--top", "4", "-f", "json"]
        #expect(try scratch.start(best).finish().output == straight.start(best).finish().output)
        #expect(try scratch.settle("check").status == 0)
    }

    @Test("lists the trials that contradict each other, and writes nothing")
    func contradictions() throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
        _ = try scratch.settle("backup", "-o", "other.sqlite")
        try scratch.tamperUnseen(
            "UPDATE trials SET value = 0.25 WHERE number IN (5, 7)", file: scratch.path("other.sqlite"))
        let before = try scratch.files
        let run = try scratch.settle("merge", "studies.sqlite", "other.sqlite", "-o", "both.sqlite")
        #expect(run.status == 65)
        #expect(run.lines.count == 2)
        #expect(run.lines[0].hasPrefix("tiny 5: studies.sqlite and other.sqlite have value 0."))
        #expect(run.lines[1].hasPrefix("tiny 7: "))
        #expect(run.errors.contains("settle replay"))
        #expect(try scratch.files == before)
    }

    @Test("says what differs where a name is two studies")
    func definitions() throws {
        for (seed, file) in [(3, "one.sqlite"), (4, "two.sqlite")] {
            try scratch.write(StudyFiles.random(seed: seed), to: "tiny.yaml")
            _ = try scratch.settle("run", "tiny.yaml", "--storage", file)
        }
        let run = try scratch.settle("merge", "one.sqlite", "two.sqlite", "-o", "both.sqlite")
        #expect(run.status == 65)
        #expect(run.errors.contains("one study in one.sqlite and another in two.sqlite"))
        #expect(run.errors.contains("seed: stored 3, now 4"))
        #expect(try !scratch.files.contains("both.sqlite"))
        let existing = try scratch.settle("merge", "one.sqlite", "-o", "two.sqlite")
        #expect(existing.status == 64)
        #expect(try scratch.settle("merge", "none.sqlite", "-o", "both.sqlite").status == 74)
    }
}
