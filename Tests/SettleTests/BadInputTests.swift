import Foundation
import Testing

@Suite("Bad input")
struct BadInputTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
    }

    /// One clear line on standard error, nothing on standard output, and the right status.
    private func expectError(
        _ run: CommandRun, _ status: Int32, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == status, "\(run.errors)", sourceLocation: sourceLocation)
        #expect(run.output.isEmpty, sourceLocation: sourceLocation)
        #expect(run.errorLines.count == 1, "\(run.errors)", sourceLocation: sourceLocation)
        #expect(run.errors.hasPrefix("settle: "), sourceLocation: sourceLocation)
        #expect(run.errors.contains(text), "\(run.errors)", sourceLocation: sourceLocation)
    }

    // MARK: Study files

    @Test("a study file that is not there, or no file, ends with 74 and makes no database")
    func unreadableFiles() throws {
        expectError(try scratch.settle("run", "none.yaml"), 74, "none.yaml: there is no such file")
        expectError(try scratch.settle("run", "."), 74, ".: this is not a file")
        expectError(try scratch.settle("run", "/dev/null"), 74, "/dev/null: this is not a file")
        #expect(try scratch.files == ["tiny.yaml"])
    }

    @Test(
        "a bad study file ends with 65 and makes no database",
        arguments: [
            ("", "bad.yaml: the file is empty; write a study"),
            ("just text", "bad.yaml:1: 'just text': this must be a study"),
            ("name: [", "between brackets and commas, a value is missing"),
            ("\0\0\0", "the line has the control character U+0000"),
            (
                StudyFiles.random().replacing("steps: 50", with: "steps: '50'"),
                "bad.yaml:7: objective.convergence.steps: '50': this is a string"
            ),
            (
                StudyFiles.random().replacing("steps: 50", with: "steps: 50\n    steps: 60"),
                "bad.yaml:7: steps: the key stands twice"
            ),
            (
                StudyFiles.random().replacing("trials: 12", with: "trials: 0"),
                "bad.yaml:10: trials: '0': the number is out of range; give one from 1 to 10000000"
            ),
            (
                StudyFiles.random().replacing("trials: 12", with: "trails: 12"),
                "bad.yaml:10: 'trails': there is no such key here"
            ),
            (
                StudyFiles.random().replacing("epsilon: {initial: {from: 0,", with: "epsilon: {initial: {from: -1,"),
                "space.epsilon.initial: '{from: -1, to: 1}': a schedule's initial value reaches below 0"
            ),
            (
                StudyFiles.random().replacing("name: tiny", with: "name: ../tiny"),
                "bad.yaml:1: name: '../tiny': this is not a study name"
            ),
            (
                StudyFiles.random().replacing("name: tiny", with: "name: \"\\e]0;title\\a\""),
                "bad.yaml:1: name: ']0;title': this is not a study name"
            ),
        ])
    func badFiles(text: String, expected: String) throws {
        try scratch.write(text, to: "bad.yaml")
        expectError(try scratch.settle("run", "bad.yaml"), 65, expected)
        #expect(try scratch.files == ["bad.yaml", "tiny.yaml"])
    }

    // MARK: Studies and trials

    @Test(
        "an unknown study ends with 64 and the names of those that are known",
        arguments: [
            ["resume", "none"], ["trials", "none"], ["best", "none"], ["show", "none", "0"], ["replay", "none", "0"],
            ["export", "none"], ["delete", "none", "--yes"],
        ])
    func unknownStudy(arguments: [String]) throws {
        _ = try scratch.settle("run", "tiny.yaml")
        let run = try scratch.start(arguments).finish()
        expectError(run, 64, "there is no study 'none' in \(scratch.storage); it has: tiny")
    }

    @Test(
        "without a database there is nothing to look at, and none is made",
        arguments: [["studies"], ["resume", "tiny"], ["best", "tiny"], ["delete", "tiny", "--yes"]])
    func noDatabase(arguments: [String]) throws {
        let run = try scratch.start(arguments).finish()
        expectError(run, 74, "there is no database at \(scratch.storage); 'settle run' makes one")
        #expect(try scratch.files == ["tiny.yaml"])
    }

    @Test("a trial's number out of range ends with 64", arguments: ["show", "replay"])
    func trialNumber(verb: String) throws {
        _ = try scratch.settle("run", "tiny.yaml")
        expectError(try scratch.settle(verb, "tiny", "12"), 64, "tiny has no trial 12; its trials go from 0 to 11")
        for number in ["-1", "x", "1.5", "99999999999999999999", ""] {
            let run = try scratch.settle(verb, "tiny", number)
            #expect(run.status == 64)
            #expect(run.output.isEmpty)
            #expect(run.errors.contains("settle \(verb) --help"))
        }
    }

    @Test("a trial that has not begun is told from one that cannot be")
    func trialNotBegun() throws {
        _ = try scratch.settle("run", "tiny.yaml")
        try scratch.tamper("UPDATE studies SET budget = 20")
        expectError(
            try scratch.settle("show", "tiny", "15"), 64,
            "trial 15 of tiny has not begun yet; evaluate it with: settle resume tiny")
    }

    // MARK: Options

    @Test(
        "an option out of range ends with 64 and says so",
        arguments: [
            (["run", "tiny.yaml", "--threads", "0"], "--threads '0' is not a whole number of 1 or more"),
            (["run", "tiny.yaml", "--threads=-3"], "--threads '-3' is not a whole number of 1 or more"),
            (["run", "tiny.yaml", "--threads", "two"], "--threads 'two' is not a whole number of 1 or more"),
            (
                ["run", "tiny.yaml", "--keep", "0"],
                "--keep '0' is not a whole number of 1 or more; give one, or leave it out"
            ),
            (["run", "tiny.yaml", "--top", "0"], "--top '0' is not a whole number of 1 or more; give one"),
            (["resume", "tiny", "--threads", "0"], "--threads '0' is not a whole number of 1 or more"),
            (["best", "tiny", "--top", "0"], "--top '0' is not a whole number of 1 or more"),
            (["export", "tiny", "--top", "0"], "--top '0' is not a whole number of 1 or more"),
            (["trials", "tiny", "--limit=-1"], "--limit '-1' is not a whole number of 1 or more"),
            (["trials", "tiny", "--offset=-1"], "--offset '-1' is not a whole number of 0 or more"),
            (["trials", "tiny", "--state", "done"], "--state 'done' is not one of waiting, claimed, complete"),
            (["trials", "tiny", "-f", "xml"], "-f 'xml' is not one of table, json, csv"),
            (["fly"], "'fly' is no command of 'settle'"), (["run"], "<file> is missing: the study file (YAML)"),
        ])
    func options(arguments: [String], expected: String) throws {
        let run = try scratch.start(arguments).finish()
        #expect(run.status == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(expected), "\(run.errors)")
        #expect(try scratch.files == ["tiny.yaml"])
    }

    @Test("an empty --storage is refused")
    func emptyStorage() throws {
        expectError(try scratch.settle("run", "tiny.yaml", "--storage", ""), 64, "--storage is empty; name a file")
    }
}
