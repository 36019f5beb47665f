import HyperparameterSearch
import SpikingDynamics

/// A study of annealing schedules, as a study file declares it.
public struct AnnealingStudy: Sendable, Hashable {
    public var name: String
    public var objective: StudyObjective
    public var sampling: Sampling
    /// What to evaluate first: trials 0 ..< points.count.
    public var points: [StudyPoint]

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

    public init(name: String, objective: StudyObjective, sampling: Sampling, points: [StudyPoint] = []) {
        self.name = name
        self.objective = objective
        self.sampling = sampling
        self.points = points
    }

    /// The sampler of the study; a pure function of the definition.
    public func sampler() throws -> any Sampler {
        switch sampling {
        case .points:
            return ListedPoints(points.map(\.trialParameters), parents: points.map(\.parent))
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
        return TrialNetwork.parameterNames.filter { searched.contains($0) || given.contains($0) }
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
    init(_ points: [StudyPoint], then base: Base) {
        self.init(points.map(\.trialParameters), parents: points.map(\.parent), then: base)
    }
}
