import Foundation
import Testing

@Suite("settle delete")
struct DeleteVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        for name in ["tiny", "other"] {
            try scratch.write(StudyFiles.random(name), to: "\(name).yaml")
            _ = try scratch.settle("run", "\(name).yaml")
        }
    }

    private func names() throws -> [String] {
        try scratch.settle("studies", "-f", "json").objects().compactMap { $0["name"] as? String }
    }

    @Test("deletes what it is told to with --yes, and nothing else")
    func yes() throws {
        let others = try scratch.stableRows("other")
        let run = try scratch.settle("delete", "tiny", "--yes")
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errorLines[0] == "Deleted tiny with 12 finished trials.")
        #expect(run.errorLines[1].hasPrefix("\(scratch.storage) went from "))
        #expect(try names() == ["other"])
        #expect(try scratch.stableRows("other") == others)
        #expect(try scratch.settle("best", "tiny").status == 64)
        // The name is free again.
        #expect(try scratch.settle("run", "tiny.yaml").errors.hasPrefix("tiny: 12 trials in "))
    }

    @Test("without a terminal and without --yes deletes nothing")
    func noTerminal() throws {
        let run = try scratch.settle("delete", "tiny")
        #expect(run.status == 64)
        #expect(run.errors == "settle: deleting tiny needs a 'yes' from a terminal, or --yes\n")
        #expect(try names() == ["other", "tiny"])
    }

    @Test("asks on a terminal, and takes only 'yes' for a yes", arguments: ["yes", "y", "no", "YES", ""])
    func asks(answer: String) throws {
        let terminal = try Terminal()
        let running = try scratch.start(["delete", "tiny"], input: terminal.programEnd)
        #expect(running.wait { running.errors.hasSuffix("Delete tiny with 12 finished trials? Type yes: ") })
        #expect(try names() == ["other", "tiny"])
        try terminal.type(answer + "\n")
        let run = try running.finish()
        #expect(run.status == 0)
        #expect(run.errors.contains("Nothing was deleted.") == (answer != "yes"))
        #expect(try names() == (answer == "yes" ? ["other"] : ["other", "tiny"]))
    }
}
