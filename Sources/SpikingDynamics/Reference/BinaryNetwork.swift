/// A network of neurons that send only bits: the reference simulation of Eq. 14. Every faster one is tested against it.
///
/// At each step all neurons update at once, each from the bits q of the *previous* step:
///
///     u = sum of the weights from the neurons that fired        two sums: the layer below, then the layer above;
///                                                               each is exact and rounded once, where the
///                                                               weights allow it (``SignalSums``)
///     v = (1 - lambda) v + lambda u                             predictive decoder (Eq. 13); ``Decoder`` says of
///                                                               which step its lambda is
///     s = clip(s - epsilon (s - (v + b)), 0, 1)                 (Eq. 5); the input layer: s = x
///     a = (s - (1 - lambda) s_previous) / lambda                predictive encoder (Eq. 12)
///     q = quantizer(a)                                          sigma-delta: Eq. 11; a ``Quantizer/tracking`` neuron
///                                                               encodes s itself
///
/// Layers may have schedules of their own. Then epsilon is that of the layer that moves, and the encoder's lambda that of
/// the layer that sends. If two layers have different lambdas, a neuron keeps a v for each layer that sends to it, each
/// decoded with its sender's lambda:
///
///     v_below = (1 - lambda_below) v_below + lambda_below u_below
///     v_above = (1 - lambda_above) v_above + lambda_above u_above
///     v = v_below + v_above
///
/// With a ``SurpriseClock`` the schedules are read at tau, which starts again when the network is surprised; with an
/// oracle's clock it starts again with each input.
public struct BinaryNetwork: Sendable {
    private let connections: Connections
    private let quantizer: Quantizer
    private var noise: QuantizationNoise
    /// [unit]: x.
    private var input: [Double]
    /// Whether the next step is the first with this input.
    private var isInputNew = true
    /// [layer][unit].
    private var neurons: [[Neuron]]
    /// [layer][unit]: the sum over the layer below, and over the layer above; u is the first plus the second.
    private var fromBelow: [[Double]]
    private var fromAbove: [[Double]]
    /// [layer]: the number of neurons that fired at the last step.
    private var spikeCounts: [Int]
    /// [layer][unit]: the neurons that fired, ascending, in the first `spikeCounts[layer]` elements.
    private var fired: [[Int]]

    /// The number of steps made, which is t of the last step.
    public private(set) var stepCount = 0

    /// The time of a clock that is not that of the steps.
    private(set) var time = ClockState()
    /// The surprise of the last step: the sum over the neurons above the input.
    private var surprise = 0.0

    /// A network at rest, with `input` clamped to layer 0 from step 1 on. Only the stochastic quantizer uses `noise`.
    ///
    /// - Throws: `InputPatternError` if `input` does not fit the input layer.
    public init(
        _ network: LayeredNetwork, input: [Double], quantizer: Quantizer = .sigmaDelta,
        noise: QuantizationNoise = QuantizationNoise(seed: 0, trial: 0)
    ) throws(InputPatternError) {
        try network.check(input: input)
        self.init(network, Connections(of: network), checkedInput: input, quantizer: quantizer, noise: noise)
    }

    /// The same, with connections that several simulations share, and an input that has already been checked.
    package init(
        _ network: LayeredNetwork, _ connections: Connections, checkedInput: [Double],
        quantizer: Quantizer, noise: QuantizationNoise
    ) {
        self.connections = connections
        self.quantizer = quantizer
        self.noise = noise
        input = checkedInput
        neurons = network.biases.map { $0.map { Neuron(bias: $0) } }
        fromBelow = network.layerSizes.map { [Double](repeating: 0, count: $0) }
        fromAbove = fromBelow
        spikeCounts = network.layerSizes.map { _ in 0 }
        fired = network.layerSizes.map { [Int](repeating: 0, count: $0) }
    }

    /// Clamps another input, which has been checked, from the next step on.
    ///
    /// - Parameter index: the index of the input, for the draws of the stochastic quantizer.
    mutating func clamp(_ checkedInput: [Double], index: Int) {
        input = checkedInput
        noise.input = index
        isInputNew = true
    }

    /// Makes the next step of these schedules. The caller has checked that they are legal.
    ///
    /// - Parameters:
    ///   - schedules: of the network, read at the clock's time.
    ///   - nudge: as below.
    public mutating func step(_ schedules: AnnealingSchedules, nudge: [Double]? = nil) {
        guard schedules.clock != .steps else {
            return step(schedules.rates(at: stepCount + 1, layers: neurons.count), nudge: nudge)
        }
        if isInputNew { time.switchInput(schedules.clock) }
        step(schedules.rates(at: time, layers: neurons.count), nudge: nudge)
        time.advance(schedules.clock, surprise: surprise / Double(neurons.dropFirst().reduce(0) { $0 + $1.count }))
    }

    /// Makes one step of Eq. 14 with these values of the two schedules in all layers.
    public mutating func step(epsilon: Double, lambda: Double, nudge: [Double]? = nil) {
        step(StepRates(epsilon: epsilon, lambda: lambda, layers: neurons.count), nudge: nudge)
    }

