import CSpikeKernels

/// A network, its inputs and their fixed points in the kernels' layouts, made once for an experiment.
///
/// `@unchecked Sendable`: `init` writes the buffers; after that they are only read.
final class PackedNetwork: @unchecked Sendable {
    let layerSizes: [Int]
    /// I: the number of inputs.
    let inputCount: Int
    /// [layer k]: the weights from layer k up to layer k + 1, [P of targets][32 W of sources][U].
    let upward: [AlignedBuffer<Double>]
    /// [layer k]: the weights from layer k down to layer k - 1, in the same layout; nil for layers
    /// that send nothing down.
    let downward: [AlignedBuffer<Double>?]
    /// [layer]: [P][U].
    let biases: [AlignedBuffer<Double>]
    /// [P][I][U].
    let inputs: AlignedBuffer<Double>
    /// [layer]: [P][I][U], s* for each input.
    let fixedPoints: [AlignedBuffer<Double>]

    init(_ experiment: ConvergenceExperiment) {
        let network = experiment.network
        let sizes = network.layerSizes
        layerSizes = sizes
        inputCount = experiment.inputs.count
        upward = network.weights.enumerated().map { layer, weights in
            Self.pack(weights, sources: sizes[layer], stride: sizes[layer + 1], targets: sizes[layer + 1], stride: 1)
        }
        downward = sizes.indices.map { layer in
            layer < 2
                ? nil
                : Self.pack(
                    network.weights[layer - 1], sources: sizes[layer], stride: 1, targets: sizes[layer - 1],
                    stride: sizes[layer])
        }
        biases = network.biases.map { Panels.pack([$0]) }
        inputs = Panels.pack(experiment.inputs)
        fixedPoints = sizes.indices.map { layer in Panels.pack(experiment.fixedPoints.map { $0.states[layer] }) }
    }

    private static func pack(
        _ weights: [Double], sources: Int, stride sourceStride: Int, targets: Int, stride targetStride: Int
    ) -> AlignedBuffer<Double> {
        let buffer = AlignedBuffer<Double>(count: spike_packed_count_f64(sources, targets))
        spike_pack_f64(weights, sources, sourceStride, targets, targetStride, buffer.pointer)
        return buffer
    }
}
