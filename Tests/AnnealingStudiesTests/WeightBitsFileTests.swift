import EquilibriumPropagation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("Weights of few bits in a study")
struct WeightBitsFileTests {
    private func convergence(_ weights: String) throws -> DeclaredStudy {
        try StudyFile.read(StudyText.random.replacing(5, "    weights: \(weights)").text, file: "small.yaml")
    }

    private func training(_ weights: String) throws -> DeclaredStudy {
        try StudyFile.read(StudyText.training.replacing(6, "    weights: \(weights)").text, file: "small.yaml")
    }

    @Test func areOnlyWrittenWhereTheyAreAskedFor() throws {
        let plain = try convergence("{seed: 1}")
        let few = try convergence("{seed: 1, bits: 8}")
        #expect(!plain.canonicalText.contains("bits"))
        #expect(
            few.canonicalText
                == plain.canonicalText.replacing(
                    "\"weights\":{\"seed\":1}", with: "\"weights\":{\"bits\":8,\"seed\":1}"))
        #expect(try StudyFile.read(few.definition()).kind.canonical == few.kind.canonical)
        #expect((few.kind as? ConvergenceSettings)?.networks.map(\.weightBits?.count) == [8])
        #expect(
            (few.kind as? ConvergenceSettings)?.networks[0].description == "6-5-3, weights 1 of 8 bits, input 2")
        let trained = try training("{bits: 4}")
        #expect(
            !(try training("{bits: 4}").canonicalText == StudyFile.read(StudyText.training.text, file: "").canonicalText)
        )
        #expect(try StudyFile.read(trained.definition()).kind.canonical == trained.kind.canonical)
        #expect((trained.kind as? TrainingSettings)?.plan.weightBits?.count == 4)
    }

    @Test(arguments: [-1, 0, 1, 65]) func othersAreRefused(bits: Int) throws {
        for read in [{ try convergence("{seed: 1, bits: \(bits)}") }, { try training("{bits: \(bits)}") }] {
            let error = #expect(throws: StudyFileError.self) { _ = try read() }
            let text = error.map { "\($0)" } ?? ""
            #expect(text.contains("weights cannot have \(bits) bit") && text.contains("give a number from 2 to 64"))
            #expect(text.contains("weights.bits"))
        }
    }

    @Test func changeTheErrorsOfAConvergenceTrial() throws {
        func value(_ bits: Int?) throws -> Double? {
            let study = try convergence(bits.map { "{seed: 1, bits: \($0)}" } ?? "{seed: 1}")
            let settings = try #require(study.kind as? ConvergenceSettings)
            let parameters = try study.independentSampler().parameters(ofTrial: 3)
            let evaluation = try ConvergenceObjective(settings).evaluation(
                of: Candidate(number: 3, parameters: parameters))
            guard case .complete(let value) = evaluation.outcome else { return nil }
            return value
        }
        let (exact, few) = (try #require(try value(nil)), try #require(try value(2)))
        #expect(exact != few)
        #expect(abs(try #require(try value(30)) - exact) < 0.01)
    }

    /// The weights that the updates change are not the rounded ones, wherever a run is interrupted.
    @Test func readingsRoundAndUpdatesDoNot() throws {
        var plan = TrainingPlan(hidden: [20], epochs: 3)
        plan.rule.rates = [0.4, 0.2]
        var rounded = plan
        rounded.weightBits = try WeightBits(3)
        func run(_ plan: TrainingPlan) throws -> TrainingRun {
            try TrainingRun(plan, dynamics: .continuous(epsilon: 0.5), seed: 3, images: Patterns.images)
        }
        let (exact, few, resumed) = (try run(plan), try run(rounded), try run(rounded))
        #expect(exact.advance(to: exact.updates) && few.advance(to: few.updates, threads: { 2 }))
        #expect(try exact.network() == few.network())
        #expect(exact.readings.map(\.update) == few.readings.map(\.update) && exact.readings != few.readings)
        let half = try run(rounded)
        #expect(half.advance(to: 31))
        let checkpoint = try #require(half.checkpoint)
        #expect(resumed.restore(checkpoint) && resumed.advance(to: resumed.updates))
        #expect(resumed.readings == few.readings)
        #expect(try resumed.network() == few.network())
    }
}
