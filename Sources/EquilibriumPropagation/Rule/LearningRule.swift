/// How weights are learned by Equilibrium Propagation (section 4.2 of the paper): the phases of an update and its rates.
public struct LearningRule: Sendable, Hashable {
    /// Samples of an update, n.
    public var minibatchSize = 20
    /// Steps of the negative phase, from rest.
    public var negativeSteps = 20
    /// Steps from the negative phase's end to s+, with the output nudged, and as many to s- without.
    public var positiveSteps = 4
    /// Whether s- is where the negative phase has come after as many further steps as the positive phase has; otherwise
    /// it is where the positive phase began, and the contrast holds what the network still moved by itself.
    public var continuesNegativePhase = true
    public var beta = Beta()
    /// [layer - 1]: the learning rate of layer's biases and of the weights from below to it.
    public var rates = [0.1, 0.05]
    public var gradient = Gradient.twoSided

    /// The nudging factor: its size, and its sign from update to update.
    public struct Beta: Sendable, Hashable {
        public var size = 0.5
        public var hasRandomSign = true

        public init(size: Double = 0.5, hasRandomSign: Bool = true) {
            self.size = size
            self.hasRandomSign = hasRandomSign
        }
    }

    /// Which terms the weights between two layers that both move are changed by.
    public enum Gradient: String, Sendable, Hashable, CaseIterable {
        /// s-_lower Δ_upper + Δ_lower s-_upper: the energy's derivative, since weights are symmetric.
        case twoSided = "two-sided"
        /// s-_lower Δ_upper alone.
        case oneSided = "one-sided"
    }

    /// The paper's rule for one hidden layer.
    public static let paper = LearningRule()

    public init() {}

    /// Steps from rest to the end of the positive phase.
    public var steps: Int { negativeSteps + positiveSteps }
}
