import Foundation

/// The best trials so far, to which several threads add, and which processes that search together tell each other
/// through the store.
final class SharedRanking: @unchecked Sendable {
    private let lock = NSLock()
    private var ranking: Ranking

    init(_ ranking: Ranking) {
        self.ranking = ranking
    }

    func insert(_ entries: some Sequence<Ranking.Entry>) {
        lock.withLock { for entry in entries { ranking.insert(entry) } }
    }

    /// What a trial must not exceed to be among the best.
    var threshold: Double? { lock.withLock { ranking.threshold } }
}

extension Ranking.Entry {
    /// Nil for a trial without a value.
    init?(_ trial: Trial) {
        guard let value = trial.value else { return nil }
        self.init(number: trial.number, value: value)
    }
}
