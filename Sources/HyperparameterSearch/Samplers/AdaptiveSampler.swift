/// A sampler that learns from finished trials, one whole generation at a time, so that a parallel search is
/// deterministic.
///
/// Trials 0 ..< `points.count` are the points, from which the sampler learns. After them, each generation g has
/// `generations.size` trials. Its proposals are a pure function of the definition, g, and the finished trials of the
/// generations below g - `generations.lag`, the points among them. They do not depend on which process asks, when, or
/// how often.
///
/// The knowledge of a sampler is a value that grows with each generation, so that each finished trial is read once.
public protocol AdaptiveSampler: Sampler {
    /// The information that the sampler has gathered from finished trials.
    associatedtype Knowledge: Sendable

    /// The size of a generation, and how far learning lags behind.
    var generations: Generations { get }

    /// The direction in which the sampler optimizes; nil where it works for both.
    var direction: Direction? { get }

    /// The number of trials after the points that no finished trial influences.
    var startCount: Int { get }

    /// The part of the history that the knowledge depends on; nil where it depends on all trials.
    var horizon: Horizon? { get }

    /// The knowledge before any trial.
    func begin() -> Knowledge

    /// Adds the finished trials of the points, or of the next generation, to the knowledge.
    ///
    /// - Parameters:
    ///   - trials: all trials of the points or of the generation, in order of number. Each is complete, failed or
    ///     pruned. A generation that the budget cuts short is never learned.
    ///   - knowledge: of all trials before.
    func learn(_ trials: [Trial], into knowledge: inout Knowledge)

    /// Makes the knowledge of a long history from the part of it that the ``horizon`` names. The result equals the
    /// knowledge after ``learn(_:into:)`` has been called with the whole history. Only samplers with a horizon are asked.
    func knowledge(of excerpt: HistoryExcerpt) -> Knowledge

    /// The proposals of a generation.
    ///
    /// - Parameters:
    ///   - index: the index of the generation, from 0.
    ///   - knowledge: has learned the points and exactly the generations below `index - generations.lag`.
    ///   - pending: the parameters of the trials that come before this generation and are not learned, in order of
    ///     number.
    /// - Returns: the proposals of `generations.size` trials.
    func proposals(
        ofGeneration index: Int, knowing knowledge: Knowledge, pending: [TrialParameters]
    ) throws -> [Proposal]
}

extension AdaptiveSampler {
    public var size: Int? { nil }
    public var direction: Direction? { nil }
    public var startCount: Int { 0 }
    public var horizon: Horizon? { nil }

    public func knowledge(of excerpt: HistoryExcerpt) -> Knowledge {
        var knowledge = begin()
        learn(excerpt.trials, into: &knowledge)
        return knowledge
    }
}

/// The parameters that a sampler proposes for a trial, and where they came from.
public struct Proposal: Sendable, Hashable {
    /// The parameters of the trial.
    public let parameters: TrialParameters
    /// Where the parameters came from.
    public let origin: Origin

    /// A proposal; by default of the sampler's model.
    public init(_ parameters: TrialParameters, origin: Origin = .model()) {
        self.parameters = parameters
        self.origin = origin
    }
}

/// Where the parameters of a trial of an adaptive sampler came from.
public enum Origin: Sendable, Hashable {
    /// The initial design. It does not depend on any trial.
    case start
    /// The sampler's model of the finished trials.
    ///
    /// - Parameters:
    ///   - expectedImprovement: the improvement that the model expected, in units of the objective's value; nil where
    ///     the sampler does not compute it.
    ///   - remark: a short phrase about the model's choice, such as "restart 2".
    case model(expectedImprovement: Double? = nil, remark: String? = nil)
    /// A small step from the best trial.
    case polish
}
