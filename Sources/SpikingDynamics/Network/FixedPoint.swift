/// Where the real-valued network settles with its input clamped: s* (Eq. 3).
///
/// All layers update at once from the previous step's states, from zero states. The input layer, too, is 0
/// until step 1 sets it, so x acts on others from step 2.
public struct FixedPoint: Sendable, Equatable {
    /// [layer][unit]: the states after the last step.
    public let states: [[Double]]
    /// The largest change of any unit in the last step; infinite if there was none.
    public let residual: Double
    /// How many steps were made.
    public let steps: Int

    /// The largest residual of a network that has settled.
    public static let tolerance = 1e-9

    /// Whether the continuous network has settled; if not, errors against it say little.
    public var isSettled: Bool { residual <= Self.tolerance }

    /// The state of `network` after `steps` steps of size `epsilon` with `input` clamped to layer 0.
    ///
    /// - Throws: `InputPatternError` if `input` does not fit the input layer.
    public init(
        of network: LayeredNetwork, input: [Double], epsilon: Double = 0.5, steps: Int = 10_000
    ) throws(InputPatternError) {
        try network.check(input: input)
        self.init(
            of: network, Connections(of: network), checkedInput: input, epsilon: epsilon, steps: steps)
    }

    /// The same, with connections that several inputs share and an input that was checked before.
    init(
        of network: LayeredNetwork, _ connections: Connections, checkedInput input: [Double],
        epsilon: Double = 0.5, steps: Int = 10_000
    ) {
        var states = network.layerSizes.map { [Double](repeating: 0, count: $0) }
        var fromBelow = states
        var fromAbove = states
        var residual = Double.infinity
        for step in stride(from: 1, through: steps, by: 1) {
            for layer in 1..<states.count {
                // The input's own sum changes once, when step 2 is the first to see x.
                if layer > 1 || step <= 2 {
                    connections.upward[layer - 1].sumRows(
                        scaledBy: states[layer - 1], into: &fromBelow[layer])
                }
                if layer + 1 < states.count, let down = connections.downward[layer + 1] {
                    down.sumRows(scaledBy: states[layer + 1], into: &fromAbove[layer])
                }
            }
            residual = step == 1 ? input.reduce(0) { largerOrNaN($0, $1) } : 0
            states[0] = input
            for layer in 1..<states.count {
                for unit in states[layer].indices {
                    let v = fromBelow[layer][unit] + fromAbove[layer][unit]
                    let previous = states[layer][unit]
                    let s = clip(previous - epsilon * (previous - (v + network.biases[layer][unit])))
                    residual = largerOrNaN(residual, abs(s - previous))
                    states[layer][unit] = s
                }
            }
            // A step that changes nothing has the same effect for ever: the remaining ones are made.
            if residual == 0 && step > 1 { break }
        }
        self.states = states
        self.residual = residual
        self.steps = steps
    }
}

/// The larger of two numbers that are not negative, or NaN if either is.
private func largerOrNaN(_ first: Double, _ second: Double) -> Double {
    second <= first || first.isNaN ? first : second
}
