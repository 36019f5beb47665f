import CSpikeKernels
import SpikingDynamics

/// The layers above the input while one sample settles, in the fast engine. The memory is reused from sample to sample.
final class SettlingLayers {
    private let dynamics: SteppedDynamics
    private let kernels: TrainingKernels
    private let last: Int
    /// The numbers of all layers: s, v, phi and phi2, the v of the layer above where it has its own, then the sums over
    /// the layers below and above, N of each.
    private let numbers: RealBuffer
    /// How many of the numbers are a layer's states and memories, for each layer in turn.
    private let memories: [Range<Int>]
    private let zeros: RealBuffer
    private let nudge: RealBuffer
    /// [layer above the input]: epsilon, then the lambdas of the encoder and of the decoders, of all steps.
    private let rates: [UnsafeMutablePointer<Double>]
    private let layers: UnsafeMutablePointer<spike_layer>
    /// The arguments of the next steps.
    private var call = spike_settling()

    init(_ network: TrainableNetwork, _ dynamics: SteppedDynamics) {
        self.dynamics = dynamics
        let precision = network.precision
        kernels = precision.kernels
        let padded = network.layerSizes.map(precision.padded)
        last = padded.count - 1
        // The rows of states and memories of a layer.
        let kept = dynamics.decodesBySender ? 5 : 4
        numbers = RealBuffer(precision, count: (kept + 2) * padded.dropFirst().reduce(0, +))
        zeros = RealBuffer(precision, count: padded.dropFirst().max() ?? 0)
        nudge = RealBuffer(precision, count: padded[last])
        rates = dynamics.layers.map {
            Self.copy($0.epsilon + $0.lambda + $0.lowerDecoding + $0.upperDecoding)
        }
        layers = .allocate(capacity: last)
        layers.initialize(repeating: spike_layer(), count: last)
        var (memories, start): ([Range<Int>], Int) = ([], 0)
        for layer in 1...last {
            let width = padded[layer]
            let place = { [numbers] (row: Int) in numbers.place(start + row * width) }
            var own = spike_layer()
            own.units = network.layerSizes[layer]
            own.upward = UnsafeRawPointer(network.upward[layer - 1].numbers.start)
            own.downward = layer < last ? (network.downward[layer]?.numbers.start).map { UnsafeRawPointer($0) } : nil
            own.bias = UnsafeRawPointer(network.biases[layer].start)
            (own.s, own.v, own.phi, own.phi2) = (place(0), place(1), place(2), place(3))
            if dynamics.decodesBySender && layer < last { own.upperV = place(4) }
            (own.lower, own.upper) = (place(kept), place(kept + 1))
            let rates = UnsafePointer(rates[layer - 1])
            own.epsilon = rates
            if dynamics.isBinary {
                own.lambda = rates + dynamics.steps
                own.lowerDecoding = rates + 2 * dynamics.steps
                own.upperDecoding = rates + 3 * dynamics.steps
            }
            own.list = .allocate(capacity: width)
            layers[layer - 1] = own
            memories.append(start..<start + (dynamics.isBinary ? kept : 1) * width)
            start += (kept + 2) * width
        }
        self.memories = memories
        call.count = last
        call.layers = layers
        call.isBinary = dynamics.isBinary
        call.quantizer = dynamics.quantizer.kernelValue
        call.zeros = UnsafeRawPointer(zeros.start)
        call.nudge = nudge.start
    }

    deinit {
        for layer in 0..<last { layers[layer].list.deallocate() }
        layers.deallocate()
        for numbers in rates { numbers.deallocate() }
    }

    /// [N]: the states of a layer above the input.
    func states(_ layer: Int) -> UnsafeMutableRawPointer { layers[layer - 1].s }

    func state(_ layer: Int, _ unit: Int) -> Double { numbers[memories[layer - 1].lowerBound + unit] }

    /// The spikes of a layer since it was at rest; 0 for a continuous network.
    func spikes(_ layer: Int) -> Int { Int(layers[layer - 1].spikes) }

    /// The sum over a layer's units of |s' - s| at the last step that was measured.
    func change(_ layer: Int) -> Double { layers[layer - 1].change }

    /// Puts all layers at rest.
    func rest() {
        for (layer, range) in memories.enumerated() {
            numbers.clear(range)
            layers[layer].listed = 0
            layers[layer].spikes = 0
        }
    }

    /// Copies the state of other layers of the same network.
    func take(_ others: SettlingLayers) {
        for (layer, range) in memories.enumerated() {
            numbers.copy(range.count, from: others.numbers.place(range.lowerBound), to: range.lowerBound)
            layers[layer].listed = others.layers[layer].listed
            layers[layer].list.update(from: others.layers[layer].list, count: others.layers[layer].listed)
        }
    }

    /// Makes some steps (from 1). All layers update at once, from the signals of the step before.
    ///
    /// - Parameters:
    ///   - drive: the drive from the input, as `spike_settling` has it.
    ///   - nudge: in the positive phase: the strength 2 beta, and the output unit whose target is 1.
    ///   - noise: the stochastic quantizer's draws.
    ///   - measures: whether the change of the last step is measured.
    func step(
        _ steps: ClosedRange<Int>, drive: UnsafeRawPointer, nudge: (strength: Double, target: Int)? = nil,
        noise: QuantizationNoise, measures: Bool = false
    ) {
        (call.from, call.through) = (UInt32(steps.lowerBound), UInt32(steps.upperBound))
        call.drive = drive
        (call.strength, call.target) = (nudge?.strength ?? 0, nudge?.target ?? 0)
        call.measures = measures
        call.noiseKey = noise.kernelKey
        call.trial = UInt32(truncatingIfNeeded: noise.trial)
        call.input = UInt32(noise.input)
        kernels.settle(&call)
    }

    private static func copy(_ numbers: [Double]) -> UnsafeMutablePointer<Double> {
        let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(1, numbers.count))
        for (index, number) in numbers.enumerated() { (memory + index).initialize(to: number) }
        return memory
    }
}
