import SpikingDynamics

extension ConvergenceSettings {
    /// What is minimized, over the steps of a trial.
    public enum Measure: String, Sendable, Hashable, CaseIterable {
        /// The mean of error(t) over all steps.
        case meanError
        /// The mean of error(t) over the first 20 steps.
        case earlyError
        /// error(t) at the last step.
        case finalError
        /// The mean over all steps of the Euclidean norm of s* - s.
        case meanEuclideanError
    }
}

extension ConvergenceSettings.Measure {
    func of(_ errors: ConvergenceErrors) -> Double {
        switch self {
        case .meanError: errors.meanError
        case .earlyError: errors.earlyError
        case .finalError: errors.finalError
        case .meanEuclideanError: errors.meanEuclideanError
        }
    }

    /// A lower bound of the measure's final value, since errors are never negative; nil for ``finalError``.
    func bound(of trial: TrialInFlight) -> Double? {
        switch self {
        case .meanError: trial.meanErrorBound
        case .earlyError: trial.earlyErrorBound
        case .meanEuclideanError: trial.meanEuclideanErrorBound
        case .finalError: nil
        }
    }

    /// The measure's value if the trial ended at its present step; nil before the first step.
    func soFar(_ trial: TrialInFlight) -> Double? {
        guard let errors = trial.errorsSoFar else { return nil }
        return switch self {
        case .meanError: errors.meanError
        case .earlyError: errors.earlyError
        case .finalError: errors.finalError
        case .meanEuclideanError: errors.meanEuclideanError
        }
    }

    /// The measure's value had the trial ended at this sample's step; nil if the sample does not tell it, or if it has
    /// been final since an earlier step.
    public func value(at sample: ErrorTrace.Sample) -> Double? {
        switch self {
        case .meanError: sample.runningMean
        case .earlyError: sample.step <= ConvergenceErrors.earlySteps ? sample.runningMean : nil
        case .finalError: sample.error
        case .meanEuclideanError: nil
        }
    }
}
