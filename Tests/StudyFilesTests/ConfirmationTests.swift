import HyperparameterSearch
import Testing

@testable import StudyFiles

/// A plan without settings: one score, the trial's own value.
private struct SamplePlan: ConfirmationPlan {
    var noun: String
    let scoreCount = 1
    let meanName = "mean"
    let kind: any StudyKind = SampleKind(target: 0.5)
    var canonical: [String: CanonicalValue] { ["of": .text(noun)] }

    func points(scoring trial: Candidate, parent: TrialReference) -> [DeclaredPoint] { [] }
    func scores(in trials: [Trial]) -> [Double]? { nil }
    func mean(of scores: [Double]) -> Double { scores[0] }
    func interval(of scores: [Double]) -> ConfidenceInterval? { nil }

    static func == (one: SamplePlan, other: SamplePlan) -> Bool { one.noun == other.noun }
    func hash(into hasher: inout Hasher) { hasher.combine(noun) }
}

@Suite("A declared confirmation, and repetitions, of any kind of study")
struct ConfirmationTests {
    @Test("is the same where the number and the plan are")
    func equality() {
        let one = DeclaredConfirmation(top: 3, plan: SamplePlan(noun: "seed"))
        let others = [
            DeclaredConfirmation(top: 3, plan: SamplePlan(noun: "seed")),
            DeclaredConfirmation(top: 2, plan: SamplePlan(noun: "seed")),
            DeclaredConfirmation(top: 3, plan: SamplePlan(noun: "network")),
        ]
        #expect(others.map { $0 == one } == [true, false, false])
        #expect(Set(others + [one]).count == 3)
        #expect(one.canonical.text == "{\"of\":\"seed\",\"top\":3}")
    }

    @Test("is refused by a kind that has none, and repetitions where the objective takes no seeds")
    func refused() throws {
        let confirm = try #require(throws: StudyFileError.self) {
            try StudyFile.read(SampleKind.file + "confirm: {top: 2}\n", file: "a", kinds: .sample)
        }
        #expect(confirm.key == "confirm" && confirm.line == 10, "\(confirm)")
        let shapeless = try #require(throws: StudyFileError.self) {
            try StudyFile.read(SampleKind.file + "confirm: 2\n", file: "a", kinds: .sample)
        }
        #expect(shapeless.key == "confirm", "\(shapeless)")

        var study = try StudyFile.read(SampleKind.file, file: "a", kinds: .sample)
        let resources = StudyResources(threads: 1).offering(SampleKind.Scale(factor: 1))
        #expect(try study.objective(resources).warning == "a sample")
        study.repetition = Repetition(seeds: 3)
        let error = try #require(throws: RepetitionError.self) { try study.objective(resources) }
        #expect(error.description.hasPrefix("the objective 'sample' takes no seeds"))
        #expect(error.description.hasSuffix("remove 'repeat' from the study file"))
    }
}
