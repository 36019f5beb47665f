import Foundation

/// The best trials so far and the number of runs, safe to use from several threads. Trials of other processes are added
/// from the store.
final class SharedRanking: @unchecked Sendable {
    private let lock = NSLock()
    private var best: Ranking
    private var count = 1

    init(_ ranking: Ranking) {
        best = ranking
    }

    func insert(_ entries: some Sequence<Ranking.Entry>) {
        lock.withLock { for entry in entries { best.insert(entry) } }
    }

    /// The number of runs that work on the study, this one included.
    var runs: Int {
        get { lock.withLock { count } }
        set { lock.withLock { count = newValue } }
    }

    /// A copy of the present ranking.
    var ranking: Ranking { lock.withLock { best } }
}

extension Ranking.Entry {
    /// Nil for a trial without a value.
    init?(_ trial: Trial) {
        guard let value = trial.value else { return nil }
        self.init(number: trial.number, value: value)
    }
}
