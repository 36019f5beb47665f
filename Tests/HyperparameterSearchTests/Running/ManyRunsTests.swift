import Foundation
import HyperparameterSearch
import Locks
import SearchContracts
import TestSupport
import Testing

import struct Synchronization.Atomic

/// Several runs on one study at once.
@Suite struct ManyRunsTests {
    /// A process that a store knows nothing about, with the scheduler of the runs below.
    private static let description = RunDescription(worker: Sample.run.worker)

    /// Runs a search several times at once. Each run must end when no trial is left.
    private static func runTogether(
        _ count: Int, _ search: SampleSearch, objective: some Objective
    ) throws -> [RunSummary] {
        try onThreads(count) { _ in
            try StudyRunner(
                study: search.study, store: search.store, sampler: SampleSearch.sampler(), objective: objective,
                threads: ThreadCount(1)
            ).run(Sample.run, cancellation: Cancellation())
        }
    }

    @Test(arguments: [2, 5]) func everyTrialIsEvaluatedOnceBetweenThem(_ count: Int) throws {
        let search = try SampleSearch(budget: 600)
        let evaluated = Mutex<[Double: Int]>([:])
        let objective = ClosureObjective(.minimize) { parameters in
            let x = try parameters.number("x")
            evaluated.withLock { $0[x, default: 0] += 1 }
            usleep(500)
            return x
        }
        let summaries = try Self.runTogether(count, search, objective: objective)
        #expect(summaries.allSatisfy { $0.ending == .finished && $0.progress.finished == 600 })
        #expect(summaries.reduce(0) { $0 + $1.progress.recorded } == 600)
        #expect(evaluated.withLock { $0.values.allSatisfy { $0 == 1 } && $0.count == 600 })
        #expect(summaries.allSatisfy { $0.progress.recorded > 0 }, "each records some trials")

        let straight = try SampleSearch(budget: 600)
        _ = try Self.runTogether(1, straight, objective: objective)
        let wanted = try StoredContent(of: straight.study.id, in: straight.store)
        #expect(try StoredContent(of: search.study.id, in: search.store) == wanted)
    }

    @Test func aRunGivesBackWhatItHasNotBegun() throws {
        let search = try SampleSearch(budget: 200)
        let begun = Atomic<Bool>(false)
        let objective = ClosureObjective(.minimize) { parameters in
            begun.store(true, ordering: .relaxed)
            usleep(20_000)
            return try parameters.number("x")
        }
        let summaries = try onThreads(2) { thread in
            // The second run starts when the first has claimed all trials.
            if thread == 1 { _ = wait { begun.load(ordering: .relaxed) } }
            return try StudyRunner(
                study: search.study, store: search.store, sampler: SampleSearch.sampler(), objective: objective,
                threads: ThreadCount(1)
            ).run(Sample.run, cancellation: Cancellation())
        }
        #expect(summaries.map(\.progress.recorded).reduce(0, +) == 200)
        #expect(summaries[1].progress.recorded > 20, "what the first gave back")
    }

    @Test func aRunWaitsForWhatAnotherHoldsAndTakesItUp() throws {
        let search = try SampleSearch(budget: 20)
        let dead = try search.store.beginRun(Self.description, of: search.study.id)
        #expect(try search.store.claim(5, for: dead, from: SampleSearch.sampler()) == [0, 1, 2, 3, 4])
        let waits = Atomic<Bool>(false)
        let summaries = try onThreads(2) { thread -> RunSummary? in
            if thread == 1 {
                _ = wait { waits.load(ordering: .relaxed) }
                try search.store.endRun(dead, as: .abandoned)
                return nil
            }
            return try StudyRunner(
                study: search.study, store: search.store, sampler: SampleSearch.sampler(),
                objective: ClosureObjective(.minimize) { try $0.number("x") }, threads: ThreadCount(1)
            ).run(Self.description, cancellation: Cancellation()) { progress in
                if progress.recorded == 15, progress.claimedByOthers == 5 { waits.store(true, ordering: .relaxed) }
            }
        }
        #expect(summaries[0]?.progress.recorded == 20 && summaries[0]?.ending == .finished)
    }

    @Test func aRunThatWaitsCanBeInterrupted() throws {
        let search = try SampleSearch(budget: 4)
        let other = try search.store.beginRun(Self.description, of: search.study.id)
        _ = try search.store.claim(4, for: other, from: SampleSearch.sampler())
        let cancellation = Cancellation()
        let summary = try StudyRunner(
            study: search.study, store: search.store, sampler: SampleSearch.sampler(),
            objective: ClosureObjective(.minimize) { try $0.number("x") }, threads: ThreadCount(1)
        ).run(Self.description, cancellation: cancellation) { progress in
            if progress.claimedByOthers == 4 { cancellation.cancel() }
        }
        #expect(summary.ending == .interrupted && summary.progress.recorded == 0)
    }

    @Test func shardsTogetherAreTheWhole() throws {
        let search = try SampleSearch(budget: 30)
        for text in ["3/4", "1/4", "4/4", "2/4"] {
            let shard = try #require(Shard(text))
            let summary = try StudyRunner(
                study: search.study, store: search.store, sampler: SampleSearch.sampler(),
                objective: ClosureObjective(.minimize) { try $0.number("x") }, threads: ThreadCount(2), shard: shard
            ).run(Self.description, cancellation: Cancellation())
            #expect(summary.ending == .finished && summary.progress.recorded == shard.size(below: 30))
            #expect(summary.progress.budget == shard.size(below: 30))
        }
        #expect(try search.counts() == TrialCounts([.complete: 30]))
    }
}

@Suite struct ShardTests {
    @Test(arguments: ["1/1", "2/8", "8/8", "10000/10000"]) func readsBack(_ text: String) throws {
        let shard = try #require(Shard(text))
        #expect(shard.description == text)
        #expect(try JSONDecoder().decode([Shard].self, from: JSONEncoder().encode([shard])) == [shard])
    }

    @Test(arguments: [
        "0/8", "9/8", "-1/8", "1/0", "1", "1/2/3", "a/b", "01/2", " 1/2", "1/10001", "1/99999999999999999999",
    ])
    func isNoShard(_ text: String) { #expect(Shard(text) == nil) }

    @Test(arguments: 1...7, [0, 1, 6, 7, 50]) func shardsPartitionTheNumbers(_ count: Int, _ end: Int) throws {
        let shards = try (0..<count).map { try #require(Shard(index: $0, count: count)) }
        #expect((0..<end).allSatisfy { number in shards.count { $0.contains(number) } == 1 })
        for shard in shards { #expect(shard.size(below: end) == (0..<end).count { shard.contains($0) }) }
    }
}
