import HyperparameterSearch
import SpikingDynamics

/// A study of annealing schedules, as a study file declares it.
public struct AnnealingStudy: Sendable, Hashable {
    public var name: String
    public var objective: ConvergenceSettings
    public var sampling: Sampling
    /// Schedules to evaluate first: trials 0 ..< points.count.
    public var points: [ScheduleParameters]

    public enum Sampling: Sendable, Hashable {
        /// Uniform draws, up to `trials` of them, points included.
        case random(RandomSampling, ScheduleSpace, trials: Int)
        /// Every combination; the last axis changes fastest.
        case grid(ScheduleSpace)
        /// The points alone.
        case points
    }

    public struct RandomSampling: Sendable, Hashable {
        public enum Stream: String, Sendable, Hashable, CaseIterable {
            /// One sequence, as NumPy's `RandomState(seed)` gives it.
            case numpy
            /// A counter-based stream by trial.
            case keyed
        }
        public var stream: Stream
        public var seed: UInt32
        public var significantDigits: Int?
    }

    /// The sampler of the study; a pure function of the definition.
    public func sampler() throws -> any Sampler {
        switch sampling {
        case .points:
            return PointsFirst(points, then: nil)
        case .grid(let space):
            return PointsFirst(points, then: try space.grid())
        case .random(let random, let space, _):
            let stream: RandomSampler.Stream =
                switch random.stream {
                case .numpy: .numpy(seed: random.seed)
                case .keyed: .keyed(seed: UInt64(random.seed))
                }
            return PointsFirst(
                points,
                then: RandomSampler(
                    try space.searchSpace(), stream: stream, significantDigits: random.significantDigits))
        }
    }

    /// The names of all parameters that a trial may have, in the order in which they are drawn.
    public var parameterNames: [String] {
        let space: ScheduleSpace? =
            switch sampling {
            case .random(_, let space, _), .grid(let space): space
            case .points: nil
            }
        let searched = space?.parameterNames ?? []
        let given = Set(points.flatMap { $0.trialParameters.values.keys })
        return ScheduleParameters.allNames.filter { searched.contains($0) || given.contains($0) }
    }

    /// What the store keeps of the study.
    ///
    /// - Throws: `SpaceError` or `StudyError` where the study cannot be searched.
    public func definition() throws -> StudyDefinition {
        let budget =
            switch sampling {
            case .random(_, _, let trials): trials
            case .grid, .points: try sampler().size ?? 0
            }
        return try StudyDefinition(name: name, text: canonicalText, direction: .minimize, budget: budget)
    }
}

extension PointsFirst {
    init(_ points: [ScheduleParameters], then sampler: (any Sampler)?) {
        self.init(points.map(\.trialParameters), then: sampler)
    }
}

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
