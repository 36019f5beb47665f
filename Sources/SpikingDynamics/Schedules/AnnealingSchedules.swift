/// What a search looks for: how a binary network anneals, and how its neurons turn values into bits.
public struct AnnealingSchedules: Sendable, Hashable {
    /// The step sizes (Eq. 7 and 10) of the layers above the input.
    public var epsilon: LayerSchedules
    /// The coefficients of predictive coding (Eq. 12 and 13) of all layers; 1 at every step means none.
    public var lambda: LayerSchedules
    /// How a neuron turns its encoded state into bits.
    public var quantizer: Quantizer
    /// How a neuron turns arriving bits back into values.
    public var decoder: Decoder
    /// The time at which the schedules are read.
    public var clock: Clock
    /// With ``Code/adaptiveDelta`` only ``epsilon`` is used of the others.
    public var code = Code.predictive

    /// Schedules of a network whose neurons send bits of predictive coding.
    public init(
        epsilon: LayerSchedules, lambda: LayerSchedules, quantizer: Quantizer = .sigmaDelta, decoder: Decoder = .paper,
        clock: Clock = .steps
    ) {
        self.epsilon = epsilon
        self.lambda = lambda
        self.quantizer = quantizer
        self.decoder = decoder
        self.clock = clock
    }

    /// Schedules that all layers share.
    public init(
        epsilon: Schedule, lambda: Schedule, quantizer: Quantizer = .sigmaDelta, decoder: Decoder = .paper,
        clock: Clock = .steps
    ) {
        self.init(
            epsilon: .shared(epsilon), lambda: .shared(lambda), quantizer: quantizer, decoder: decoder, clock: clock)
    }

    /// Step sizes of a network whose neurons send bits of adaptive delta modulation.
    public init(epsilon: LayerSchedules, adaptiveDelta: AdaptiveDeltaModulation) {
        self.init(epsilon: epsilon, lambda: .shared(.constant(1)))
        code = .adaptiveDelta(adaptiveDelta)
    }

    /// Epsilon of a layer above the input; layers count from 0, the input.
    public func epsilon(ofLayer layer: Int) -> Schedule { epsilon[layer - 1] }

    /// Lambda of a layer, with which it encodes; layers count from 0, the input.
    public func lambda(ofLayer layer: Int) -> Schedule { lambda[layer] }

    /// The lambda with which a layer's bits that arrive at `step` are decoded.
    public func decodingLambda(ofLayer layer: Int, at step: Int) -> Double {
        lambda[layer].value(at: decoder.lambdaStep(at: step))
    }

    /// The same where the clock is at `time`.
    func decodingLambda(ofLayer layer: Int, at time: ClockState) -> Double {
        lambda[layer].value(at: decoder.lambdaTime(at: time))
    }

    /// Whether a neuron keeps a v for each layer that sends to it, because two layers have different lambdas. Otherwise
    /// it keeps one.
    public var decodesBySender: Bool { lambda.common == nil }

    /// Whether the schedules are for another number of layers than a network of `layers` has; nil if they fit.
    public func countFailure(layers: Int) -> ConvergenceFailure? {
        if let count = epsilon.count, count != layers - 1 {
            return .scheduleCount(.epsilon, count: count, needed: layers - 1)
        }
        if let count = lambda.count, count != layers {
            return .scheduleCount(.lambda, count: count, needed: layers)
        }
        return nil
    }

    /// The reason why a network of `layers` layers cannot have these schedules for `last` steps: their number does not
    /// fit, or a value is illegal, epsilon's before lambda's. Nil if it can.
    func failure(through last: Int, layers: Int) -> ConvergenceFailure? {
        if let failure = countFailure(layers: layers) { return failure }
        for (rate, schedules) in [(ConvergenceFailure.Rate.epsilon, epsilon), (.lambda, lambda)] {
            for schedule in schedules.all {
                if let (step, value) = schedule.firstIllegalStep(through: last) {
                    return .illegalSchedule(rate, step: step, value: value)
                }
            }
        }
        return nil
    }
}
