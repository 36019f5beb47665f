import Foundation
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

/// Trials of many steps that are stopped at any step have the same results as in an uninterrupted run.
@Suite struct CheckpointingTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        let threads, batch: Int
        let keeping: LongObjective.Keeping

        var testDescription: String { "\(threads) threads, batches of \(batch), checkpoints \(keeping)" }

        /// The largest number of steps that an interruption can lose.
        var mostLost: Int {
            switch keeping {
            case .anywhere: 0
            case .atMilestones: threads * batch * 4
            case .never: threads * batch * 24
            }
        }
    }

    static let settings = LongObjective.Keeping.allCases.flatMap { keeping in
        [(1, 1), (1, 4), (2, 1), (2, 3)].map { Setting(threads: $0, batch: $1, keeping: keeping) }
    }

    /// An objective that cancels the run at the `count`-th step.
    private func cancelling(
        _ cancellation: Cancellation, at count: Int, _ setting: Setting, _ log: StepLog
    ) -> LongObjective {
        let before = log.total
        return LongObjective(keeping: setting.keeping, preferredBatchSize: setting.batch, log: log) { _, _ in
            if log.total - before >= count { cancellation.cancel() }
        }
    }

    @Test(arguments: settings) func aRunCancelledAtAnyStepGoesOnAndEqualsAStraightOne(_ setting: Setting) throws {
        let straight = try LongRun.straightContent()
        for count in stride(from: 1, through: LongRun.allSteps, by: setting.threads) {
            let (long, log, cancellation) = (try LongRun(), StepLog(), Cancellation())
            try long.run(
                cancelling(cancellation, at: count, setting, log), threads: setting.threads, cancellation: cancellation)
            let kept = try long.checkpoints()
            if setting.keeping == .never { #expect(kept.isEmpty) }
            if setting.keeping == .atMilestones { #expect(kept.allSatisfy { [5, 10, 15, 20].contains($0.step) }) }

            let objective = LongObjective(keeping: setting.keeping, preferredBatchSize: setting.batch, log: log)
            let summary = try long.run(objective, threads: setting.threads)
            #expect(summary.ending == .finished)
            #expect(try long.content() == straight, "cancelled at step \(count)")
            #expect(log.total - LongRun.allSteps <= setting.mostLost, "cancelled at step \(count)")
            #expect(log.misuse == 0)
            #expect(try long.checkpoints().isEmpty, "finished trials have none")
        }
    }

    @Test(arguments: settings.filter { $0.keeping == .anywhere })
    func manyInterruptionsLoseNoStep(_ setting: Setting) throws {
        let (long, log) = (try LongRun(), StepLog())
        var endings: [RunEnding] = []
        while endings.last != .finished, endings.count < LongRun.allSteps {
            let cancellation = Cancellation()
            let objective = cancelling(cancellation, at: 7, setting, log)
            endings.append(try long.run(objective, threads: setting.threads, cancellation: cancellation).ending)
        }
        #expect(endings.count > LongRun.allSteps / (7 + setting.threads))
        #expect(try long.content() == LongRun.straightContent())
        #expect(log.total == LongRun.allSteps)
    }

    /// The objective waits at each milestone until the store has its checkpoint.
    @Test(arguments: [1, 2], [1, 3]) func everyMilestoneOfARunningTrialIsSaved(_ threads: Int, _ batch: Int) throws {
        let store = WatchedStore(InMemoryStore())
        let long = try LongRun(in: store)
        let objective = LongObjective(preferredBatchSize: batch) { number, step in
            guard [6, 11, 16, 21].contains(step) else { return }
            let isSaved = wait { store.hasSaved(number, at: step - 1) }
            #expect(isSaved, "step \(step - 1) of trial \(number)")
        }
        try long.run(objective, threads: threads)
        let steps = Dictionary(grouping: store.saved, by: \.number).mapValues { $0.map(\.step) }
        // Trial 4 fails at step 12, and trial 6 before its first step.
        let wanted = (0..<LongSearch.budget).map { ($0, $0 == 4 ? [5, 10] : [5, 10, 15, 20]) }.filter { $0.0 != 6 }
        #expect(steps == Dictionary(uniqueKeysWithValues: wanted))
        #expect(try long.content() == LongRun.straightContent())
    }

    /// Its trials are too short for checkpoints on the way, but a stopped run keeps them.
    @Test func anObjectiveWithoutMilestonesIsCheckpointedWhenItsRunIsStopped() throws {
        let store = WatchedStore(InMemoryStore())
        let (long, cancellation, log) = (try LongRun(in: store), Cancellation(), StepLog())
        let objective = LongObjective(milestones: [], log: log) { number, step in
            if (number, step) == (1, 13) { cancellation.cancel() }
        }
        let summary = try long.run(objective, cancellation: cancellation)
        #expect(summary.progress.kept == 1 && store.saved.map(\.step) == [13])
        try long.run(LongObjective(milestones: [], log: log))
        #expect(store.saved.count == 1 && log.total == LongRun.allSteps)
        #expect(try long.content() == LongRun.straightContent(milestones: []))
        #expect(try long.checkpoints().isEmpty)
    }

    @Test(arguments: [Data(), Data("{}".utf8), Data((0..<255).map(UInt8.init))])
    func aCheckpointThatCannotBeReadBeginsAgain(_ bytes: Data) throws {
        let (long, cancellation, log) = (try LongRun(), Cancellation(), StepLog())
        try long.run(
            LongObjective { _, step in if step == 13 { cancellation.cancel() } }, cancellation: cancellation)
        #expect(try long.checkpoints().map(\.step) == [13])
        let run = try long.store.beginRun(Sample.run, of: long.study.id)
        _ = try long.store.claim(1, for: run, from: LongSearch.sampler())
        try long.store.saveCheckpoint(TrialCheckpoint(number: 0, step: 13, data: bytes), for: run)
        try long.store.endRun(run, as: .abandoned)

        let summary = try long.run(LongObjective(log: log))
        #expect(log.steps[0] == 25 && summary.progress.ignored == [.otherForm: 1])
        #expect(try long.content() == LongRun.straightContent())
    }

    /// The disk is full after any number of checkpoints. The run ends with the error, and the next run continues.
    @Test(arguments: [1, 2], 0..<12) func aStoreThatCannotSaveEndsTheRun(_ threads: Int, _ saved: Int) throws {
        let memory = InMemoryStore()
        let store = WatchedStore(memory, mostCheckpoints: saved)
        let objective = LongObjective { number, step in
            guard step % 5 == 1, step > 1 else { return }
            let isHeard = wait { store.hasRefused || store.hasSaved(number, at: step - 1) }
            #expect(isHeard)
        }
        let failing = try LongRun(in: store)
        #expect(throws: WatchedStore.Failure()) { try failing.run(objective, threads: threads) }
        let (long, log) = (try LongRun(in: memory), StepLog())
        #expect(try memory.runs(of: long.study.id).map(\.ending) == [.failed])
        #expect(store.saved.count == saved)
        let finished = try memory.counts(of: long.study.id).finished
        let kept = try long.checkpoints()
        try long.run(LongObjective(log: log), threads: threads)
        #expect(try long.content() == LongRun.straightContent())
        #expect(log.total <= LongRun.allSteps - kept.reduce(0) { $0 + $1.step })
        #expect(finished + log.steps.count <= LongSearch.budget)
    }

    @Test func theParentOfATrialIsStored() throws {
        let long = try LongRun()
        try long.run(LongObjective(), threads: 2)
        let parents = try long.store.trials(of: long.study.id, matching: .all).map(\.parent)
        #expect(parents == [LongSearch.parent] + Array(repeating: nil, count: LongSearch.budget - 1))
    }

    /// With fewer trials than one batch has, each thread still gets some.
    @Test func fewTrialsAreSharedOut() throws {
        let objective = BatchWatcher(preferredBatchSize: 8)
        try SampleSearch(budget: 8).run(objective, threads: 2)
        #expect(objective.batches.allSatisfy { $0.count <= 2 })
        #expect(objective.batches.flatMap { $0 }.count == 8)
    }
}
