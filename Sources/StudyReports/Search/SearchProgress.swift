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
            return ("epoch", { LearningTrace($0).map { samples(of: $0.readings, settings.measure) } })
        }
    }

    /// At each reading what the run's value would be, had it ended there.
    private static func samples(of readings: [EquilibriumPropagation.Reading], _ measure: TrainingSettings.Measure)
        -> Samples
    {
        readings.map { now in
            // Means are over the last two epochs' readings.
            let from = now.epoch - Double(TrainingPlan.epochsInQuarters)
            let last = readings.filter { $0.epoch > from && $0.epoch <= now.epoch }
            func mean(_ error: (EquilibriumPropagation.Reading) -> Double) -> Double {
                last.reduce(0) { $0 + error($1) } / Double(last.count)
            }
            let value =
                switch measure {
                case .testError: mean { $0.test.error }
                case .trainError: mean { $0.training.error }
                case .finalTestError: now.test.error
                case .finalTrainError: now.training.error
                }
            return (now.epoch, value)
        }
    }
}
