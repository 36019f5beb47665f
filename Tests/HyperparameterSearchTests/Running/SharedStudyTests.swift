import Foundation
import SearchContracts
import TestSupport
import Testing

@testable import HyperparameterSearch

@Suite("Runs that share a study")
struct SharedStudyTests {
    private func runner<O: Objective>(
        _ search: SampleSearch, _ objective: O, shard: Shard = .whole
    ) throws -> StudyRunner<O> {
        try StudyRunner(
            study: search.study, store: search.store, sampler: SampleSearch.sampler(), objective: objective,
            threads: ThreadCount(1), shard: shard)
    }

    /// The windows of a runner's order, until there are no more.
    private func windows<O: Objective>(_ runner: StudyRunner<O>, firstUnfinished: Int = 0) throws -> [[Int]] {
        var order = try #require(ClaimOrder(runner))
        var proposals = try runner.proposals()
        var windows: [[Int]] = []
        while let numbers = try order.numbers(from: &proposals, firstUnfinished: { firstUnfinished }) {
            windows.append(numbers)
            order.advance()
        }
        return windows
    }

    @Test("claim every trial of a window once, by whole batches of neighbours", arguments: ["1/1", "2/3"])
    func order(_ text: String) throws {
        let shard = try #require(Shard(text))
        let runner = try runner(SampleSearch(budget: 600), BatchWatcher(preferredBatchSize: 8), shard: shard)
        let windows = try windows(runner)
        #expect(windows.count == 1 && windows[0].sorted() == (0..<600).filter(shard.contains))
        let sampler = try SampleSearch.sampler()
        let keys = try windows[0].map { BatchWatcher.key(try sampler.parameters(ofTrial: $0)) }
        let batches = stride(from: 0, to: keys.count, by: 8).map { keys[$0..<min($0 + 8, keys.count)] }
        #expect(batches.allSatisfy { Array($0) == $0.sorted() })
        let parts = batches.reduce(0) { $0 + Set($1).count }
        #expect(parts <= Set(keys).count + batches.count - 1, "\(parts) parts of \(batches.count) batches")
        #expect(try windows == self.windows(runner), "another run finds the same order")
    }

    @Test("go on from window to window, from the first that has unfinished trials")
    func windows() throws {
        let runner = try runner(SampleSearch(budget: 20_000), BatchWatcher(preferredBatchSize: 8))
        let all = try windows(runner)
        #expect(all.map { $0.sorted() } == [Array(0..<8192), Array(8192..<16_384), Array(16_384..<20_000)])
        #expect(try windows(runner, firstUnfinished: 9000) == Array(all[1...]))
    }

    @Test("have no such order where trials share no work")
    func noOrder() throws {
        #expect(try ClaimOrder(runner(SampleSearch(), BatchWatcher(preferredBatchSize: 1))) == nil)
        let keyless = try runner(SampleSearch(), WithoutKeys())
        #expect(try windows(keyless) == [])
    }

    /// The other run is at work to the end, and claims nothing.
    @Test("evaluate whole batches of neighbours beside another run")
    func batches() throws {
        let search = try SampleSearch(budget: 640)
        _ = try search.store.beginRun(RunDescription(worker: Sample.run.worker), of: search.study.id)
        let objective = BatchWatcher(preferredBatchSize: 8)
        let summary = try runner(search, objective).run(Sample.run, cancellation: Cancellation())
        #expect(summary.ending == .finished && summary.progress.recorded == 640)
        let batches = objective.batches.map { $0.map(\.parameters).map(BatchWatcher.key) }
        #expect(batches.joined().count == 640)
        // Ten keys and at least 80 batches, the last of which are smaller.
        let mixed = batches.count { Set($0).count > 1 }
        #expect(mixed <= 20, "\(mixed) of \(batches.count) batches have several keys")
    }

    @Test("store the same as one run", arguments: [2, 5], [3, 32])
    func content(runs: Int, batch: Int) throws {
        let straight = try SampleSearch()
        try straight.run(BatchWatcher(preferredBatchSize: batch), threads: 1)
        let search = try SampleSearch()
        let objective = BatchWatcher(preferredBatchSize: batch)
        let summaries = try onThreads(runs) { _ in
            try runner(search, objective).run(Sample.run, cancellation: Cancellation())
        }
        #expect(summaries.allSatisfy { $0.ending == .finished && $0.progress.finished == SampleSearch.budget })
        #expect(summaries.reduce(0) { $0 + $1.progress.recorded } == SampleSearch.budget)
        #expect(objective.batches.joined().count == SampleSearch.budget, "each trial is evaluated once")
        #expect(try search.content() == straight.content())
    }

    @Test("take up what waits, what failed and other runs' remains")
    func remains() throws {
        let straight = try SampleSearch()
        try straight.run(BatchWatcher(preferredBatchSize: 8), threads: 1)
        let search = try SampleSearch()
        let dead = try search.store.beginRun(Sample.run, of: search.study.id)
        let numbers = try search.store.claim(300, for: dead, from: SampleSearch.sampler())
        let failed = try numbers.filter { $0 % 7 == 0 }.map { number in
            let now = Date()
            let candidate = Candidate(
                number: number, parameters: try SampleSearch.sampler().parameters(ofTrial: number))
            return FinishedTrial(candidate, Evaluation(.failed(reason: "x"), steps: 0), started: now, finished: now)
        }
        try search.store.record(failed, for: dead)
        try search.store.endRun(dead, as: .abandoned)
        try search.store.requeueFailed(nil, of: search.study.id)
        _ = try onThreads(3) { _ in
            try runner(search, BatchWatcher(preferredBatchSize: 8)).run(Sample.run, cancellation: Cancellation())
        }
        #expect(try search.counts() == TrialCounts([.complete: SampleSearch.budget]))
        #expect(try search.values() == straight.values())
    }
}

extension SampleSearch {
    fileprivate func values() throws -> [Double?] { try store.trials(of: study.id, matching: .all).map(\.value) }
}

/// An objective with batches whose trials share no work.
private struct WithoutKeys: Objective {
    private let watcher = BatchWatcher(preferredBatchSize: 8)

    var direction: Direction { watcher.direction }
    var steps: Int { watcher.steps }
    var preferredBatchSize: Int { watcher.preferredBatchSize }
    func batchKey(for parameters: TrialParameters) -> BatchKey? { nil }
    func begin(_ candidate: Candidate) -> BatchWatcher.Progress { watcher.begin(candidate) }
    func advance(_ batch: inout [BatchWatcher.Progress], to step: Int, cancellation: Cancellation) -> Bool {
        watcher.advance(&batch, to: step, cancellation: cancellation)
    }
    func status(of progress: BatchWatcher.Progress) -> TrialStatus { watcher.status(of: progress) }
}
