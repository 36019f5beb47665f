import SpikingDynamics

/// A network's dynamics, tabulated for the steps of an update.
struct SteppedDynamics {
    /// [layer above the input].
    let layers: [LayerRates]
    let steps: Int
    let quantizer: Quantizer
    /// Whether the neurons between two layers keep a v for each.
    let decodesBySender: Bool
    /// The bits of the input; nil for a continuous network, whose input sends its state.
    let input: InputCode?

    let isBinary: Bool

    /// [step - 1] each; the lambdas are empty for a continuous network.
    struct LayerRates {
        var epsilon: [Double]
        /// Of the encoder.
        var lambda: [Double] = []
        /// Those that decode the bits of the layer below, and of the layer above; the latter are read only where a
        /// neuron keeps a v for each.
        var lowerDecoding: [Double] = []
        var upperDecoding: [Double] = []
    }

    /// - Parameter layers: the number of layers of the network, the input's included.
    /// - Precondition: the schedules are of that many layers, and legal at all these steps.
    init(_ dynamics: NetworkDynamics, steps: Int, scale: Double, layers: Int) {
        self.steps = steps
        switch dynamics {
        case .binary(let schedules):
            isBinary = true
            let rates = (1...steps).map { schedules.rates(at: $0, layers: layers) }
            self.layers = (1..<layers).map { layer in
                LayerRates(
                    epsilon: rates.map { $0.epsilon[layer] }, lambda: rates.map { $0.lambda[layer] },
                    lowerDecoding: rates.map { $0.decoding[layer - 1] },
                    upperDecoding: rates.map { $0.decoding[min(layer + 1, layers - 1)] })
            }
            quantizer = schedules.quantizer
            decodesBySender = schedules.decodesBySender
            input = InputCode(scale: scale, steps: steps, lambdas: rates.map { $0.lambda[0] }, quantizer: quantizer)
        case .continuous(let epsilon):
            isBinary = false
            self.layers = Array(
                repeating: LayerRates(epsilon: Array(repeating: epsilon, count: steps)), count: layers - 1)
            quantizer = .threshold
            decodesBySender = false
            input = nil
        }
    }

    /// Memory for the input of one sample.
    func makeInput(_ network: TrainableNetwork) -> SampleInput {
        SampleInput(code: input, pixels: network.layerSizes[0])
    }
}
