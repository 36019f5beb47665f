import AnnealingStudies
import EquilibriumPropagation
import Foundation
import HyperparameterSearch

/// What each trial's value would have been, had it ended at an earlier step.
public struct SearchProgress: Sendable {
    /// What the steps are: `step t`, or `epoch`.
    public let stepName: String
    /// Ascending.
    public let steps: [Double]
    /// The trials' numbers.
    public let numbers: [Int]
    /// `[trial][step]`
    public let values: [[Double]]

    public init(stepName: String, steps: [Double], numbers: [Int], values: [[Double]]) {
        self.stepName = stepName
        self.steps = steps
        self.numbers = numbers
        self.values = values
    }

    /// Read from traces. Trials without one, or with other steps than the first, are left out.
    ///
    /// - Parameter trace: of the trial with that number.
    /// - Returns: nil where traces do not tell the measure.
    init?(
        of trials: [Trial], objective: StudyObjective, trace: (Int) throws -> Data?
    ) throws {
        let reading = Self.reading(of: objective)
        var steps: [Double] = []
        var (numbers, values): ([Int], [[Double]]) = ([], [])
        for trial in trials {
            guard let samples = try trace(trial.number).flatMap(reading.samples), !samples.isEmpty else { continue }
            let own = samples.map(\.step)
            if steps.isEmpty { steps = own }
            guard own == steps else { continue }
            numbers.append(trial.number)
            values.append(samples.map(\.value))
        }
        guard !steps.isEmpty else { return nil }
        self.init(stepName: reading.stepName, steps: steps, numbers: numbers, values: values)
    }

    private typealias Samples = [(step: Double, value: Double)]

    private static func reading(of objective: StudyObjective) -> (stepName: String, samples: (Data) -> Samples?) {
        switch objective {
        case .convergence(let settings):
            return (
                "step t",
                { trace in
                    ErrorTrace(trace)?.samples.compactMap { sample in
                        settings.measure.value(at: sample).map { (Double(sample.step), $0) }
                    }
                }
            )
        case .training(let settings):
            let error: (Reading) -> Double =
                switch settings.measure {
                case .testError, .finalTestError: { $0.test.error }
                case .trainError, .finalTrainError: { $0.training.error }
                }
            return ("epoch", { LearningTrace($0)?.readings.map { ($0.epoch, error($0)) } })
        }
    }
}
