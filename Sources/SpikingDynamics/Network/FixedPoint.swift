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

    /// How many steps are made where nothing else is asked for.
    public static let defaultSteps = 10_000

    /// Whether the continuous network has settled; if not, errors against it say little.
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

    /// The same, with connections that several inputs share and an input that was checked before.
    init(
        of network: LayeredNetwork, _ connections: Connections, checkedInput input: [Double],
        epsilon: Double = 0.5, steps: Int = defaultSteps
    ) {
        var continuous = ContinuousNetwork(network, connections, checkedInput: input)
        var residual = Double.infinity
        for step in stride(from: 1, through: steps, by: 1) {
            residual = continuous.step(epsilon: epsilon)
            // A step that changes nothing has the same effect for ever: the remaining ones are made.
            if residual == 0 && step > 1 { break }
        }
        states = continuous.states
        self.residual = residual
        self.steps = steps
    }
}
