import Foundation

/// The best trials so far, safe to use from several threads. Trials of other processes are added from the store.
final class SharedRanking: @unchecked Sendable {
    private let lock = NSLock()
    private var best: Ranking

    init(_ ranking: Ranking) {
        best = ranking
    }

    func insert(_ entries: some Sequence<Ranking.Entry>) {
        lock.withLock { for entry in entries { best.insert(entry) } }
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
