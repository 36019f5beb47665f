import CSpikeKernels

/// A network, its inputs and their fixed points in the kernels' layouts, made once for an experiment.
///
/// `@unchecked Sendable`: `init` writes the buffers; after that they are only read.
final class PackedNetwork: @unchecked Sendable {
    let layerSizes: [Int]
    /// I: the columns of a trial: one for each input, or one if the inputs switch.
    let inputCount: Int
    /// For how many steps each input stays if the inputs switch, and how many there are.
    let switching: (every: Int, count: Int)?
    /// [layer k]: the weights from layer k up to layer k + 1.
    let upward: [PackedWeights]
    /// [layer k]: the weights from layer k down to layer k - 1; nil for layers that send nothing down.
    let downward: [PackedWeights?]
    /// [layer]: [P][U]; nil for a layer whose biases are all 0.
    let biases: [AlignedBuffer<Double>?]
    /// [input][P][U].
    let inputs: AlignedBuffer<Double>
    /// [layer]: [input][P][U], s* for each input.
    let fixedPoints: [AlignedBuffer<Double>]

    init(_ experiment: ConvergenceExperiment) {
        let network = experiment.network
        layerSizes = network.layerSizes
        inputCount = experiment.simulationCount
        switching = experiment.switchEvery.map { ($0, experiment.inputs.count) }
        upward = experiment.connections.upward.map(PackedWeights.init)
        downward = experiment.connections.downward.map { $0.map(PackedWeights.init) }
        biases = network.biases.map { biases in biases.allSatisfy { $0 == 0 } ? nil : Panels.pack([biases]) }
        inputs = Panels.pack(experiment.inputs)
        fixedPoints = layerSizes.indices.map { layer in Panels.pack(experiment.fixedPoints.map { $0.states[layer] }) }
    }

    /// The index of the input at `step`, from 1, if the inputs switch.
    func switchedInput(at step: Int) -> Int? { switching.map { (step - 1) / $0.every % $0.count } }

    /// Whether another input is clamped from `step` on than before.
    func switchesInput(before step: Int) -> Bool { switching.map { (step - 1) % $0.every == 0 } ?? false }

    /// The number of steps after step `step` that have one input; `most` at most.
    func stepsWithOneInput(after step: Int, most: Int) -> Int {
        switching.map { min(most, $0.every - step % $0.every) } ?? most
    }
}
