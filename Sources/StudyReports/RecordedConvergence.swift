import AnnealingStudies
import Foundation
import HyperparameterSearch

extension ConvergenceCurve {
    /// The curve of a recorded trial of a convergence study.
    ///
    /// - Parameter trace: what was stored of it on the way.
    /// - Returns: nil where there is no such trace, or the trial has no schedules.
    public init?(_ trial: Trial, of study: String, trace: Data?) {
        guard let trace = trace.flatMap(ErrorTrace.init), !trace.samples.isEmpty, let parameters = trial.parameters,
            case .binary(let schedules)? = try? TrialNetwork(parameters)
        else { return nil }
        self.init(
            study: study, trial: trial.number, schedules: schedules,
            networks: trace.instanceErrors.first?.count ?? 1,
            samples: trace.samples.enumerated().map { index, sample in
                let errors = trace.instanceErrors.isEmpty ? [] : trace.instanceErrors[index]
                return Sample(
                    step: sample.step, error: sample.error, runningMean: sample.runningMean,
                    layerErrors: sample.layerErrors, low: errors.min(), high: errors.max())
            })
    }
}
