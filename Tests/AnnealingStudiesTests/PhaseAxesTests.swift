import EquilibriumPropagation
import Foundation
import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies
@testable import HyperparameterSearch

@Suite("The lengths of training phases as axes of a space")
struct PhaseAxesTests {
    private static let text = """
        name: phases
        objective:
          training:
            protocol: paper
            hidden: [20]
            rates: [0.4, 0.2]
            epochs: 3
            minimize: testError
        sampler: {random: {seed: 3}}
        trials: 60
        points:
          - {epsilon: 0.8/t^0.1, lambda: 1, quantizer: sigma-delta, negativeSteps: 12}
        space:
          epsilon: 0.843/t^0.0923
          lambda: 0.832/t^0.584
          quantizer: sigma-delta
        """ + "\n"

    private func read(_ axes: String, _ text: String = text) throws -> DeclaredStudy {
        try StudyFile.read(text + axes, file: "phases.yaml")
    }

    @Test func aTrialHasWholeNumbersOfTheRanges() throws {
        let study = try read("  negativeSteps: {from: 5, to: 20}\n  positiveSteps: [2, 4]\n")
        let names = study.sampling.space?.dimensions.map(\.parameter.name) ?? []
        #expect(names.suffix(3) == ["quantizer", "negativeSteps", "positiveSteps"])
        let sampler = try study.independentSampler()
        var seen: Set<Int> = []
        for trial in 1..<60 {
            let lengths = try PhaseLengths(sampler.parameters(ofTrial: trial))
            let (negative, positive) = (try #require(lengths.negativeSteps), try #require(lengths.positiveSteps))
            #expect((5...20).contains(negative) && [2, 4].contains(positive))
            seen.insert(negative)
        }
        #expect(seen.count > 10 && seen.contains(5) && seen.contains(20))
        #expect(study.points[0].parameters["negativeSteps"] == 12)
        // The stored definition reads as the same study.
        let definition = try study.definition()
        #expect(try StudyFile.read(definition).sampling == study.sampling)
        #expect(try StudyFile.read(definition).definition() == definition)
    }

    @Test func aGridTakesAllValues() throws {
        let grid = Self.text.replacing("sampler: {random: {seed: 3}}\ntrials: 60", with: "sampler: grid")
        let study = try read("  negativeSteps: {from: 5, to: 20, step: 5}\n  positiveSteps: 4\n", grid)
        let sampler = try study.independentSampler()
        let lengths = try (1...4).map { try PhaseLengths(sampler.parameters(ofTrial: $0)) }
        #expect(lengths == [5, 10, 15, 20].map { PhaseLengths(negativeSteps: $0, positiveSteps: 4) })
    }

    @Test func aStudyWithoutTheAxesKeepsItsDefinition() throws {
        let text = Self.text.replacing(", negativeSteps: 12", with: "")
        let canonical = try read("", text).canonicalText
        #expect(!canonical.contains("negativeSteps") && !canonical.contains("positiveSteps"))
        #expect(try read("").canonicalText.replacing("\"negativeSteps\":12,", with: "") == canonical)
    }

    @Test(
        "lengths that cannot be are refused",
        arguments: [
            ("  negativeSteps: {from: 20, to: 5}\n", "the range is inverted"),
            ("  negativeSteps: {from: 0, to: 5}\n", "the number is out of range"),
            ("  negativeSteps: {from: 5, to: 1000}\n", "the number is out of range"),
            ("  negativeSteps: {from: 5, to: 20, step: 4}\n", "steps of 4 from 5 do not reach 20"),
            ("  negativeSteps: {from: 5.5, to: 20}\n", "whole number"),
            ("  negativeSteps: [5, 5]\n", "a value stands twice"),
            ("  negativeSteps: []\n", "the list is empty"),
            ("  negativeSteps: {from: 5, to: 999}\n", "an update takes 1003 steps, and at most 1000 are made"),
            ("  positiveSteps: 990\n", "an update takes 1010 steps, and at most 1000 are made"),
            ("  negatives: 5\n", "negatives"),
        ])
    func bad(_ axes: String, _ words: String) throws {
        let error = #expect(throws: StudyFileError.self) { _ = try read(axes) }
        #expect(error.map { "\($0)".contains(words) } == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func aTrialTrainsWithItsLengthsAndCountsItsOperations() throws {
        var plan = TrainingPlan(hidden: [20], epochs: 3)
        plan.rule.rates = [0.4, 0.2]
        var shorter = plan
        (shorter.rule.negativeSteps, shorter.rule.positiveSteps) = (9, 3)
        let schedules = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.843, exponent: 0.0923), lambda: .powerLaw(initial: 0.832, exponent: 0.584),
            quantizer: .sigmaDelta)
        let phases = PhaseLengths(negativeSteps: 9, positiveSteps: 3)
        let point = StudyPoint(.binary(schedules), phases: phases).declared
        let plain = StudyPoint(.binary(schedules)).declared
        func evaluate(_ plan: TrainingPlan, _ point: DeclaredPoint, threads: Int) throws -> Evaluation {
            try TrainingObjective(TrainingSettings(plan: plan, seed: 3), images: Patterns.images, threads: threads)
                .evaluation(of: Candidate(number: 0, parameters: point.parameters))
        }
        let own = try evaluate(plan, point, threads: 2)
        let study = try evaluate(shorter, plain, threads: 1)
        let operations = try #require(own.values["synapticOperations"])
        var others = own.values
        others["synapticOperations"] = nil
        #expect(others == study.values && own.trace == study.trace)
        #expect(others != (try evaluate(plan, plain, threads: 1)).values)
        // From the stored rates: 64 inputs reach 20 neurons, 20 hidden neurons reach 10, and 10 outputs reach 20.
        let rates = try #require(own.trace.flatMap(LearningTrace.init)?.readings.last?.test.spikes)
        #expect(abs(operations - 9 * (rates[0] * 64 * 20 + rates[1] * 20 * 10 + rates[2] * 10 * 20)) < 1e-9)
        #expect(operations > 0)
        let twin = StudyPoint(.continuous(epsilon: 0.5), phases: phases).declared
        #expect(try evaluate(plan, twin, threads: 1).values["synapticOperations"] == nil)
    }

    @Test func networksOfASearchAreTrainedWithTheirLengths() throws {
        let schedules = AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.8, exponent: 0.1), lambda: .constant(1), quantizer: .sigmaDelta)
        let points = [9, 5, 9].map { StudyPoint(.binary(schedules), phases: PhaseLengths(negativeSteps: $0)) }
        let request = TrainingRequest(networks: points, seeds: [7], settings: TrainingSettings())
        #expect(request.study.points.map { $0.parameters["negativeSteps"] } == [9, 5])
        #expect(request.repetitions.count == 1)
        // The convergence experiment has no phases.
        let evaluated = EvaluationRequest(
            baseline: StudyPoint(.continuous(epsilon: 1)), schedules: points,
            settings: ConvergenceSettings(networks: [], steps: 10, measure: .meanError), name: nil)
        #expect(evaluated.study.points.count == 2)
        #expect(evaluated.study.points.allSatisfy { $0.parameters["negativeSteps"] == nil })
    }

    @Test func aClockIsRefused() {
        let error = #expect(throws: StudyFileError.self) { _ = try read("  clock: surprise\n") }
        #expect(error.map { "\($0)".contains("training has no clock") } == true)
    }

    @Test func adaptiveDeltaModulationIsRefused() throws {
        let error = #expect(throws: StudyFileError.self) { _ = try read("  code: adaptiveDelta\n") }
        #expect(error.map { "\($0)".contains("adaptive delta modulation does not train") } == true)
        let schedules = AnnealingSchedules(
            epsilon: .shared(.constant(0.9)), adaptiveDelta: AdaptiveDeltaModulation())
        let failure = NetworkDynamics.binary(schedules).failure(through: 20, layers: 3)
        #expect(failure?.contains("adaptive delta modulation does not train") == true)
    }

    @Test func theBestOfASearchAreConfirmedWithTheirLengths() throws {
        let confirmation = TrainingConfirmation(settings: TrainingSettings(), seeds: [7, 8])
        let point = StudyPoint(.continuous(epsilon: 0.5), phases: PhaseLengths(negativeSteps: 9)).declared
        let points = try confirmation.points(
            scoring: Candidate(number: 4, parameters: point.parameters),
            parent: TrialReference(study: "phases", number: 4))
        #expect(points.map { $0.parameters["negativeSteps"] } == [9, 9])
        #expect(points.map { $0.parameters["positiveSteps"] } == [nil, nil])
    }
}
