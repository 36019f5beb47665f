import HyperparameterSearch

/// A trial that a study names rather than draws.
public struct StudyPoint: Sendable, Hashable {
    public var network: TrialNetwork
    /// Of a training trial; nil for the study's.
    public var seed: UInt32?
    /// The trial that the schedules came from.
    public var parent: TrialReference?

    public init(_ network: TrialNetwork, seed: UInt32? = nil, parent: TrialReference? = nil) {
        self.network = network
        self.seed = seed
        self.parent = parent
    }

    public var trialParameters: TrialParameters {
        var parameters = network.trialParameters
        if let seed { parameters.values[TrialNetwork.seed] = .number(Double(seed)) }
        return parameters
    }
}