    /// Makes one step with these values of the schedules. The caller has checked that they are legal. One run has one way
    /// to decode.
    ///
    /// - Parameters:
    ///   - rates: epsilon and lambda of the layers at this step.
    ///   - nudge: [unit] of the last layer: added to v at this step, as the bias is. Like the bias, it does not enter
    ///     the decoder's memory. Nil for no nudge.
    public mutating func step(_ rates: StepRates, nudge: [Double]? = nil) {
        stepCount += 1
        for layer in 1..<neurons.count { sumSignals(to: layer) }
        encodeInput(lambda: rates.lambda[0])
        surprise = 0
        for layer in 1..<neurons.count {
            update(layer, rates, nudge: layer == neurons.count - 1 ? nudge : nil)
        }
    }

    /// The two sums of a layer's u, from the previous step's bits.
    private mutating func sumSignals(to layer: Int) {
        connections.upward[layer - 1].sumRows(firedUnits(layer - 1), into: &fromBelow[layer])
        if layer + 1 < neurons.count, let down = connections.downward[layer + 1] {
            down.sumRows(firedUnits(layer + 1), into: &fromAbove[layer])
        }
    }

    /// Encodes the clamped layer, which is at rest before step 1.
    private mutating func encodeInput(lambda: Double) {
        var neurons = self.neurons[0].mutableSpan
        var fired = self.fired[0].mutableSpan
        var spikeCount = 0
        for unit in input.indices {
            let previous = isInputNew ? neurons[unit].state : nil
            neurons[unit].state = input[unit]
            let fires = quantizer.sendsClamped(
                input[unit], previous: previous, lambda: lambda, memory: &neurons[unit].memory,
                uniform: noise.uniform(unit: unit, layer: 0, step: stepCount))
            fired[spikeCount] = unit
            spikeCount += fires ? 1 : 0
        }
        spikeCounts[0] = spikeCount
        isInputNew = false
    }

    /// Updates all neurons of one layer above the input.
    private mutating func update(_ layer: Int, _ rates: StepRates, nudge: [Double]?) {
        let (epsilon, lambda, decoding) = (rates.epsilon[layer], rates.lambda[layer], rates.decoding[layer - 1])
        // The last layer has one sender.
        let decodingAbove = rates.decodesBySender && layer + 1 < neurons.count ? rates.decoding[layer + 1] : nil
        var neurons = self.neurons[layer].mutableSpan
        var fired = self.fired[layer].mutableSpan
        let (fromBelow, fromAbove) = (self.fromBelow[layer], self.fromAbove[layer])
        var spikeCount = 0
        var surprise = LaneSum()
        for unit in neurons.indices {
            let nudge = nudge?[unit] ?? 0
            let previous =
                if let decodingAbove {
                    neurons[unit].step(
                        below: (fromBelow[unit], decoding), above: (fromAbove[unit], decodingAbove), nudge: nudge,
                        epsilon: epsilon)
                } else {
                    neurons[unit].step(
                        drive: fromBelow[unit] + fromAbove[unit], nudge: nudge, epsilon: epsilon, decoding: decoding)
                }
            surprise.add(neurons[unit].surprise(previous: previous))
            let fires = quantizer.sends(
                neurons[unit].state, previous: previous, lambda: lambda, memory: &neurons[unit].memory,
                uniform: noise.uniform(unit: unit, layer: layer, step: stepCount))
            fired[spikeCount] = unit  // overwritten by the next unit if this one does not fire
            spikeCount += fires ? 1 : 0
        }
        spikeCounts[layer] = spikeCount
        self.surprise += surprise.total
    }
}

extension BinaryNetwork {
    /// [unit]: the neurons of one layer.
    func neurons(_ layer: Int) -> [Neuron] { neurons[layer] }

    /// The units of a layer that fired at the last step, ascending.
    public func firedUnits(_ layer: Int) -> ArraySlice<Int> {
        fired[layer][..<spikeCounts[layer]]
    }

    /// [layer][unit]: the activations s.
    public var states: [[Double]] { neurons.map { $0.map(\.state) } }

    /// [layer][unit]: the decoded drives v; the input's are 0.
    public var decodedDrives: [[Double]] { neurons.map { $0.map { $0.decoded + $0.decodedFromAbove } } }

    /// [layer][unit]: the bits q of the last step.
    public var signals: [[Bool]] {
        neurons.indices.map { layer in
            var bits = [Bool](repeating: false, count: neurons[layer].count)
            for unit in firedUnits(layer) { bits[unit] = true }
            return bits
        }
    }

    /// The first neuron whose state or memory is not finite; nil if there is none.
    var firstNonFiniteUnit: (layer: Int, unit: Int)? {
        for (layer, neurons) in neurons.enumerated() {
            if let unit = neurons.firstIndex(where: { !$0.isFinite }) { return (layer, unit) }
        }
        return nil
    }
}
