/// How a trial of a convergence study is evaluated (section 4.1 of the paper).
public struct ConvergenceSettings: Sendable, Hashable {
    /// What is minimized, over the steps of a trial.
    public enum Measure: String, Sendable, Hashable, CaseIterable {
        /// The mean over all steps of error(t).
        case meanError
        /// The mean over the first 20 steps.
        case earlyError
        /// The last step's.
        case finalError
        /// The mean over all steps of the Euclidean norm of s* - s.
        case meanEuclideanError
    }

    /// The names of a complete trial's values.
    public static let valueNames = Measure.allCases.map(\.rawValue) + ["spikes"]

    /// Units of each layer, input first.
    public var layers: [Int]
    public var weightSeed: UInt32
    /// One input pattern a seed; errors are averaged over them.
    public var inputSeeds: [UInt32]
    public var steps: Int
    public var measure: Measure
    /// Seed of the stochastic quantizer's draws.
    public var noiseSeed: UInt32
}
