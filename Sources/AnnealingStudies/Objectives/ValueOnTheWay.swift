import SpikingDynamics

extension ConvergenceSettings.Measure {
    /// The value of a trial had it ended at a sample's step; nil where the sample does not have it, or the value is that
    /// of an earlier step.
    public func value(at sample: ErrorTrace.Sample) -> Double? {
        switch self {
        case .meanError: sample.runningMean
        case .earlyError: sample.step <= ConvergenceErrors.earlySteps ? sample.runningMean : nil
        case .finalError: sample.error
        case .meanEuclideanError: nil
        }
    }
}
