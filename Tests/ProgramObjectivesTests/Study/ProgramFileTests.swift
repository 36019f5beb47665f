import HyperparameterSearch
import StudyFiles
import Testing

@testable import ProgramObjectives

@Suite("Study files of programs") struct ProgramFileTests {
    private static let kinds = StudyKinds([ProgramSettings.self])

    private func study(_ program: String, scheduler: String = "") throws -> DeclaredStudy {
        try StudyFile.read(
            """
            name: p
            objective:
              program:
            \(program.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
            sampler: {random: {seed: 1}}
            \(scheduler)
            trials: 9
            space:
              lr: {from: 1e-5, to: 0.1, log: true}
              optimizer: [sgd, adam]
              momentum: {from: 0, to: 1, when: {optimizer: sgd}}
            """, file: "p.yaml", kinds: Self.kinds)
    }

    @Test func everySetting() throws {
        let declared = try study(
            """
            command: [python3, train.py, "--lr={lr}", "{{x}}", "--momentum={momentum}", "{seed}"]
            timeout: 30 min
            maximize: accuracy
            steps: 81
            environment: {OMP_NUM_THREADS: 1, A: "x y"}
            directory: work
            retries: 2
            seed: 7
            """, scheduler: "scheduler: {successiveHalving: {cohort: 9, first: 1}}")
        let settings = try #require(declared.kind as? ProgramSettings)
        #expect(settings.commandWords[2] == "--lr={lr}" && settings.commandWords.count == 6)
        #expect(settings.timeout == TimeLimit(30, .minutes) && settings.timeout?.seconds == 1800)
        #expect(settings.direction == .maximize && settings.measureName == "accuracy")
        #expect(settings.steps == 81 && settings.retries == 2 && settings.seed == 7 && settings.directory == "work")
        #expect(settings.environment == ["OMP_NUM_THREADS": "1", "A": "x y"])
        // The stored definition and the file made of it are the same study.
        let stored = try StudyFile.read(declared.definition(), kinds: Self.kinds)
        #expect(stored.canonicalText == declared.canonicalText)
        let again = try StudyFile.read(declared.fileText, file: "again.yaml", kinds: Self.kinds)
        #expect(again.canonicalText == declared.canonicalText)
        #expect(settings.facts { count, noun in "\(count) \(noun)" }.map(\.term) == ["searched for", "command"])
    }

    @Test func defaults() throws {
        let settings = try #require(try study("command: [a]\nminimize: loss").kind as? ProgramSettings)
        #expect(settings.timeout == nil && settings.steps == nil && settings.retries == 0 && settings.seed == 0)
        #expect(settings.environment.isEmpty && settings.directory == nil && settings.direction == .minimize)
        #expect(settings.valueNames == ["loss"] && settings.shownValueNames == ["loss"] && settings.waitsForPrograms)
    }

    @Test(arguments: [
        ("minimize: loss", 4, "the key is missing; add 'command:'"),
        ("command: [a]", 4, "the key is missing; add 'minimize:'"),
        ("command: python3 a.py\nminimize: loss", 4, "a command is a list of words, because no shell reads it"),
        ("command: []\nminimize: loss", 4, "the command has no program"),
        ("command: [\"\"]\nminimize: loss", 4, "the command has no program"),
        ("command: [a, [b]]\nminimize: loss", 4, "this must be a word of the command"),
        ("command: [a, \"{lr\"]\nminimize: loss", 4, "a brace stands alone; write {name} for a parameter"),
        (
            "minimize: loss\ncommand:\n  - a\n  - \"{rate}\"", 7,
            "the space has no parameter 'rate'; write one of lr, optimizer, momentum, or {{ for a brace"
        ),
        ("command: [\"{momentum}\"]\nminimize: loss", 4, "the program itself cannot depend on 'momentum'"),
        ("command: [a]\nminimize: loss\ntimeout: 30", 6, "this is not a time; write a number and s, min or h"),
        ("command: [a]\nminimize: loss\ntimeout: 0 s", 6, "this is not a time"),
        ("command: [a]\nminimize: loss\ntimeout: 5 days", 6, "this is not a time"),
        ("command: [a]\nminimize: loss\nmaximize: gain", 5, "a study has one value to search for"),
        ("command: [a]\nminimize: \"\"", 5, "this cannot name a value"),
        ("command: [a]\nminimize: loss\nsteps: 1", 6, "the number is out of range"),
        ("command: [a]\nminimize: loss\nretries: -1", 6, "the number is out of range"),
        ("command: [a]\nminimize: loss\ndirectory: \"\"", 6, "this is not a folder"),
        ("command: [a]\nminimize: loss\nenvironment: {SETTLE_TRIAL: x}", 6, "Settle itself sets this variable"),
        ("command: [a]\nminimize: loss\nenvironment: {\"a=b\": x}", 6, "this is not the name of a variable"),
        ("command: [a]\nminimize: loss\nworkers: 3", 6, "there is no such key here"),
    ])
    func refused(_ program: String, _ line: Int, _ text: String) {
        let error = #expect(throws: StudyFileError.self) { try study(program) }
        #expect(error?.line == line, "\(error?.description ?? "")")
        #expect(error?.description.contains(text) == true, "\(error?.description ?? "")")
    }

    @Test("a scheduler needs the steps")
    func scheduler() {
        let error = #expect(throws: StudyFileError.self) {
            try study("command: [a]\nminimize: loss", scheduler: "scheduler: {median: {cohort: 3, every: 1}}")
        }
        #expect(error?.line == 7)
        #expect(error?.description.contains("add 'steps: 81' to the program") == true)
    }

    @Test func times() {
        #expect(TimeLimit(text: "1.5h")?.seconds == 5400)
        #expect(TimeLimit(text: "90 s")?.description == "90 s")
        #expect(["", "s", "1", "-1 s", "1e400 h", "1 hour", "1 s "].allSatisfy { TimeLimit(text: $0) == nil })
    }
}
