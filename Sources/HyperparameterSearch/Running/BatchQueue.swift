/// A queue of claimed trials that have not begun; it gives them out in batches.
///
/// Trials with equal keys are neighbours. Batches have the preferred size until the last trials; those are divided into
/// smaller batches, so that all threads finish at about the same time.
struct BatchQueue: Sendable {
    /// A batch is never made smaller than the preferred size divided by this.
    private static let smallestFraction = 8

    private var trials: ArraySlice<ClaimedTrial> = []
    private let preferredSize: Int
    private let threads: Int

    /// - Parameter threads: how many threads the last trials are divided among; 0 for batches of the preferred size to
    ///   the end.
    init(preferredSize: Int, threads: Int) {
        self.preferredSize = max(1, preferredSize)
        self.threads = threads
    }

    var count: Int { trials.count }

    /// Appends trials: first those with checkpoints, the furthest first, because trials at one step advance together;
    /// then grouped by key, and in each group in order of number.
    mutating func append(_ new: [ClaimedTrial], key: (TrialParameters) -> BatchKey?) {
        let keyed = new.map { (key: key($0.candidate.parameters)?.rawValue ?? 0, trial: $0) }
        let ordered = keyed.sorted { a, b in
            let (one, other) = (a.trial.checkpoint?.step ?? 0, b.trial.checkpoint?.step ?? 0)
            if one != other { return one > other }
            return (a.key, a.trial.candidate.number) < (b.key, b.trial.candidate.number)
        }
        trials = trials + ordered.map(\.trial)
    }

    /// The next batch; nil when the queue is empty.
    ///
    /// - Parameter isLast: whether no more trials are expected.
    mutating func next(isLast: Bool) -> [ClaimedTrial]? {
        guard !trials.isEmpty else { return nil }
        var size = preferredSize
        if isLast, threads > 0 {
            let fairSize = trials.count / (2 * threads)
            size = min(size, max(fairSize, preferredSize / Self.smallestFraction, 1))
        }
        let batch = Array(trials.prefix(size))
        trials = trials.dropFirst(size)
        return batch
    }

    /// Removes and returns the trials beyond the first `count`.
    mutating func removeAll(beyond count: Int) -> [ClaimedTrial] {
        let removed = trials.dropFirst(count)
        trials = trials.prefix(count)
        return Array(removed)
    }
}
