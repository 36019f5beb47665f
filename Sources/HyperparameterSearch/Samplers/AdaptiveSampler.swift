/// A sampler that learns from finished trials, one whole generation at a time, so that a parallel search is
/// deterministic.
///
/// Trials 0 ..< `points.count` are the points, from which the sampler learns. After them, each generation g has `generations.size` trials. Its
/// parameters are a pure function of the definition, g, and the finished trials of the generations below g -
/// `generations.lag`, the points among them. They do not depend on which process asks, when, or how often.
///
/// The knowledge of a sampler is a value that grows with each generation, so that each finished trial is read once.
public protocol AdaptiveSampler: Sampler {
    /// The information that the sampler has gathered from finished trials.
    associatedtype Knowledge: Sendable

    var generations: Generations { get }

    /// The knowledge before any trial.
    func begin() -> Knowledge

    /// Adds the finished trials of the points, or of the next generation, to the knowledge.
    ///
    /// - Parameter trials: in order of number; each is complete, failed or pruned. Whole: a generation that
    ///   the budget cuts is not learned.
    func learn(_ trials: [Trial], into knowledge: inout Knowledge)

    /// The parameters of a generation.
    ///
    /// - Parameters:
    ///   - index: the index of the generation, from 0.
    ///   - knowledge: has learned the points and exactly the generations below `index - generations.lag`.
    /// - Returns: the parameters of `generations.size` trials.
    func parameters(ofGeneration index: Int, knowing knowledge: Knowledge) throws -> [TrialParameters]
}

extension AdaptiveSampler {
    public var size: Int? { nil }
}

/// The grouping of an adaptive sampler's trials.
public struct Generations: Sendable, Hashable {
    /// The number of trials in a generation.
    public let size: Int
    /// How many generations may be in flight while the next one begins. With 0 each generation waits for all earlier
    /// ones; with 1 no worker waits unless it falls a whole generation behind.
    public let lag: Int

    /// - Precondition: `size` is at least 1, `lag` at least 0.
    public init(size: Int, lag: Int = 1) {
        precondition(size >= 1 && lag >= 0, "a generation has at least one trial, and a lag of at least 0")
        self.size = size
        self.lag = lag
    }

    /// The numbers of a generation's trials.
    ///
    /// - Parameters:
    ///   - index: of the generation; -1 for the points.
    ///   - points: how many points come first.
    public func numbers(of index: Int, after points: Int) -> Range<Int> {
        index < 0 ? 0..<points : (points + index * size)..<(points + (index + 1) * size)
    }

    /// The index of the generation that a trial belongs to; -1 for a point.
    public func index(of number: Int, after points: Int) -> Int {
        number < points ? -1 : (number - points) / size
    }

    /// The trial number below which trials may be claimed.
    ///
    /// - Parameter finished: the number below which all trials have results.
    public func end(finished: Int, after points: Int) -> Int {
        // All generations below this index are finished. The points count as generation -1.
        let done = finished < points ? -1 : (finished - points) / size
        // Generation g needs the generations below g - lag.
        return numbers(of: done + lag, after: points).upperBound
    }
}
