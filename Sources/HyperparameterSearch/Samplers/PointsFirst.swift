/// A finite list of given trials.
public struct ListedPoints: IndependentSampler {
    public let points: [TrialParameters]
    /// The trials that the points came from, by index of the point. Points beyond the end of the list came from no
    /// trial.
    public let parents: [TrialReference?]

    /// A list of trials, and for each point the trial that it came from. `parents` may be shorter than `points`.
    public init(_ points: [TrialParameters], parents: [TrialReference?] = []) {
        self.points = points
        self.parents = parents
    }

    public var size: Int? { points.count }

    public var fingerprint: String {
        points.enumerated().map { "point \($0): \($1.fingerprint)" }.joined(separator: "\n")
    }

    public func parameters(ofTrial number: Int) throws -> TrialParameters {
        guard points.indices.contains(number) else { throw SamplerError.numberOutOfRange(number, size: size) }
        return points[number]
    }

    public func parent(ofTrial number: Int) -> TrialReference? {
        points.indices.contains(number) && parents.indices.contains(number) ? parents[number] : nil
    }
}

/// Given points first, then the trials of another sampler. The m points have the numbers 0 ..< m; every later trial n
/// is trial n - m of the other sampler.
public struct PointsFirst<Base: Sampler>: Sampler {
    /// The points that come first.
    public let listed: ListedPoints
    /// The sampler of the later trials.
    public let base: Base

    /// These points, then the trials of `base`. `parents` may be shorter than `points`.
    public init(_ points: [TrialParameters], parents: [TrialReference?] = [], then base: Base) {
        listed = ListedPoints(points, parents: parents)
        self.base = base
    }

    private var count: Int { listed.points.count }

    public var size: Int? { base.size(after: listed.points) }
    public var points: [TrialParameters] { listed.points + base.points }

    public var earlierForm: PointsFirst? {
        base.earlierForm.map { PointsFirst(listed.points, parents: listed.parents, then: $0) }
    }

    public var fingerprint: String {
        [listed.fingerprint, base.fingerprint].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    public func parent(ofTrial number: Int) -> TrialReference? {
        number < count ? listed.parent(ofTrial: number) : base.parent(ofTrial: number - count)
    }
}

extension PointsFirst: IndependentSampler where Base: IndependentSampler {
    public func parameters(ofTrial number: Int) throws -> TrialParameters {
        if listed.points.indices.contains(number) { return listed.points[number] }
        guard number >= count, number < size ?? .max else {
            throw SamplerError.numberOutOfRange(number, size: size)
        }
        return try base.parameters(ofTrial: number - count)
    }
}

extension PointsFirst: AdaptiveSampler where Base: AdaptiveSampler {
    /// The generations of the other sampler.
    public var generations: Generations { base.generations }
    public var direction: Direction? { base.direction }
    public var startCount: Int { base.startCount }
    public var horizon: Horizon? { base.horizon }
    public func begin() -> Base.Knowledge { base.begin() }

    public func learn(_ trials: [Trial], into knowledge: inout Base.Knowledge) {
        base.learn(trials, into: &knowledge)
    }

    public func knowledge(of excerpt: HistoryExcerpt) -> Base.Knowledge { base.knowledge(of: excerpt) }

    public func proposals(
        ofGeneration index: Int, knowing knowledge: Base.Knowledge, pending: [TrialParameters]
    ) throws -> [Proposal] {
        try base.proposals(ofGeneration: index, knowing: knowledge, pending: pending)
    }
}
