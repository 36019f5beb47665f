import Foundation
import GRDB
import HyperparameterSearch
import StudyStorage
import Testing

/// One at a time: each keeps all cores busy.
@Suite("A confirmation that is stopped or shared", .serialized)
struct ConfirmationInterruptionTests {
    private let scratch: Scratch

    /// A short search and a confirmation of many trials.
    private static let text = StudyFiles.confirmed(
        "{top: 300, networks: 5..36:50..81}", steps: 6000, trials: 300)

    init() throws {
        scratch = try Scratch()
        try scratch.write(Self.text, to: "tiny.yaml")
        try scratch.write(Self.text.replacing(/confirm: .*\n/, with: ""), to: "search.yaml")
        _ = try scratch.settle("run", "search.yaml")
    }

    private func startConfirmation(_ arguments: String...) throws -> RunningCommand {
        let before = try confirmed()
        let running = try scratch.start(["run", "tiny.yaml"] + arguments)
        #expect(try running.wait { try confirmed() > before }, "\(running.errors)")
        return running
    }

    /// How many trials of the confirmation are complete.
    private func confirmed() throws -> Int {
        guard let store = try? SQLiteStore(path: scratch.storage, access: .reading),
            let study = try store.studies().first(where: { $0.definition.name.hasPrefix("confirm-") })
        else { return 0 }
        return try store.counts(of: study.id)[.complete]
    }

    private func straight() throws -> String {
        let other = try Scratch()
        try other.write(Self.text, to: "tiny.yaml")
        _ = try other.settle("run", "tiny.yaml", "--threads", "1")
        return try other.settle("best", "tiny", "--top", "300", "-f", "json").output
    }

    @Test("by kill -9 or Ctrl-C goes on to what a straight run gives; meanwhile it is called unfinished")
    func killed() throws {
        var running = try startConfirmation()
        running.send(SIGKILL)
        #expect(try running.finish().status == 128 + SIGKILL)
        let best = try scratch.settle("best", "tiny", "-f", "json")
        #expect(best.errors.contains("The confirmation of tiny is unfinished ("), "\(best.errors)")
        #expect(best.errors.contains("so the order is that of the search. Go on with: settle resume tiny"))
        let ranks = try best.objects().map { ($0["searchedRank"] as? NSNumber)?.intValue }
        #expect(ranks == Array(1...10))
        let export = try scratch.settle("export", "tiny", "--top", "1")
        #expect(export.output.contains("\"complete\" : false") && export.errors.contains("is unfinished ("))
        running = try startConfirmation()
        running.send(SIGINT)
        let stopped = try running.finish()
        #expect(stopped.status == 130)
        #expect(stopped.errorLines.last?.hasSuffix("Go on with: settle resume tiny") == true, "\(stopped.errors)")
        let resumed = try scratch.settle("resume", "tiny")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try scratch.settle("best", "tiny", "--top", "300", "-f", "json").output == straight())
        #expect(try scratch.confirmations().count == 1)
    }

    @Test("by several processes is shared out")
    func together() throws {
        let running = try (0..<3).map { _ in try scratch.start(["run", "tiny.yaml", "--threads", "1"]) }
        for command in running {
            let run = try command.finish()
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try scratch.confirmations().count == 1)
        #expect(try scratch.settle("best", "tiny", "--top", "300", "-f", "json").output == straight())
        let store = try SQLiteStore(path: scratch.storage, access: .reading)
        let name = try #require(try scratch.confirmations().first)
        let study = try #require(try store.study(named: name)).id
        #expect(try store.conflicts(of: study).isEmpty)
        #expect(try store.runs(of: study).allSatisfy { $0.ending == .finished })
    }
}
