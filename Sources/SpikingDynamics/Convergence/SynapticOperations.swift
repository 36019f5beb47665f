extension ConvergenceErrors {
    /// The synaptic operations of the run: each bit that was 1 times its neuron's fan-out, over all steps and inputs.
    ///
    /// The fan-out is the number of neurons that receive the bit, those of both neighbouring layers. The clamped input
    /// layer receives nothing. So the neurons of 500-500-10 have the fan-outs 500, 10 and 500.
    ///
    /// - Parameter layerSizes: [layer]: the number of neurons, input first.
    public func synapticOperations(layerSizes: [Int]) -> Int {
        zip(spikes, Self.fanOuts(layerSizes: layerSizes)).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// [layer]: the fan-out of each of its neurons.
    public static func fanOuts(layerSizes: [Int]) -> [Int] {
        layerSizes.indices.map { layer in
            let above = layer + 1 < layerSizes.count ? layerSizes[layer + 1] : 0
            let below = layer > 1 ? layerSizes[layer - 1] : 0
            return above + below
        }
    }
}
