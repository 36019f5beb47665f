/// The values of a network's schedules at one step.
public struct StepRates: Sendable, Hashable {
    /// [layer]: the step size; that of the clamped layer is not used.
    public var epsilon: [Double]
    /// [layer]: the lambda of the layer's encoder.
    public var lambda: [Double]
    /// [layer]: the lambda with which receivers decode the layer's bits.
    public var decoding: [Double]
    /// Whether a neuron keeps a v for each layer that sends to it.
    public var decodesBySender: Bool
}

extension StepRates {
    /// The same values in all layers, with the decoder of Eq. 14.
    init(epsilon: Double, lambda: Double, layers: Int) {
        let lambdas = [Double](repeating: lambda, count: layers)
        self.init(
            epsilon: Array(repeating: epsilon, count: layers), lambda: lambdas, decoding: lambdas,
            decodesBySender: false)
    }
}

extension AnnealingSchedules {
    /// The values at `step` in a network of `layers` layers.
    ///
    /// - Precondition: the schedules are of that many layers.
    public func rates(at step: Int, layers: Int) -> StepRates {
        rates(at: step, decodedAt: decoder.lambdaStep(at: step), layers: layers)
    }

    /// The values of a step whose clock is at `time`.
    func rates(at time: ClockState, layers: Int) -> StepRates {
        rates(at: time.tau, decodedAt: decoder.lambdaTime(at: time), layers: layers)
    }

    private func rates(at step: Int, decodedAt decodingStep: Int, layers: Int) -> StepRates {
        let values = { (schedules: LayerSchedules, step: Int, count: Int) in
            if case .shared(let schedule) = schedules {
                return [Double](repeating: schedule.value(at: step), count: count)
            }
            return (0..<count).map { schedules[$0].value(at: step) }
        }
        return StepRates(
            epsilon: [0] + values(epsilon, step, layers - 1), lambda: values(lambda, step, layers),
            decoding: values(lambda, decodingStep, layers), decodesBySender: decodesBySender)
    }
}
