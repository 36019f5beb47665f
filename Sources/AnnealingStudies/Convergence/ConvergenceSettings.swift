import SpikingDynamics

/// How a trial of a convergence study is evaluated (section 4.1 of the paper).
public struct ConvergenceSettings: Sendable, Hashable {
    /// At least one. A trial is evaluated on each network.
    public var networks: [NetworkSpecification]
    /// How the measures on several networks become one number.
    public var aggregation: Aggregation
    public var steps: Int
    /// What is minimized: the value of a trial.
    public var measure: Measure
    /// What is minimized beside the measure, in the order of the file; empty in a study of one objective.
    public var furtherObjectives: [FurtherObjective]
    /// The seed of the stochastic quantizer's draws.
    public var noiseSeed: UInt32
    /// Whether the study may begin with networks that have several fixed points (``NetworkTest``).
    public var multistable: MultistablePermission
    /// Nil if each input stays. Otherwise the input seed of a network, of which it has one, is that of all its inputs.
    public var switching: InputSwitching?

    /// The most steps that a simulation has.
    public static let mostSteps = 10_000_000

    public init(
        networks: [NetworkSpecification], aggregation: Aggregation = .geometricMean, steps: Int, measure: Measure,
        noiseSeed: UInt32 = 0, multistable: MultistablePermission = .refused,
        furtherObjectives: [FurtherObjective] = [], switching: InputSwitching? = nil
    ) {
        self.networks = networks
        // On one network the aggregation changes nothing: studies that differ in it alone are equal.
        self.aggregation = networks.count > 1 ? aggregation : .mean
        self.steps = steps
        self.measure = measure
        self.noiseSeed = noiseSeed
        self.multistable = multistable
        self.furtherObjectives = furtherObjectives
        self.switching = switching
    }

    /// `[network]`: the names of the measure on each network; empty for one network. Stores have them as `instance.0`.
    public var networkValueNames: [String] {
        networks.count > 1 ? networks.indices.map { "instance.\($0)" } : []
    }

    /// The number of inputs of a network, each with a fixed point.
    func inputCount(of network: NetworkSpecification) -> Int { switching?.count ?? network.inputSeeds.count }
}

extension ConvergenceSettings {
    /// The bits to which the weights of all networks are rounded, if that is one number. Networks that are named by seeds
    /// alone, to confirm or to evaluate, are rounded alike.
    public var commonWeightBits: WeightBits? {
        let bits = Set(networks.map(\.weightBits))
        return bits.count == 1 ? bits.first ?? nil : nil
    }
}
