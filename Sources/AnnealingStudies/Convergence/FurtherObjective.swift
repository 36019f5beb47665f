extension ConvergenceSettings {
    /// What a study of several objectives minimizes beside its ``measure``.
    public enum FurtherObjective: Sendable, Hashable, CaseIterable {
        /// Another error, over all steps.
        case error(Measure)
        /// The number of bits that were 1, over all steps, layers, inputs and networks: a whole number.
        case spikes
        /// These bits times their neurons' fan-outs (`ConvergenceErrors.synapticOperations`): a whole number.
        case synapticOperations

        public static let allCases = Measure.allCases.map(Self.error) + [.spikes, .synapticOperations]

        /// The name of the trial's value.
        public var name: String {
            switch self {
            case .error(let measure): measure.rawValue
            case .spikes: "spikes"
            case .synapticOperations: "synapticOperations"
            }
        }
    }
}
