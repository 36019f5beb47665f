import CSpikeKernels

/// The change of weights and biases by one minibatch (Eq. 4), divided into parts for threads. Each weight belongs to
/// one part and is changed in the same order of samples, whatever the number of parts.
struct WeightChange {
    let network: TrainableNetwork
    let states: MinibatchStates
    let rule: LearningRule
    let beta: Double

    /// The bytes of scratch memory that a part needs.
    static func scratchBytes(_ network: TrainableNetwork, samples: Int) -> Int {
        spike_input_gradient_bytes(network.layerSizes[0], samples)
    }

    /// - Parameter scratch: the thread's own ``scratchBytes(_:samples:)`` bytes, aligned to 64.
    func make(part: Int, of parts: Int, scratch: UnsafeMutableRawPointer) {
        changeInputWeights(part: part, of: parts, scratch: scratch)
        for layer in 1..<network.layerSizes.count {
            if layer + 1 < network.layerSizes.count { changeWeights(above: layer, part: part, of: parts) }
            if layer % parts == part { changeBiases(layer) }
        }
    }

    /// eta / (beta n) for the weights below a layer.
    private func rate(_ layer: Int) -> Double { rule.rates[layer - 1] / beta / Double(states.size) }

    private func share(_ rows: Int, part: Int, of parts: Int) -> Range<Int> {
        rows * part / parts..<rows * (part + 1) / parts
    }

    private func changeInputWeights(part: Int, of parts: Int, scratch: UnsafeMutableRawPointer) {
        let weights = network.upward[0]
        let rows = share(weights.sources, part: part, of: parts)
        let images = states.inputs.map(\.image)
        images.withUnsafeBufferPointer { images in
            var call = spike_input_gradient()
            call.sources = weights.sources
            call.targets = weights.targets
            call.weights = weights.numbers.start
            (call.firstRow, call.endRow) = (rows.lowerBound, rows.upperBound)
            call.rate = rate(1)
            call.samples = images.count
            call.images = images.baseAddress
            call.states = UnsafeRawPointer(states.stateOfLevel.start)
            call.change = UnsafeRawPointer(states.change[1].start)
            call.workspace = scratch
            network.precision.kernels.changeInputWeights(&call)
        }
    }

    /// Changes both copies of the weights between a layer and the one above.
    private func changeWeights(above lower: Int, part: Int, of parts: Int) {
        guard let weights = network.downward[lower] else { return }
        let (row, column) = (lower + 1, lower)
        let rows = share(weights.sources, part: part, of: parts)
        var call = spike_pair_gradient()
        call.rows = weights.sources
        call.columns = weights.targets
        call.weights = weights.numbers.start
        call.opposite = network.upward[lower].numbers.start
        (call.firstRow, call.endRow) = (rows.lowerBound, rows.upperBound)
        call.rate = rate(lower + 1)
        call.samples = states.size
        call.rowStates = UnsafeRawPointer(states.negative[row].start)
        call.rowChanges = UnsafeRawPointer(states.change[row].start)
        call.columnStates = UnsafeRawPointer(states.negative[column].start)
        call.columnChanges = UnsafeRawPointer(states.change[column].start)
        call.isTwoSided = rule.gradient == .twoSided
        network.precision.kernels.changeWeights(&call)
    }

    private func changeBiases(_ layer: Int) {
        var call = spike_bias_gradient()
        call.units = network.layerSizes[layer]
        call.bias = network.biases[layer].start
        call.rate = rate(layer)
        call.samples = states.size
        call.change = UnsafeRawPointer(states.change[layer].start)
        network.precision.kernels.changeBiases(&call)
    }
}
