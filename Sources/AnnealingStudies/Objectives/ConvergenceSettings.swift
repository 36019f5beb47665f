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

    /// At least one; a trial is evaluated on each.
    public var instances: [NetworkInstance]
    /// Of several instances' measures.
    public var combination: Combination
    public var steps: Int
    public var measure: Measure
    /// Seed of the stochastic quantizer's draws.
    public var noiseSeed: UInt32

    public init(
        instances: [NetworkInstance], combination: Combination = .geometricMean, steps: Int, measure: Measure,
        noiseSeed: UInt32 = 0
    ) {
        self.instances = instances
        // One network's numbers are what they are, so that studies which differ in this alone are one.
        self.combination = instances.count > 1 ? combination : .mean
        self.steps = steps
        self.measure = measure
        self.noiseSeed = noiseSeed
    }

    /// The names of a complete trial's values: each measure, combined over the instances, the bits that were sent, and of
    /// several instances what each gave.
    public var valueNames: [String] {
        Measure.allCases.map(\.rawValue) + ["spikes"] + instanceValueNames
    }

    /// [instance]: the names of the minimized measure on each; none where there is one.
    public var instanceValueNames: [String] {
        instances.count > 1 ? instances.indices.map { "instance.\($0)" } : []
    }
}
