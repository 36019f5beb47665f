/// Claimed trials that wait to be evaluated, handed out in batches.
///
/// Trials of equal keys lie side by side. Batches are of the preferred size while there is plenty, and smaller towards
/// the end, so that the threads come to an end together.
struct BatchQueue: Sendable {
    /// The fraction of a preferred batch below which batches are not made smaller.
    private static let smallestFraction = 8

    private var trials: ArraySlice<ClaimedTrial> = []
    private let preferredSize: Int
    private let threads: Int

    /// - Parameter threads: among how many threads the last batches are shared out; 0 to keep them whole.
    init(preferredSize: Int, threads: Int) {
        self.preferredSize = max(1, preferredSize)
        self.threads = threads
    }

    var count: Int { trials.count }

    /// Adds trials behind those that wait, grouped by key, each group in order of number.
    mutating func append(_ new: [ClaimedTrial], key: (TrialParameters) -> BatchKey?) {
        let keyed = new.map { (key: key($0.candidate.parameters)?.rawValue ?? 0, trial: $0) }
        let ordered = keyed.sorted { ($0.key, $0.trial.candidate.number) < ($1.key, $1.trial.candidate.number) }
        trials = trials + ordered.map(\.trial)
    }

    /// The next batch; nil when nothing waits.
    ///
    /// - Parameter isLast: no more trials are expected.
    mutating func next(isLast: Bool) -> [ClaimedTrial]? {
        guard !trials.isEmpty else { return nil }
        var size = preferredSize
        if isLast, threads > 0 {
            let share = trials.count / (2 * threads)
            size = min(size, max(share, preferredSize / Self.smallestFraction, 1))
        }
        let batch = Array(trials.prefix(size))
        trials = trials.dropFirst(size)
        return batch
    }

    /// Takes out the trials that would be handed out last, as many as there are more than `count`.
    mutating func removeAll(beyond count: Int) -> [ClaimedTrial] {
        let removed = trials.dropFirst(count)
        trials = trials.prefix(count)
        return Array(removed)
    }
}
