/// Where the real-valued network settles with its input clamped: s* (Eq. 3).
///
/// The network starts from zero states, and all layers update at once from the states of the previous step. The input
/// layer, too, is 0 until step 1 sets it, so x reaches the next layer at step 2.
public struct FixedPoint: Sendable, Equatable {
    /// [layer][unit]: the states after the last step.
    public let states: [[Double]]
    /// The largest change of any unit in the last step; infinite if no step was made.
    public let residual: Double
    /// The number of steps made.
    public let steps: Int

    /// The largest residual of a network that has settled.
    public static let tolerance = 1e-9

    /// The number of steps by default.
    public static let defaultSteps = 10_000

    /// Whether the continuous network has settled. If it has not, errors against it mean little.
    public var isSettled: Bool { residual <= Self.tolerance }

    /// The state of `network` after `steps` steps of size `epsilon` with `input` clamped to layer 0.
    ///
    /// - Throws: `InputPatternError` if `input` does not fit the input layer.
    public init(
        of network: LayeredNetwork, input: [Double], epsilon: Double = 0.5, steps: Int = defaultSteps
    ) throws(InputPatternError) {
        try network.check(input: input)
        self.init(
            of: network, Connections(of: network), checkedInput: input, epsilon: epsilon, steps: steps)
    }

    /// The same, with connections that several inputs share, and an input that has already been checked.
    ///
    /// - Parameters:
    ///   - states: [layer][unit], where the network starts; nil for zero states.
    ///   - tolerance: the residual at which the network stops before its last step.
    ///   - shouldContinue: called before each step. Where it returns false the states are not the fixed point.
    init(
        of network: LayeredNetwork, _ connections: Connections, checkedInput input: [Double],
        from states: [[Double]]? = nil, epsilon: Double = 0.5, steps: Int = defaultSteps, tolerance: Double = 0,
        shouldContinue: (_ step: Int) -> Bool = { _ in true }
    ) {
        var continuous = ContinuousNetwork(network, connections, checkedInput: input, states: states)
        var residual = Double.infinity
        for step in stride(from: 1, through: steps, by: 1) {
            guard shouldContinue(step) else { break }
            residual = continuous.step(epsilon: epsilon)
            // After a step without a change, all further steps change nothing either.
            if residual <= tolerance && step > 1 { break }
        }
        self.states = continuous.states
        self.residual = residual
        self.steps = steps
    }
}
