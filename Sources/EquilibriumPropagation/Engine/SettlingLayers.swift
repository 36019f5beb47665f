import CSpikeKernels
import SpikingDynamics

/// The layers above the input while one sample settles, in the fast engine. The memory is reused from sample to sample.
///
/// The arguments of the kernels are prepared once; only a few fields change from step to step.
final class SettlingLayers {
    private let dynamics: SteppedDynamics
    private let kernels: TrainingKernels
    private let last: Int
    /// [layer]: the index at which the layer's numbers begin: s, v, phi and phi2, N of each.
    private let offsets: [Int]
    private let numbers: RealBuffer
    /// [layer]: the units that sent something at the last step, and their number. These are the units that fired or, in
    /// a continuous network, those whose state is not 0.
    private let lists: [UnsafeMutablePointer<UInt16>]
    private let listed: UnsafeMutablePointer<Int>
    /// [layer][N]: the sums over the layer below, from layer 2 on, and over the layer above.
    private let below: [RealBuffer]
    private let above: [RealBuffer]
    /// [layer]: the arguments of the next step, and of the sums that it needs.
    private let steps: UnsafeMutablePointer<spike_neurons>
    private let sumsBelow: UnsafeMutablePointer<spike_row_sum>
    private let sumsAbove: UnsafeMutablePointer<spike_row_sum>

    init(_ network: TrainableNetwork, _ dynamics: SteppedDynamics) {
        self.dynamics = dynamics
        let precision = network.precision
        kernels = precision.kernels
        let padded = network.layerSizes.map(precision.padded)
        last = padded.count - 1
        var (offsets, total) = ([0], 0)
        for size in padded.dropFirst() {
            offsets.append(total)
            total += 4 * size
        }
        self.offsets = offsets
        numbers = RealBuffer(precision, count: total)
        lists = padded.map { .allocate(capacity: $0) }
        listed = .allocate(capacity: padded.count)
        listed.initialize(repeating: 0, count: padded.count)
        below = padded.map { RealBuffer(precision, count: $0) }
        above = padded.map { RealBuffer(precision, count: $0) }
        steps = .allocate(capacity: padded.count)
        steps.initialize(repeating: spike_neurons(), count: padded.count)
        sumsBelow = .allocate(capacity: padded.count)
        sumsBelow.initialize(repeating: spike_row_sum(), count: padded.count)
        sumsAbove = .allocate(capacity: padded.count)
        sumsAbove.initialize(repeating: spike_row_sum(), count: padded.count)
        for layer in 1...last {
            if layer > 1 {
                sumsBelow[layer] = sum(network.upward[layer - 1], from: layer - 1, into: below[layer])
            }
            if layer < last, let downward = network.downward[layer] {
                sumsAbove[layer] = sum(downward, from: layer + 1, into: above[layer])
            }
            steps[layer] = step(of: layer, in: network, padded: padded[layer])
        }
    }

    deinit {
        for list in lists { list.deallocate() }
        listed.deallocate()
        steps.deallocate()
        sumsBelow.deallocate()
        sumsAbove.deallocate()
    }

    /// [N]: the states of a layer above the input.
    func states(_ layer: Int) -> UnsafeMutableRawPointer { numbers.place(offsets[layer]) }

    func state(_ layer: Int, _ unit: Int) -> Double { numbers[offsets[layer] + unit] }

    /// The number of units of a layer that sent something at the last step.
    func listedCount(_ layer: Int) -> Int { listed[layer] }

    /// Puts all layers at rest.
    func rest() {
        numbers.clear()
        listed.update(repeating: 0, count: last + 1)
    }

    /// Copies the state of other layers of the same network.
    func take(_ others: SettlingLayers) {
        numbers.copy(numbers.count, from: others.numbers.start)
        listed.update(from: others.listed, count: last + 1)
        for layer in 1...last { lists[layer].update(from: others.lists[layer], count: listed[layer]) }
    }

    /// Makes step `t` (from 1). All layers update at once, from the signals of the step before.
    ///
    /// - Parameters:
    ///   - drive: [N] of layer 1: the drive from the input.
    ///   - nudge: [N] of the last layer; nil outside the positive phase.
    ///   - noise: the stochastic quantizer's draws.
    ///   - changes: [layer]: if not nil, the sum over units of |s' - s| is written here.
    func step(
        _ t: Int, drive: UnsafeRawPointer, nudge: UnsafeRawPointer? = nil, noise: QuantizationNoise,
        changes: UnsafeMutablePointer<Double>? = nil
    ) {
        for layer in 1...last {
            if layer > 1 { make(sumsBelow + layer, from: layer - 1) }
            if layer < last { make(sumsAbove + layer, from: layer + 1) }
        }
        steps[1].lower = drive
        steps[last].nudge = nudge
        let epsilon = dynamics.epsilon[t - 1]
        let lambda = dynamics.isBinary ? dynamics.lambda[t - 1] : 1
        for layer in 1...last {
            let step = steps + layer
            step.pointee.epsilon = epsilon
            step.pointee.lambda = lambda
            step.pointee.noiseKey = noise.kernelKey
            step.pointee.trial = UInt32(truncatingIfNeeded: noise.trial)
            step.pointee.input = UInt32(noise.input)
            step.pointee.step = UInt32(t)
            step.pointee.change = changes.map { $0 + layer }
            listed[layer] = kernels.stepNeurons(step)
        }
    }

    /// Computes the sum over the signals of a layer at the last step.
    private func make(_ sum: UnsafeMutablePointer<spike_row_sum>, from layer: Int) {
        sum.pointee.count = listed[layer]
        kernels.sumRows(sum)
    }

    /// The arguments of the sum over the signals of a layer.
    private func sum(_ weights: PackedWeights, from layer: Int, into sums: RealBuffer) -> spike_row_sum {
        var sum = spike_row_sum()
        sum.sources = weights.sources
        sum.targets = weights.targets
        sum.weights = UnsafeRawPointer(weights.numbers.start)
        sum.list = UnsafePointer(lists[layer])
        sum.states = dynamics.isBinary ? nil : UnsafeRawPointer(states(layer))
        sum.sums = sums.start
        return sum
    }

    /// The arguments of a layer's step that are the same at every step.
    private func step(of layer: Int, in network: TrainableNetwork, padded: Int) -> spike_neurons {
        var step = spike_neurons()
        step.units = network.layerSizes[layer]
        step.layer = UInt32(layer)
        step.quantizer = dynamics.quantizer.kernelValue
        step.lower = layer == 1 ? nil : UnsafeRawPointer(below[layer].start)
        step.upper = layer < last ? UnsafeRawPointer(above[layer].start) : nil
        step.bias = UnsafeRawPointer(network.biases[layer].start)
        let first = states(layer)
        let stride = padded * network.precision.width
        step.s = first
        if dynamics.isBinary {
            step.v = first + stride
            step.phi = first + 2 * stride
            step.phi2 = first + 3 * stride
        }
        step.list = lists[layer]
        return step
    }
}
