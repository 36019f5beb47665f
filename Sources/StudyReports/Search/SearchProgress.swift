import Foundation
import HyperparameterSearch
import StudyFiles

/// The value that each trial would have had if it had ended at an earlier step.
public struct SearchProgress: Sendable {
    /// The name of the steps: `step t` or `epoch`.
    public let stepName: String
    /// The steps in ascending order.
    public let steps: [Double]
    /// `[trial]`: the number of the trial.
    public let numbers: [Int]
    /// `[trial][step]`
    public let values: [[Double]]

    public init(stepName: String, steps: [Double], numbers: [Int], values: [[Double]]) {
        self.stepName = stepName
        self.steps = steps
        self.numbers = numbers
        self.values = values
    }

    /// Reads the values from traces. A trial is left out if it has no trace, or if its steps differ from those of the
    /// first trial.
    ///
    /// - Parameter trace: gives the trace of the trial with this number.
    /// - Returns: nil if no trace gives the measure.
    init?(of trials: [Trial], kind: any StudyKind, trace: (Int) throws -> Data?) throws {
        guard let form = type(of: kind).curveForm else { return nil }
        var steps: [Double] = []
        var (numbers, values): ([Int], [[Double]]) = ([], [])
        for trial in trials {
            guard let samples = try trace(trial.number).flatMap(kind.curve)?.values, !samples.isEmpty else { continue }
            let own = samples.map(\.step)
            if steps.isEmpty { steps = own }
            guard own == steps else { continue }
            numbers.append(trial.number)
            values.append(samples.map(\.value))
        }
        guard !steps.isEmpty else { return nil }
        let stepName =
            switch form {
            case .errors: "step t"
            case .learning: "epoch"
            }
        self.init(stepName: stepName, steps: steps, numbers: numbers, values: values)
    }
}
