import HyperparameterSearch
import ProgramObjectives
import StudyFiles
import Testing

@Suite("Studies whose values are told") struct ToldStudyTests {
    private static let kinds = StudyKinds([ToldSettings.self])

    private static func file(_ objective: String, more: String = "") -> String {
        """
        name: told
        objective: {told: \(objective)}
        sampler: {random: {stream: keyed, seed: 1}}
        trials: 9
        \(more)
        space: {rate: {from: 0, to: 1}, optimizer: [sgd, adam]}
        """
    }

    private static func settings(_ objective: String) throws -> ToldSettings {
        try #require(try StudyFile.read(file(objective), file: "t.yaml", kinds: kinds).kind as? ToldSettings)
    }

    @Test("name the value, the steps and the other values")
    func settings() throws {
        #expect(try Self.settings("{minimize: loss}") == ToldSettings(.minimize, of: "loss"))
        let full = try Self.settings("{maximize: accuracy, steps: 81, values: [loss, seconds]}")
        #expect(full == ToldSettings(.maximize, of: "accuracy", steps: 81, otherValues: ["loss", "seconds"]))
        #expect(full.valueNames == ["accuracy", "loss", "seconds"])
        #expect(full.shownValueNames == full.valueNames)
        let objective = try #require(full.toldObjective)
        #expect(objective.direction == .maximize && objective.steps == 81 && objective.milestones == Array(1...80))
        #expect(objective.measureName == "accuracy" && objective.valueNames == ["loss", "seconds"])
        #expect(ToldSettings(.minimize, of: "loss").toldObjective?.valueNames == nil)
        #expect(
            full.facts { "\($0) \($1)s" }.map(\.text)
                == ["the highest accuracy in 81 steps, told by a program outside"])
        #expect(
            ToldSettings(.minimize, of: "loss").facts { "\($0) \($1)" }.map(\.text)
                == ["the lowest loss, told by a program outside"])
    }

    @Test(
        "come back from their stored definitions",
        arguments: [
            "{minimize: loss}", "{maximize: accuracy, steps: 81, values: [loss, seconds]}",
            "{minimize: loss, values: []}",
        ])
    func stored(_ objective: String) throws {
        let study = try StudyFile.read(Self.file(objective), file: "t.yaml", kinds: Self.kinds)
        #expect(try StudyFile.read(study.definition(), kinds: Self.kinds) == study)
    }

    @Test("cannot be evaluated here")
    func notEvaluated() throws {
        let study = try StudyFile.read(Self.file("{minimize: loss}"), file: "t.yaml", kinds: Self.kinds)
        #expect(!study.kind.hasEvaluation)
        let error = #expect(throws: ToldStudyError.self) { try study.objective(StudyResources(threads: 1)) }
        #expect(error?.description.hasSuffix("ask for trials, and tell their values") == true)
    }

    @Test(
        "name what is wrong, and the remedy",
        arguments: [
            ("{}", "add 'minimize: loss' or 'maximize: accuracy'"),
            ("loss", "the value that is told, as in {minimize: loss}"),
            ("{minimize: a, maximize: b}", "remove 'minimize' or 'maximize'"),
            ("{minimize: \"a\\tb\"}", "without control characters"),
            ("{minimize: loss, steps: 1}", "2"),
            ("{minimize: loss, values: [a, a]}", "the name stands twice"),
            ("{minimize: loss, values: [loss]}", "the name stands twice"),
            ("{minimize: loss, values: a}", "names of values, as in [accuracy, seconds]"),
            ("{minimize: loss, speed: 1}", "speed"),
        ])
    func refused(_ objective: String, _ message: String) throws {
        let error = try #require(throws: StudyFileError.self) { try Self.settings(objective) }
        #expect(error.line == 2)
        #expect(error.description.contains(message), "\(error)")
    }

    @Test("take points, and check them against the space")
    func points() throws {
        let text = Self.file("{minimize: loss}", more: "points: [{rate: 0.5, optimizer: sgd}]")
        let study = try StudyFile.read(text, file: "t.yaml", kinds: Self.kinds)
        #expect(study.points.map(\.parameters) == [["rate": 0.5, "optimizer": "sgd"]])
        let error = try #require(throws: StudyFileError.self) {
            try StudyFile.read(
                text.replacing("optimizer: sgd", with: "optimizer: rms"), file: "t.yaml", kinds: Self.kinds)
        }
        #expect(error.description.contains("optimizer"), "\(error)")
    }
}
