/// A sampler that learns from finished trials, one whole generation at a time, so that a parallel search is
/// deterministic.
///
/// Trials 0 ..< `points.count` are given. After them, generation g has `generations.size` trials. Its parameters are a
/// pure function of the definition, g, and the finished trials of the generations below g - `generations.lag`, the points
/// among them. They do not depend on which process asks, when, or how often.
///
/// What a sampler knows is a value that grows generation by generation: each finished trial is read once.
public protocol AdaptiveSampler: Sampler {
    /// What the sampler has learned from finished trials.
    associatedtype Knowledge: Sendable

    var generations: Generations { get }

    /// Parameters of the first trials, which the sampler learns from and does not choose.
    var points: [TrialParameters] { get }

    /// What the sampler knows before any trial.
    func begin() -> Knowledge

    /// Learns the finished trials of the points, or of the next generation.
    ///
    /// - Parameter trials: in order of number: complete with values, failed, or pruned. Those beyond the study's budget
    ///   are missing from the last generation.
    func learn(_ trials: [Trial], into knowledge: inout Knowledge)

    /// The parameters of a generation.
    ///
    /// - Parameters:
    ///   - index: of the generation, from 0.
    ///   - knowledge: of the points and of all generations below `index - generations.lag`, no more and no less.
    /// - Returns: `generations.size` candidates.
    func parameters(ofGeneration index: Int, knowing knowledge: Knowledge) throws -> [TrialParameters]
}

extension AdaptiveSampler {
    public var points: [TrialParameters] { [] }
    public var size: Int? { nil }
}

/// How an adaptive sampler's trials are grouped.
public struct Generations: Sendable, Hashable {
    /// Trials of a generation.
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

    /// The number up to which trials may be claimed.
    ///
    /// - Parameter finished: all trials below this number have results.
    public func end(finished: Int, after points: Int) -> Int {
        // The generations below this index are finished, the points counting as generation -1.
        let done = finished < points ? -1 : (finished - points) / size
        // Generation g needs those below g - lag.
        return numbers(of: done + lag, after: points).upperBound
    }
}
