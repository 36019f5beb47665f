import HyperparameterSearch
import Locks
import TestSupport
import Testing

@Suite struct BatchingTests {
    @Test(arguments: [1, 2], [1, 7, 64]) func batchesAreNeverLargerThanPreferred(_ threads: Int, _ size: Int) throws {
        let objective = BatchWatcher(preferredBatchSize: size)
        let search = try SampleSearch()
        try search.run(objective, threads: threads)
        let batches = objective.batches
        #expect(batches.allSatisfy { 1...size ~= $0.count })
        #expect(batches.flatMap { $0 }.map(\.number).sorted() == Array(0..<SampleSearch.budget))
        if size > 1 { #expect(batches.contains { $0.count == size }, "while there is plenty, batches are full") }
    }

    /// All trials fit into one claim, so on one thread a key is in more than one batch only where it fills a batch to its
    /// end.
    @Test func equalKeysLieSideBySide() throws {
        let objective = BatchWatcher(preferredBatchSize: 8)
        try SampleSearch(budget: 120).run(objective, threads: 1)
        let batches = objective.batches.map { $0.map(\.parameters).map(BatchWatcher.key) }
        #expect(batches.joined().count == 120 && batches.allSatisfy { $0 == $0.sorted() })
        let parts = batches.reduce(0) { $0 + Set($1).count }
        #expect(parts <= Set(batches.joined()).count + batches.count - 1)
    }

    /// The first batches tell the pace of all.
    @Test func theFirstBatchesAreSpreadOverTheKeys() throws {
        let objective = BatchWatcher(preferredBatchSize: 8)
        try SampleSearch(budget: 128).run(objective, threads: 1)
        let keys = objective.batches.compactMap { $0.first?.parameters }.map(BatchWatcher.key)
        #expect(keys[0] < keys[1] && (keys[0]...keys[1]).contains(keys[2]) && keys[3] >= keys[1])
    }

    @Test(arguments: [1, 2], [1, 5, 100]) func whatIsStoredDoesNotDependOnBatches(_ threads: Int, _ size: Int) throws {
        let stored = try [(1, 1), (threads, size)].map { threads, size in
            let search = try SampleSearch()
            try search.run(BatchWatcher(preferredBatchSize: size), threads: threads)
            return try search.content()
        }
        #expect(stored[0] == stored[1])
    }
}

/// An objective that records the batches that it advances.
final class BatchWatcher: Objective {
    struct Progress: Sendable {
        let candidate: Candidate
        var step = 0
    }

    let direction = Direction.minimize
    let steps = 3
    let preferredBatchSize: Int
    /// The batches in which trials made their first step.
    private let seen = Mutex<[[Candidate]]>([])

    init(preferredBatchSize: Int) {
        self.preferredBatchSize = preferredBatchSize
    }

    var batches: [[Candidate]] { seen.withLock { $0 } }

    static func key(_ parameters: TrialParameters) -> BatchKey {
        BatchKey(UInt64((try? parameters.integer("n")) ?? 99))
    }

    func batchKey(for parameters: TrialParameters) -> BatchKey? { Self.key(parameters) }

    func begin(_ candidate: Candidate) -> Progress { Progress(candidate: candidate) }

    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        let fresh = batch.filter { $0.step == 0 }.map(\.candidate)
        if !fresh.isEmpty { seen.withLock { $0.append(fresh) } }
        for index in batch.indices { batch[index].step = step }
        return true
    }

    func status(of progress: Progress) -> TrialStatus {
        guard progress.step >= steps else { return .running(step: progress.step, bound: nil) }
        let x = (try? progress.candidate.parameters.number("x")) ?? .nan
        return .ended(Evaluation(.complete(value: x * x), steps: progress.step))
    }
}
