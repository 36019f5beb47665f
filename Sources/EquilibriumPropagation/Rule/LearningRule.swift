/// The settings of learning by Equilibrium Propagation (section 4.2 of the paper): the phases of an update and its
/// rates.
public struct LearningRule: Sendable, Hashable {
    /// Samples of an update, n.
    public var minibatchSize = 20
    /// Steps of the negative phase, from rest.
    public var negativeSteps = 20
    /// Steps from the end of the negative phase to s+, with the output nudged. Without the nudge, the same number of
    /// steps leads to s-.
    public var positiveSteps = 4
    /// Whether the negative phase goes on for as many steps as the positive phase has, and s- is its last state.
    /// Otherwise s- is the state at which the positive phase began, and the contrast includes the movement of a network
    /// that had not yet settled.
    public var continuesNegativePhase = true
    /// The nudging factor of the positive phase.
    public var beta = Beta()
    /// [layer - 1]: the learning rate of the layer's biases and of the weights to it from the layer below.
    public var rates = [0.1, 0.05]
    /// The terms of the weight change.
    public var gradient = Gradient.twoSided

    /// The nudging factor: its size, and whether each update draws its sign.
    public struct Beta: Sendable, Hashable {
        ///
        /// beta
        /// , above 0.
        public var size = 0.5
        /// Whether each update draws the sign of beta; otherwise beta is positive.
        public var hasRandomSign = true

        /// A nudging factor; by default the paper's.
        public init(size: Double = 0.5, hasRandomSign: Bool = true) {
            self.size = size
            self.hasRandomSign = hasRandomSign
        }
    }

    /// The terms of the weight change between two layers that both move.
    public enum Gradient: String, Sendable, Hashable, CaseIterable {
        /// s-_lower Δ_upper + Δ_lower s-_upper: the derivative of the energy, since weights are symmetric.
        case twoSided = "two-sided"
        /// s-_lower Δ_upper alone.
        case oneSided = "one-sided"
    }

    /// The paper's rule for one hidden layer.
    public static let paper = LearningRule()

    /// The paper's rule for one hidden layer; see ``paper``.
    public init() {}

    /// Steps from rest to the end of the positive phase.
    public var steps: Int { negativeSteps + positiveSteps }
}
