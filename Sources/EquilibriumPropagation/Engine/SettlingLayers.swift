import CSpikeKernels
import SpikingDynamics

/// The layers above the input of one sample that settles, in the fast engine; a place that takes one sample after the
/// other. The states in one stretch of memory, so that a moment can be kept and gone back to.
final class SettlingLayers {
    private let network: TrainableNetwork
    private let dynamics: SteppedDynamics
    /// [layer]: where its numbers begin: s, v, phi, phi2, N of each.
    private let offsets: [Int]
    private let padded: [Int]
    private let numbers: RealBuffer
    private let kept: RealBuffer
    /// [layer]: the units that fired at the last step, or whose state is not 0.
    private let lists: [UnsafeMutablePointer<UInt16>]
    private var listed: [Int]
    private let keptLists: [UnsafeMutablePointer<UInt16>]
    private var keptListed: [Int]
    /// [layer][N]: sums over the layer below (of the second layer up) and above.
    private let below: [RealBuffer]
    private let above: [RealBuffer]

    init(_ network: TrainableNetwork, _ dynamics: SteppedDynamics) {
        self.network = network
        self.dynamics = dynamics
        let precision = network.precision
        let padded = network.layerSizes.map(precision.padded)
        self.padded = padded
        var (offsets, total) = ([0], 0)
        for size in padded.dropFirst() {
            offsets.append(total)
            total += 4 * size
        }
        self.offsets = offsets
        numbers = RealBuffer(precision, count: total)
        kept = RealBuffer(precision, count: total)
        lists = padded.map { .allocate(capacity: $0) }
        keptLists = padded.map { .allocate(capacity: $0) }
        listed = padded.map { _ in 0 }
        keptListed = listed
        below = padded.map { RealBuffer(precision, count: $0) }
        above = padded.map { RealBuffer(precision, count: $0) }
    }

    deinit {
        for list in lists + keptLists { list.deallocate() }
    }

    /// [N]: the states of a layer above the input.
    func states(_ layer: Int) -> UnsafeMutableRawPointer { numbers.place(offsets[layer]) }

    func state(_ layer: Int, _ unit: Int) -> Double { numbers[offsets[layer] + unit] }

    /// How many units of a layer fired at the last step.
    func listedCount(_ layer: Int) -> Int { listed[layer] }

    /// A network at rest.
    func rest() {
        numbers.clear()
        for layer in listed.indices { listed[layer] = 0 }
    }

    /// Keeps this moment, for ``goBack()``.
    func keep() { copy(from: numbers, lists, listed, to: kept, keptLists, &keptListed) }

    func goBack() { copy(from: kept, keptLists, keptListed, to: numbers, lists, &listed) }

    private func copy(
        from numbers: RealBuffer, _ lists: [UnsafeMutablePointer<UInt16>], _ listed: [Int], to copy: RealBuffer,
        _ copies: [UnsafeMutablePointer<UInt16>], _ counts: inout [Int]
    ) {
        copy.copy(numbers.count, from: numbers.start)
        for layer in lists.indices { copies[layer].update(from: lists[layer], count: listed[layer]) }
        counts = listed
    }

    /// Step `t` (from 1): all layers at once, from what their neighbours sent at the step before.
    ///
    /// - Parameters:
    ///   - drive: [N] of layer 1: what the input gives it.
    ///   - nudge: [N] of the last layer; nil outside the positive phase.
    ///   - noise: the stochastic quantizer's draws.
    ///   - changes: [layer]: where not nil, takes the sum over units of |s' - s|.
    func step(
        _ t: Int, drive: UnsafeRawPointer, nudge: UnsafeRawPointer? = nil, noise: QuantizationNoise,
        changes: UnsafeMutablePointer<Double>? = nil
    ) {
        let last = padded.count - 1
        for layer in 1...last {
            if layer > 1 { sum(network.upward[layer - 1], from: layer - 1, into: below[layer]) }
            if layer < last, let down = network.downward[layer] { sum(down, from: layer + 1, into: above[layer]) }
        }
        var neurons = spike_neurons()
        neurons.epsilon = dynamics.epsilon[t - 1]
        neurons.lambda = dynamics.isBinary ? dynamics.lambda[t - 1] : 1
        neurons.quantizer = dynamics.quantizer.kernelValue
        neurons.noiseKey = noise.kernelKey
        neurons.trial = UInt32(truncatingIfNeeded: noise.trial)
        neurons.instance = UInt32(noise.instance)
        neurons.step = UInt32(t)
        for layer in 1...last {
            let first = states(layer)
            let stride = padded[layer] * network.precision.width
            neurons.units = network.layerSizes[layer]
            neurons.layer = UInt32(layer)
            neurons.lower = layer == 1 ? drive : UnsafeRawPointer(below[layer].start)
            neurons.upper = layer < last ? UnsafeRawPointer(above[layer].start) : nil
            neurons.bias = UnsafeRawPointer(network.biases[layer].start)
            neurons.nudge = layer == last ? nudge : nil
            neurons.s = first
            if dynamics.isBinary {
                neurons.v = first + stride
                neurons.phi = first + 2 * stride
                neurons.phi2 = first + 3 * stride
            }
            neurons.list = lists[layer]
            neurons.change = changes.map { $0 + layer }
            listed[layer] = network.precision.kernels.settle(&neurons)
        }
    }

    /// The sum over what a layer sent at the last step.
    private func sum(_ weights: PackedWeights, from layer: Int, into sums: RealBuffer) {
        var sum = spike_row_sum()
        sum.sources = weights.sources
        sum.targets = weights.targets
        sum.weights = UnsafeRawPointer(weights.numbers.start)
        sum.count = listed[layer]
        sum.list = UnsafePointer(lists[layer])
        sum.states = dynamics.isBinary ? nil : UnsafeRawPointer(states(layer))
        sum.sums = sums.start
        network.precision.kernels.sumRows(&sum)
    }
}
