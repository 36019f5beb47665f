import Foundation
import GRDB
import Testing

/// Ways in which results were lost, or locked away, before.
@Suite("Nothing is lost", .serialized)
struct LostDataTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test(
        "of a run with --keep, by a plain run that is stopped: pruned trials stay pruned until full values replace them"
    )
    func plainRunAfterKeep() throws {
        let text = StudyFiles.random("kept", layers: "[60, 60, 10]", steps: 3000, trials: 600)
        try scratch.write(text, to: "kept.yaml")
        #expect(try scratch.settle("run", "kept.yaml", "--keep", "5").status == 0)
        let before = try #require(scratch.settle("studies", "-f", "json").objects().first)
        let (complete, pruned) = (before["complete"] as? Int ?? 0, before["pruned"] as? Int ?? 0)
        #expect(pruned > 300)
        let running = try scratch.start(["run", "kept.yaml", "--threads", "1"])
        #expect(running.wait { scratch.complete("kept") > complete })
        running.send(SIGINT)
        #expect(try running.finish().status == 130)

        let after = try #require(scratch.settle("studies", "-f", "json").objects().first)
        #expect(after["finished"] as? Int == 600)
        #expect((after["complete"] as? Int ?? 0) > complete && (after["pruned"] as? Int ?? 0) > 0)
        let best = try scratch.settle("best", "kept", "--top", "500")
        #expect(best.status == 65)
        #expect(best.errors.contains("are certain, not 500: other trials were pruned"))
        let bounds = try scratch.settle("trials", "kept", "--state", "pruned", "-f", "json").objects()
        #expect(!bounds.isEmpty && bounds.allSatisfy { $0["bound"] is NSNumber })
    }

    @Test(
        "to a hot rollback journal: every verb recovers",
        arguments: [
            ["run", "more.yaml"], ["resume", "tiny"], ["check"], ["trials", "tiny", "--limit", "1"],
            ["backup", "-o", "copy.sqlite"], ["delete", "tiny", "--yes"], ["best", "tiny"], ["studies"],
        ])
    func hotJournal(_ arguments: [String]) throws {
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        try scratch.write(StudyFiles.random(trials: 20), to: "more.yaml")
        #expect(try scratch.settle("run", "tiny.yaml").status == 0)
        #expect(try scratch.settle("backup", "-o", "whole.sqlite").status == 0)
        // A change of a file that is not in WAL mode, cut short when some of its pages are written.
        let queue = try DatabaseQueue(path: scratch.path("whole.sqlite"))
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA cache_size = 1; BEGIN IMMEDIATE")
            try database.execute(sql: "UPDATE studies SET definition = hex(randomblob(60000))")
            for ending in ["", "-journal"] {
                try FileManager.default.copyItem(
                    atPath: scratch.path("whole.sqlite") + ending, toPath: scratch.path("hot.sqlite") + ending)
            }
            try database.execute(sql: "ROLLBACK")
        }
        try queue.close()
        let run = try scratch.start(arguments + ["--storage", "hot.sqlite"]).finish()
        #expect(run.status == 0, "\(run.errors)")
    }
}
