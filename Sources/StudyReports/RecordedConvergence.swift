import AnnealingStudies
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

extension ConvergenceCurve {
    /// The curve of a recorded trial.
    ///
    /// - Parameters:
    ///   - study: the study's name.
    ///   - curve: the trial's curve, decoded from its trace.
    /// - Returns: nil if the curve is not an error curve, or the trial has no schedules.
    public init?(_ trial: Trial, of study: String, _ curve: TrialCurve?) {
        guard case .errors(let curve)? = curve, !curve.samples.isEmpty,
            let parameters = trial.parameters, case .binary(let schedules)? = try? TrialNetwork(parameters)
        else { return nil }
        self.init(
            study: study, trial: trial.number, schedules: schedules, networks: curve.count,
            samples: curve.samples.map { sample in
                Sample(
                    step: sample.step, error: sample.error, runningMean: sample.runningMean,
                    layerErrors: sample.partErrors, low: sample.low, high: sample.high)
            })
    }
}
