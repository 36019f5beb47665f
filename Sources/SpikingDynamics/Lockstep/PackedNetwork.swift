import CSpikeKernels

/// A network, its inputs and their fixed points in the kernels' layouts, made once for an experiment.
///
/// `@unchecked Sendable`: `init` writes the buffers; after that they are only read.
final class PackedNetwork: @unchecked Sendable {
    let layerSizes: [Int]
    /// I: the number of inputs.
    let inputCount: Int
    /// [layer k]: the weights from layer k up to layer k + 1.
    let upward: [PackedWeights]
    /// [layer k]: the weights from layer k down to layer k - 1; nil for layers that send nothing down.
    let downward: [PackedWeights?]
    /// [layer]: [P][U]; nil for a layer whose biases are all 0.
    let biases: [AlignedBuffer<Double>?]
    /// [I][P][U].
    let inputs: AlignedBuffer<Double>
    /// [layer]: [I][P][U], s* for each input.
    let fixedPoints: [AlignedBuffer<Double>]

    init(_ experiment: ConvergenceExperiment) {
        let network = experiment.network
        layerSizes = network.layerSizes
        inputCount = experiment.inputs.count
        upward = experiment.connections.upward.map(PackedWeights.init)
        downward = experiment.connections.downward.map { $0.map(PackedWeights.init) }
        biases = network.biases.map { biases in biases.allSatisfy { $0 == 0 } ? nil : Panels.pack([biases]) }
        inputs = Panels.pack(experiment.inputs)
        fixedPoints = layerSizes.indices.map { layer in Panels.pack(experiment.fixedPoints.map { $0.states[layer] }) }
    }
}
