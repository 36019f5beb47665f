import SpikingDynamics

/// A network's dynamics, tabulated for the steps of an update.
struct SteppedDynamics {
    /// [step - 1] each; the encoder's and the decoder's lambda are empty for a continuous network.
    let epsilon: [Double]
    let lambda: [Double]
    let decoding: [Double]
    let quantizer: Quantizer
    /// The bits of the input; nil for a continuous network, whose input sends its state.
    let input: InputCode?

    let isBinary: Bool

    /// - Precondition: the schedules are legal at all these steps.
    init(_ dynamics: NetworkDynamics, steps: Int, scale: Double) {
        isBinary = if case .binary = dynamics { true } else { false }
        switch dynamics {
        case .binary(let schedules):
            epsilon = schedules.epsilon.values(steps: 1...steps)
            lambda = schedules.lambda.values(steps: 1...steps)
            decoding = (1...steps).map(schedules.decodingLambda)
            quantizer = schedules.quantizer
            input = InputCode(scale: scale, steps: steps, firstLambda: lambda[0], quantizer: quantizer)
        case .continuous(let epsilon):
            self.epsilon = Array(repeating: epsilon, count: steps)
            (lambda, decoding) = ([], [])
            quantizer = .threshold
            input = nil
        }
    }

    /// Memory for the input of one sample.
    func makeInput(_ network: TrainableNetwork) -> SampleInput {
        SampleInput(code: input, pixels: network.layerSizes[0])
    }
}
