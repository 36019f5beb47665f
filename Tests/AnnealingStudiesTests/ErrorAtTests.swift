import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("The error at one step as the objective")
struct ErrorAtTests {
    private static func settings(at step: Int, steps: Int = 130, networks: UInt32 = 2) -> ConvergenceSettings {
        ConvergenceSettings(
            networks: (0..<networks).map {
                NetworkSpecification(layers: [8, 7, 3], weightSeed: 1 + $0, inputSeeds: [2, 3])
            }, steps: steps, measure: .errorAt(step), noiseSeed: 5)
    }

    private static let candidates = Quantizer.allCases.enumerated().map { number, quantizer in
        Candidate(
            number: number,
            parameters: AnnealingSchedules(
                epsilon: .powerLaw(initial: 0.9, exponent: 0.1), lambda: .powerLaw(initial: 0.8, exponent: 0.5),
                quantizer: quantizer
            ).trialParameters)
    }

    @Test(
        "is the reference's error after so many steps, and the evaluation stops there", arguments: [1, 7, 20, 51, 130])
    func reference(step: Int) throws {
        let settings = Self.settings(at: step)
        let objective = try ConvergenceObjective(settings)
        #expect(objective.steps == step && !objective.hasMonotoneBound)
        for candidate in Self.candidates {
            let evaluation = objective.evaluation(of: candidate)
            let errors = try settings.networks.enumerated().map { index, network in
                let experiment = try ConvergenceExperiment(network)
                let noise = QuantizationNoise(seed: 5 | UInt64(index) << 32, trial: candidate.number)
                let schedules = try AnnealingSchedules(candidate.parameters)
                guard case .complete(let errors)? = experiment.run(schedules, steps: step, noise: noise) else {
                    throw Absent()
                }
                return errors
            }
            guard case .complete(let value) = evaluation.outcome else { throw Absent() }
            #expect(abs(value - Aggregation.geometricMean.of(errors.map(\.finalError))) <= 1e-12)
            #expect(evaluation.steps == step)
            #expect(evaluation.values.keys.sorted() == settings.valueNames.sorted())
            #expect(evaluation.values["errorAt\(step)"] == value)
            #expect(evaluation.values["spikes"] == Double(errors.reduce(0) { $0 + $1.spikes.reduce(0, +) }))
            let trace = try #require(evaluation.trace.flatMap { ErrorTrace($0) })
            #expect(trace.samples.last?.step == step && trace.samples.last?.error == value)
            #expect(settings.curve(of: try #require(evaluation.trace))?.values.last?.value == value)
        }
    }

    @Test("does not depend on the steps beyond it, but the studies differ")
    func steps() throws {
        let (short, long) = (Self.settings(at: 20, steps: 20), Self.settings(at: 20, steps: 5000))
        for candidate in Self.candidates {
            #expect(
                try ConvergenceObjective(short).evaluation(of: candidate)
                    == ConvergenceObjective(long).evaluation(of: candidate))
        }
        #expect(short.canonical != long.canonical)
    }

    @Test("a saved trial goes on to the same value, to the bit", arguments: Quantizer.allCases.indices)
    func checkpoint(place: Int) throws {
        let objective = try ConvergenceObjective(Self.settings(at: 33))
        let candidate = Self.candidates[place]
        var batch = [objective.begin(candidate)]
        #expect(objective.advance(&batch, to: 12, cancellation: Cancellation()))
        let bytes = try #require(objective.checkpoint(of: batch[0]))
        #expect(objective.intermediateValue(of: batch[0]) ?? 0 > 0)
        var restored = [try objective.restore(candidate, from: bytes)]
        #expect(objective.advance(&restored, to: 33, cancellation: Cancellation()))
        guard case .ended(let evaluation) = objective.status(of: restored[0]) else { throw Absent() }
        #expect(evaluation == objective.evaluation(of: candidate))
        let other = try ConvergenceObjective(Self.settings(at: 34))
        #expect(throws: CheckpointProblem.otherTrial) { try other.restore(candidate, from: bytes) }
    }

    @Test("a study file says it, and its stored definition reads back")
    func file() throws {
        let study = try StudyFile.read(
            StudyText.random.replacing(8, "    minimize: {errorAt: 20}").text, file: "a.yaml")
        let settings = try #require(study.convergenceSettings)
        #expect(settings.measure == .errorAt(20) && settings.steps == 50 && settings.evaluatedSteps == 20)
        #expect(settings.measureName == "errorAt20" && settings.shownValueNames == ["errorAt20"])
        #expect(try study.definition().text.contains(#""minimize":{"errorAt":20}"#))
        #expect(try StudyFile.read(study.definition()) == study)
        #expect(try StudyFile.read(study.fileText, file: "b.yaml") == study)
    }

    static let refused: [BadStudy] = [
        BadStudy(
            "a step beyond the last", 8, "    minimize: {errorAt: 51}", key: "objective.convergence.minimize.errorAt",
            value: "51", rule: "a trial has no error at this step: it makes 50 steps",
            remedy: "give a step from 1 to 50, or raise 'steps'"),
        BadStudy(
            "step 0", 8, "    minimize: {errorAt: 0}", key: "objective.convergence.minimize.errorAt", value: "0",
            rule: "the number is out of range", remedy: "give one from 1"),
        BadStudy(
            "half a step", 8, "    minimize: {errorAt: 2.5}", key: "objective.convergence.minimize.errorAt",
            value: "2.5", rule: "this is not a whole number", remedy: "write a whole number"),
        BadStudy(
            "another key", 8, "    minimize: {errorBy: 20}", key: "objective.convergence.minimize", value: "errorBy",
            rule: "there is no such key here", remedy: "the keys are: errorAt"),
        BadStudy(
            "the word alone", 8, "    minimize: errorAt", key: "objective.convergence.minimize", value: "errorAt",
            rule: "there is no such choice", remedy: "write one of: meanError"),
    ]

    @Test("bad steps are refused on their line", arguments: refused)
    func refusals(_ bad: BadStudy) throws {
        let error = try #require(throws: StudyFileError.self) { try StudyFile.read(bad.text, file: "bad.yaml") }
        #expect(error.line == bad.line && error.key == bad.key && error.value == bad.value, "\(error)")
        #expect(error.rule.contains(bad.rule) && error.remedy.contains(bad.remedy), "\(error)")
    }

    @Test("a trace of another length is a fault")
    func trace() throws {
        let settings = Self.settings(at: 20, networks: 1)
        let evaluation = try ConvergenceObjective(settings).evaluation(of: Self.candidates[0])
        let bytes = try #require(evaluation.trace)
        var trial = Trial(
            FinishedTrial(Self.candidates[0], evaluation, started: .distantPast, finished: .distantPast), run: RunID(1))
        #expect(settings.fault(in: bytes, of: trial) == nil)
        #expect(Self.settings(at: 25, networks: 1).fault(in: bytes, of: trial) != nil)
        trial.result?.values["errorAt20"] = 0.5
        #expect(settings.fault(in: bytes, of: trial)?.contains("it ends with the errorAt20") == true)
    }

    private struct Absent: Error {}
}
