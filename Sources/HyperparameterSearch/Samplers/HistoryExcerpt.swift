/// The part of a history that a sampler's knowledge depends on: the best trials and the newest ones.
public struct Horizon: Sendable, Hashable {
    /// The number of best complete trials; equal values count in order of number.
    public let best: Int
    /// The number of trials with the largest numbers, of any result.
    public let newest: Int

    /// Makes a horizon from the number of the best trials and the number of the newest trials.
    public init(best: Int, newest: Int) {
        self.best = best
        self.newest = newest
    }
}

/// The trials of a long history that lie within a sampler's ``Horizon``.
public struct HistoryExcerpt: Sendable {
    /// The number of trials of the whole history, the points among them.
    public let count: Int
    /// The best complete trials, and the newest trials of any result, each once; in order of number.
    public let trials: [Trial]

    /// An excerpt of a history of `count` trials.
    public init(count: Int, trials: [Trial]) {
        self.count = count
        self.trials = trials
    }
}
