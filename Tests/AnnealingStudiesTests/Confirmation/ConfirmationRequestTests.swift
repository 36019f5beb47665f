import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import Testing

@testable import AnnealingStudies

@Suite("The study that scores the best trials again")
struct ConfirmationRequestTests {
    private func trial(_ number: Int, epsilon: Double, seed: Int? = nil) -> Trial {
        var parameters = AnnealingSchedules(
            epsilon: .constant(epsilon), lambda: .constant(1), quantizer: .sigmaDelta
        ).trialParameters
        if let seed { parameters.values["seed"] = .number(Double(seed)) }
        return Trial(
            number: number, parameters: parameters,
            result: Trial.Result(
                .complete(value: epsilon), values: [:], steps: 1, started: Date(), finished: Date(), run: RunID(1)))
    }

    private func plan(_ confirm: String, _ text: StudyText) throws -> any ConfirmationPlan {
        try #require(try StudyFile.read(text.text + confirm + "\n", file: "a").confirmation).plan
    }

    @Test("has a point for each trial, with the trial as its parent, and a name that the definition gives")
    func convergence() throws {
        let plan = try plan("confirm: {top: 2, networks: 17..18:117..118}", .random)
        let trials = [trial(5, epsilon: 0.5), trial(2, epsilon: 0.25), trial(9, epsilon: 0.5)]
        let request = try #require(ConfirmationRequest(trials, of: "small", plan: plan))
        #expect(request.candidates.map(\.number) == [5, 2], "trial 9 has the schedules of trial 5")
        #expect(request.pointsEach == 1)
        #expect(request.study.points.map(\.parent?.description) == ["small/5", "small/2"])
        #expect(request.study.name.wholeMatch(of: /confirm-small-[0-9a-f]{8}/) != nil)
        #expect(ConfirmationRequest.isConfirmation(request.study, of: "small"))
        #expect(!ConfirmationRequest.isConfirmation(request.study, of: "smal"))
        #expect(try StudyFile.read(request.study.fileText, file: "b").canonicalText == request.study.canonicalText)
        let other = try #require(ConfirmationRequest(Array(trials.reversed()), of: "small", plan: plan))
        #expect(other.study.name != request.study.name)
        #expect(ConfirmationRequest([], of: "small", plan: plan) == nil)
    }

    @Test("of a long name stays a name")
    func longName() throws {
        let plan = try plan("confirm: {top: 2, networks: 17:117}", .random)
        let name = String(repeating: "n", count: 100)
        let request = try #require(ConfirmationRequest([trial(5, epsilon: 0.5)], of: name, plan: plan))
        #expect(StudyDefinition.isUsable(name: request.study.name))
        #expect(ConfirmationRequest.isConfirmation(request.study, of: name))
    }

    @Test("of training has a point for each seed; trials that differ in their seeds alone are one")
    func training() throws {
        let plan = try plan("confirm: {top: 2, seeds: [7, 8]}", .training)
        let trials = [trial(5, epsilon: 0.5, seed: 3), trial(2, epsilon: 0.25), trial(9, epsilon: 0.5, seed: 4)]
        let request = try #require(ConfirmationRequest(trials, of: "small", plan: plan))
        #expect(request.candidates.map(\.number) == [5, 2])
        #expect(request.pointsEach == 2)
        #expect(
            try request.study.points.map { try $0.parameters.integer("seed") } == [7, 8, 7, 8])
    }

    @Test("gives scores where all of them are complete")
    func scores() throws {
        let training = try plan("confirm: {top: 2, seeds: [7, 8]}", .training)
        let pair = [trial(0, epsilon: 0.5), trial(1, epsilon: 0.25)]
        #expect(training.scores(in: pair) == [0.5, 0.25])
        #expect(training.mean(of: [0.5, 0.25]) == 0.375)
        #expect(training.scores(in: [pair[0]]) == nil)
        let one = try plan("confirm: {top: 2, networks: 17:117}", .random)
        #expect(one.scores(in: [pair[0]]) == [0.5])
        #expect(one.interval(of: [0.5]) == nil)
        #expect(one.scores(in: []) == nil)
    }

    /// `exp(scipy.stats.t.interval(0.95, 4, loc=l.mean(), scale=scipy.stats.sem(l)))` with l = log of the numbers.
    @Test("has the interval of the geometric mean that SciPy computes")
    func interval() throws {
        let errors = [0.00036, 0.00042, 0.00041, 0.00039, 0.0003]
        let interval = try #require(Aggregation.geometricMean.interval(of: errors))
        #expect(
            abs(interval.low / 0.000315431500612268 - 1) < 1e-12
                && abs(interval.high / 0.0004418791824424839 - 1) < 1e-12)
        #expect(abs(Aggregation.geometricMean.of(errors) / 0.0003733398098343585 - 1) < 1e-12)
        #expect(Aggregation.geometricMean.interval(of: [0, 0]) == ConfidenceInterval(low: 0, high: 0))
        #expect(Aggregation.geometricMean.interval(of: [0]) == nil)
        #expect(Aggregation.mean.interval(of: [1, 1]) == ConfidenceInterval(low: 1, high: 1))
    }
}
