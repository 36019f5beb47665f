/// The real-valued twin: a network of neurons that send their states (Eq. 3), simulated step by step.
///
/// At each step all neurons update at once, each from the states of the *previous* step:
///
///     v = sum of weight times state, over the layer below, then the layer above
///     s = clip(s - epsilon (s - (v + b)), 0, 1)                 the input layer: s = x
///
/// The derivative of rho is 1 on the whole closed interval. The input layer, too, is 0 until step 1 sets it, so x
/// reaches the next layer at step 2.
public struct ContinuousNetwork: Sendable {
    private let connections: Connections
    private let biases: [[Double]]
    /// [unit]: x.
    private var input: [Double]
    /// The number of steps made with this input.
    private var stepsWithInput = 0
    /// [layer][unit]: the sum over the layer below, and over the layer above.
    private var fromBelow: [[Double]]
    private var fromAbove: [[Double]]

    /// [layer][unit]: the states s.
    public private(set) var states: [[Double]]
    /// The number of steps made, which is t of the last step.
    public private(set) var stepCount = 0

    /// A network at rest, with `input` clamped to layer 0 from step 1 on.
    ///
    /// - Throws: `InputPatternError` if `input` does not fit the input layer.
    public init(_ network: LayeredNetwork, input: [Double]) throws(InputPatternError) {
        try network.check(input: input)
        self.init(network, Connections(of: network), checkedInput: input)
    }

    /// The same, with connections that several simulations share, and an input that has already been checked.
    ///
    /// - Parameter states: [layer][unit], where the network starts; nil for a network at rest.
    package init(
        _ network: LayeredNetwork, _ connections: Connections, checkedInput: [Double], states: [[Double]]? = nil
    ) {
        self.connections = connections
        biases = network.biases
        input = checkedInput
        let zeros = network.layerSizes.map { [Double](repeating: 0, count: $0) }
        self.states = states ?? zeros
        fromBelow = zeros
        fromAbove = zeros
    }

    /// Clamps another input, which has been checked, from the next step on.
    mutating func clamp(_ checkedInput: [Double], index: Int) {
        input = checkedInput
        stepsWithInput = 0
    }

    /// Makes one step of size `epsilon`.
    ///
    /// - Parameters:
    ///   - epsilon: the step size.
    ///   - nudge: [unit] of the last layer: added to v at this step, as the bias is; nil for no nudge.
    /// - Returns: the largest change of any unit, or NaN if a state is NaN.
    @discardableResult
    public mutating func step(epsilon: Double, nudge: [Double]? = nil) -> Double {
        stepCount += 1
        stepsWithInput += 1
        sumSignals()
        var largestChange = stepCount == 1 ? input.reduce(0) { largerOrNaN($0, $1) } : 0
        states[0] = input
        for layer in 1..<states.count {
            let nudge = layer == states.count - 1 ? nudge : nil
            for unit in states[layer].indices {
                let v = fromBelow[layer][unit] + fromAbove[layer][unit]
                let previous = states[layer][unit]
                let pull = v + biases[layer][unit] + (nudge?[unit] ?? 0)
                let s = clip(previous - epsilon * (previous - pull))
                largestChange = largerOrNaN(largestChange, abs(s - previous))
                states[layer][unit] = s
            }
        }
        return largestChange
    }

    /// The two sums of each layer's v, from the previous step's states.
    private mutating func sumSignals() {
        for layer in 1..<states.count {
            // The sum over the input layer changes once: the second step with x is the first that sees it.
            if layer > 1 || stepsWithInput <= 2 {
                connections.upward[layer - 1].sumRows(scaledBy: states[layer - 1], into: &fromBelow[layer])
            }
            if layer + 1 < states.count, let down = connections.downward[layer + 1] {
                down.sumRows(scaledBy: states[layer + 1], into: &fromAbove[layer])
            }
        }
    }
}

/// The larger of two numbers that are not negative, or NaN if either is.
private func largerOrNaN(_ first: Double, _ second: Double) -> Double {
    second <= first || first.isNaN ? first : second
}
