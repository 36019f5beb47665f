import Randomness
import SpikingDynamics

/// Equilibrium Propagation as section 4.2 states it, one sample after the other, in float64. The fast engine is tested
/// against it.
///
/// In an update each sample settles from rest (the negative phase). From there it goes on twice: with the output nudged
/// towards the target, which gives s+, and without, which gives s-. With n samples, rates eta and Δ = s+ - s-:
///
///     dW_k = eta / beta * mean over samples ( s-_k^T Δ_(k+1) + Δ_k^T s-_(k+1) )          Eq. 4
///     db_k = eta / beta * mean over samples Δ_k
///
/// Δ of the clamped input is 0.
public struct ReferenceTrainer: Sendable {
    /// The network with its present weights.
    public private(set) var network: LayeredNetwork
    /// How the network moves in both phases.
    public let dynamics: NetworkDynamics
    /// The phases of an update and its rates.
    public let rule: LearningRule
    /// Draws the weights, then the sign of beta at each update.
    private var generator: MersenneTwister
    private let seed: UInt32
    /// The number of samples learned from so far.
    private var visits = 0

    /// The states that an update contrasts, [sample][layer][unit].
    public struct Update: Sendable {
        /// s-, from which the contrast is taken.
        public let negative: [[[Double]]]
        /// s+, at the end of the phase with the output nudged.
        public let positive: [[[Double]]]
        /// [layer]: spikes of the negative phase, over all samples; 0 for a continuous network.
        public let spikes: [Int]
    }

    /// A network with Glorot-uniform weights of `seed`, before its first update.
    ///
    /// - Throws: `LayeredNetworkError`, `LearningRuleError`.
    public init(layerSizes: [Int], dynamics: NetworkDynamics, rule: LearningRule = .paper, seed: UInt32) throws {
        try rule.check(layerSizes: layerSizes, precision: .float64)
        generator = MersenneTwister(seed: seed)
        network = try LayeredNetwork.glorotUniform(layerSizes: layerSizes, from: &generator)
        self.dynamics = dynamics
        self.rule = rule
        self.seed = seed
    }

    /// Learns from one minibatch.
    ///
    /// - Parameters:
    ///   - inputs: [sample][unit] of layer 0, each in [0, 1].
    ///   - labels: [sample]: the output unit whose target is 1.
    @discardableResult
    public mutating func update(inputs: [[Double]], labels: [Int]) throws -> Update {
        let beta = rule.beta.size * (rule.beta.hasRandomSign ? Double(generator.sign()) : 1)
        let connections = Connections(of: network)
        var (negative, positive): ([[[Double]]], [[[Double]]]) = ([], [])
        var spikes = network.layerSizes.map { _ in 0 }
        for (input, label) in zip(inputs, labels) {
            try network.check(input: input)
            let noise = QuantizationNoise(seed: UInt64(seed), trial: visits)
            visits += 1
            var settling = SettlingSample(network, connections, input: input, dynamics: dynamics, noise: noise)
            for _ in 0..<rule.negativeSteps {
                settling.step()
                for layer in spikes.indices { spikes[layer] += settling.spikeCount(layer) }
            }
            var (nudged, free) = (settling, settling)
            for _ in 0..<rule.positiveSteps {
                // The nudge, or weak clamping (section 2.2), is 2 beta (y - s): the derivative of -beta C, where C is
                // the squared distance of the output from the target.
                let output = nudged.states[network.layerSizes.count - 1]
                nudged.step(nudge: output.enumerated().map { 2 * beta * (($0 == label ? 1 : 0) - $1) })
                if rule.continuesNegativePhase { free.step() }
            }
            negative.append(free.states)
            positive.append(nudged.states)
        }
        try learn(negative, positive, beta: beta)
        return Update(negative: negative, positive: positive, spikes: spikes)
    }

    /// The contrastive weight update, Eq. 4. The energy contains -w_ij s_i s_j, so weights grow with the products.
    private mutating func learn(_ negative: [[[Double]]], _ positive: [[[Double]]], beta: Double) throws {
        var (weights, biases) = (network.weights, network.biases)
        let sizes = network.layerSizes
        let count = Double(negative.count)
        for layer in 0..<sizes.count - 1 {
            let rate = rule.rates[layer]
            for (minus, plus) in zip(negative, positive) {
                let (lower, upper) = (minus[layer], minus[layer + 1])
                let lowerChange = zip(plus[layer], lower).map { $0 - $1 }
                let upperChange = zip(plus[layer + 1], upper).map { $0 - $1 }
                for i in 0..<sizes[layer] where lower[i] != 0 || lowerChange[i] != 0 {
                    for j in 0..<sizes[layer + 1] {
                        let backward = rule.gradient == .twoSided ? lowerChange[i] * upper[j] : 0
                        weights[layer][i * sizes[layer + 1] + j] +=
                            rate / beta * (lower[i] * upperChange[j] + backward) / count
                    }
                }
                for j in 0..<sizes[layer + 1] { biases[layer + 1][j] += rate / beta * upperChange[j] / count }
            }
        }
        network = try LayeredNetwork(layerSizes: sizes, weights: weights, biases: biases)
    }

    /// The output unit with the largest state after the negative phase. Of equal units, the first one is taken.
    ///
    /// - Parameters:
    ///   - input: [unit] of layer 0, each in [0, 1].
    ///   - noise: the stochastic quantizer's draws.
    public func prediction(
        input: [Double], noise: QuantizationNoise = QuantizationNoise(seed: 0, trial: 0)
    ) throws -> Int {
        try network.check(input: input)
        let connections = Connections(of: network)
        var settling = SettlingSample(network, connections, input: input, dynamics: dynamics, noise: noise)
        for _ in 0..<rule.negativeSteps { settling.step() }
        let output = settling.states[network.layerSizes.count - 1]
        return output.indices.max { output[$0] < output[$1] || (output[$0] == output[$1] && $0 > $1) } ?? 0
    }
}
