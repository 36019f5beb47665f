/// What a search looks for: how a binary network anneals, and how its neurons turn values into bits.
public struct AnnealingSchedules: Sendable, Hashable {
    /// The step size (Eq. 7 and 10).
    public var epsilon: Schedule
    /// The coefficient of predictive coding (Eq. 12 and 13); 1 at every step means none.
    public var lambda: Schedule
    public var quantizer: Quantizer
    public var decoder: Decoder

    public init(
        epsilon: Schedule, lambda: Schedule, quantizer: Quantizer = .sigmaDelta, decoder: Decoder = .paper
    ) {
        self.epsilon = epsilon
        self.lambda = lambda
        self.quantizer = quantizer
        self.decoder = decoder
    }

    /// The lambda with which bits that arrive at `step` are decoded.
    public func decodingLambda(at step: Int) -> Double { lambda.value(at: decoder.lambdaStep(at: step)) }

    /// The first illegal value among the steps 1...`last`, epsilon's before lambda's; nil if all are legal.
    func failure(through last: Int) -> ConvergenceFailure? {
        for (rate, schedule) in [(ConvergenceFailure.Rate.epsilon, epsilon), (.lambda, lambda)] {
            if let (step, value) = schedule.firstIllegalStep(through: last) {
                return .illegalSchedule(rate, step: step, value: value)
            }
        }
        return nil
    }
}
