/// A network whose neurons send bits of adaptive delta modulation: its reference simulation.
///
/// At each step all neurons update at once, each from the traces r of the *previous* step:
///
///     v = sum of weight times r, over the layer below, then the layer above
///     s = clip(s - epsilon (s - (v + b)), 0, 1)                 the input layer: s = x
///     f and r: as in ``AdaptiveDeltaModulation``
///
/// Before step 1, s is 0, and r is 0.5 for the input and 0 above. A receiver has a trace for each of its senders, so that
/// the sums are over all of them, not over those that fired.
struct AdaptiveDeltaNetwork: Sendable {
    private let connections: Connections
    private let modulation: AdaptiveDeltaModulation
    /// [layer][unit].
    private let biases: [[Double]]
    /// [unit]: x.
    private var input: [Double]
    /// [layer][unit].
    private var modulators: [[AdaptiveDeltaModulation.Modulator]]
    /// [layer]: the bits of the last step that were 1.
    private var upCounts: [Int]

    /// [layer][unit]: the activations s.
    private(set) var states: [[Double]]
    /// The number of steps made, which is t of the last step.
    private(set) var stepCount = 0

    /// A network at rest, with an input that has been checked clamped to layer 0 from step 1 on.
    init(
        _ network: LayeredNetwork, _ connections: Connections, checkedInput: [Double],
        modulation: AdaptiveDeltaModulation
    ) {
        self.connections = connections
        self.modulation = modulation
        biases = network.biases
        input = checkedInput
        modulators = network.layerSizes.enumerated().map { layer, size in
            let trace = AdaptiveDeltaModulation.Modulator.initialTrace(ofLayer: layer)
            return Array(repeating: AdaptiveDeltaModulation.Modulator(trace: trace), count: size)
        }
        upCounts = network.layerSizes.map { _ in 0 }
        states = network.layerSizes.map { Array(repeating: 0, count: $0) }
    }

    /// [layer][unit]: the traces r.
    var traces: [[Double]] { modulators.map { $0.map(\.trace) } }

    /// - Parameter epsilon: [layer]; that of the clamped layer is not used.
    mutating func step(epsilon: [Double]) {
        stepCount += 1
        let drives = drives(of: traces)
        states[0] = input
        for layer in states.indices.dropFirst() {
            for unit in states[layer].indices {
                let s = states[layer][unit]
                states[layer][unit] = clip(s - epsilon[layer] * (s - (drives[layer][unit] + biases[layer][unit])))
            }
        }
        for layer in states.indices {
            let constants = modulation.constants(ofLayer: layer)
            upCounts[layer] = 0
            for unit in states[layer].indices where modulators[layer][unit].send(states[layer][unit], constants) {
                upCounts[layer] += 1
            }
        }
    }

    /// [layer][unit]: v; the input's are 0.
    private func drives(of traces: [[Double]]) -> [[Double]] {
        traces.indices.map { layer in
            let zeros = [Double](repeating: 0, count: traces[layer].count)
            guard layer > 0 else { return zeros }
            var (fromBelow, fromAbove) = (zeros, zeros)
            connections.upward[layer - 1].sumRows(scaledBy: traces[layer - 1], into: &fromBelow)
            if layer + 1 < traces.count, let down = connections.downward[layer + 1] {
                down.sumRows(scaledBy: traces[layer + 1], into: &fromAbove)
            }
            return zip(fromBelow, fromAbove).map(+)
        }
    }
}

extension AdaptiveDeltaNetwork: SimulatedNetwork {
    mutating func advance(_ schedules: AnnealingSchedules) {
        step(epsilon: schedules.rates(at: stepCount + 1, layers: states.count).epsilon)
    }

    mutating func clamp(_ checkedInput: [Double], index: Int) { input = checkedInput }

    func upCount(ofLayer layer: Int) -> Int { upCounts[layer] }
}
