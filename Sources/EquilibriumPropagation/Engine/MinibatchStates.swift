/// The states that an update contrasts, and the inputs of their samples.
final class MinibatchStates {
    let size: Int
    /// [sample].
    let inputs: [SampleInput]
    /// [level]: the state of a pixel of this level.
    let stateOfLevel: RealBuffer
    /// [layer][sample][N] each; empty for the input layer.
    let negative: [RealBuffer]
    let positive: [RealBuffer]
    /// s+ - s-.
    let change: [RealBuffer]
    private let widths: [Int]

    init(_ network: TrainableNetwork, _ dynamics: SteppedDynamics, size: Int, stateOfLevel: RealBuffer) {
        let precision = network.precision
        self.size = size
        self.stateOfLevel = stateOfLevel
        inputs = (0..<size).map { _ in dynamics.makeInput(network) }
        let widths = network.layerSizes.enumerated().map { $0 == 0 ? 0 : precision.padded($1) }
        self.widths = widths
        let buffers = { widths.map { RealBuffer(precision, count: size * $0) } }
        (negative, positive, change) = (buffers(), buffers(), buffers())
    }

    /// [N]: the states of one layer and one sample.
    func row(_ buffers: [RealBuffer], _ layer: Int, _ sample: Int) -> UnsafeMutableRawPointer {
        buffers[layer].place(sample * widths[layer])
    }

    /// Copies the states of a sample at the end of a phase.
    func take(_ layers: SettlingLayers, into buffers: [RealBuffer], sample: Int) {
        for layer in widths.indices.dropFirst() {
            buffers[layer].copy(widths[layer], from: layers.states(layer), to: sample * widths[layer])
        }
    }
}
