import HyperparameterSearch
import SearchSamplers

/// A study as its file or its stored definition declares it.
public struct DeclaredStudy: Sendable {
    public var name: String
    /// The kind, with the study's settings.
    public var kind: any StudyKind
    public var sampling: Sampling
    /// The trials that are evaluated first: numbers 0 ..< points.count.
    public var points: [DeclaredPoint]
    /// The number of the first trials that were imported. The store has their parameters; a study that has some has no
    /// points.
    public var importedCount = 0
    /// How the best trials are scored again when the search has ended; nil if they are not.
    public var confirmation: DeclaredConfirmation?
    /// Nil for one evaluation of each trial.
    public var repetition: Repetition?
    /// Stops trials on the way; nil where every trial is evaluated to its end, or a run keeps the best only.
    public var scheduler: DeclaredScheduler?
    /// The place in the file that names ``ownScheduler``; nil if there is none.
    var schedulerPlace: FilePlace?

    public enum Sampling: Sendable, Hashable {
        /// Uniform draws. `trials` is the budget, points included.
        case random(RandomSampling, DeclaredSpace, trials: Int)
        /// A sampler that learns, or a Sobol sequence. `trials` is the budget, points included.
        case model(SamplerSettings, DeclaredSpace, trials: Int)
        /// Every combination; the last axis changes fastest. Without computed values, the rounding is none.
        case grid(DeclaredSpace, rounding: GridRounding)
        /// The points alone.
        case points

        /// Nil for points alone.
        public var space: DeclaredSpace? {
            switch self {
            case .random(_, let space, _), .model(_, let space, _), .grid(let space, _): space
            case .points: nil
            }
        }
    }

    public struct RandomSampling: Sendable, Hashable {
        public enum Stream: String, Sendable, Hashable, CaseIterable {
            /// One sequence for all trials, as NumPy's `RandomState(seed)` gives it.
            case numpy
            /// A counter-based stream for each trial.
            case keyed
        }
        public var stream: Stream
        public var seed: UInt32
        public var significantDigits: Int?

        public init(stream: Stream, seed: UInt32, significantDigits: Int? = nil) {
            self.stream = stream
            self.seed = seed
            self.significantDigits = significantDigits
        }
    }

    public init(
        name: String, kind: any StudyKind, sampling: Sampling, points: [DeclaredPoint] = [],
        scheduler: DeclaredScheduler? = nil
    ) {
        self.name = name
        self.kind = kind
        self.sampling = sampling
        self.points = points
        self.scheduler = scheduler
    }

    /// The sampler, which depends on the definition alone.
    ///
    /// - Throws: `SpaceError` if the space cannot be searched, `SearchSamplerError` if this sampler cannot search it.
    public func sampler() throws -> any Sampler {
        switch sampling {
        case .points:
            return ListedPoints(points.map(\.parameters), parents: points.map(\.parent))
        case .grid(let space, let rounding):
            return pointsFirst(then: try space.grid(rounding: rounding))
        case .model(let settings, let space, _):
            return try pointsFirst(of: space.searchSpace().sampler(settings, direction: kind.direction))
        case .random(let random, let space, _):
            let stream: RandomSampler.Stream =
                switch random.stream {
                case .numpy: .numpy(seed: random.seed)
                case .keyed: .keyed(seed: UInt64(random.seed))
                }
            return pointsFirst(
                then: RandomSampler(
                    try space.searchSpace(), stream: stream, significantDigits: random.significantDigits))
        }
    }

    private func pointsFirst(of base: any Sampler) -> any Sampler {
        func first(_ base: some Sampler) -> any Sampler { pointsFirst(then: base) }
        return first(base)
    }

    private func pointsFirst<Base: Sampler>(then base: Base) -> any Sampler {
        if importedCount > 0 { return ImportedFirst(importedCount, then: base) }
        return PointsFirst(points.map(\.parameters), parents: points.map(\.parent), then: base)
    }

    /// The names of all parameters that a trial may have, in the kind's order.
    public var parameterNames: [String] {
        let searched = sampling.space?.parameterNames ?? []
        let names = Set(searched).union(points.flatMap { $0.parameters.values.keys })
        let ordered = type(of: kind).parameterOrder.filter(names.contains)
        let others = searched + names.subtracting(searched).sorted()
        return ordered + others.filter { !ordered.contains($0) }
    }

    /// The parameters that the sampler draws or goes through, in its order; empty for points alone.
    ///
    /// - Throws: `SpaceError` if the space cannot be searched.
    public func searchedParameters() throws -> [Parameter] {
        try sampling.space?.searchSpace().parameters ?? []
    }

    /// What a store keeps of the study.
    ///
    /// - Throws: `SpaceError`, `SearchSamplerError` or `StudyError` if the study cannot be searched.
    public func definition() throws -> StudyDefinition {
        let sampler = try sampler()
        let budget =
            switch sampling {
            case .random(_, _, let trials), .model(_, _, let trials): trials
            case .grid, .points: sampler.size ?? 0
            }
        if let size = sampler.size, size < budget { throw SamplerError.budgetBeyondSpace(budget, size: size) }
        var definition = try StudyDefinition(
            name: name, text: canonicalText, direction: kind.direction, budget: budget)
        definition.earlierForm = earlierText.map { StudyDefinition.Form(text: $0) }
        return definition
    }
}

extension DeclaredStudy: Hashable {
    public static func == (first: DeclaredStudy, second: DeclaredStudy) -> Bool {
        first.name == second.name && AnyHashable(first.kind) == AnyHashable(second.kind)
            && first.sampling == second.sampling && first.points == second.points
            && first.importedCount == second.importedCount
            && first.confirmation == second.confirmation && first.repetition == second.repetition
            && first.scheduler == second.scheduler
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(AnyHashable(kind))
        hasher.combine(sampling)
        hasher.combine(points)
        hasher.combine(importedCount)
        hasher.combine(confirmation)
        hasher.combine(repetition)
        hasher.combine(scheduler)
    }
}
