/// The rule by which receivers turn bits back into values: whose step's lambda the predictive decoder (Eq. 13) uses.
///
/// The bits that arrive at step t were encoded at step t - 1, with lambda^{t-1}.
public enum Decoder: String, Sendable, Codable, CaseIterable {
    /// Eq. 14 as the paper prints it: v^t = (1 - lambda^t) v^{t-1} + lambda^t u^t.
    case paper
    /// With the lambda of the encoder: v^t = (1 - lambda^{t-1}) v^{t-1} + lambda^{t-1} u^t; at t = 1, when there are no
    /// bits yet, lambda^1.
    ///
    /// Then v is the weighted sum of the values that predictive decoders beside the senders would hold, whatever
    /// lambda does from step to step.
    case aligned

    /// The step whose lambda decodes the bits that arrive at `step`; steps count from 1.
    public func lambdaStep(at step: Int) -> Int {
        switch self {
        case .paper: step
        case .aligned: max(1, step - 1)
        }
    }

    /// The time whose lambda decodes the bits that arrive when the clock is at `time`: with the aligned decoder that of the
    /// step before, also where the clock has started again.
    func lambdaTime(at time: ClockState) -> Int {
        switch self {
        case .paper: time.tau
        case .aligned: max(1, time.previousTau)
        }
    }
}
