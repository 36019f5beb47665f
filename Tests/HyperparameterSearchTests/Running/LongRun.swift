import Foundation
import SearchContracts
import TestSupport

@testable import HyperparameterSearch

/// A ``LongSearch`` in a store, and its runs.
struct LongRun {
    let store: any TrialStore
    let study: StudyRecord

    init(in store: any TrialStore = InMemoryStore()) throws {
        self.store = store
        study = try LongSearch.open(in: store)
    }

    @discardableResult
    func run(
        _ objective: LongObjective, threads: Int = 1, cancellation: Cancellation = Cancellation(),
        progress: (RunProgress) -> Void = { _ in }
    ) throws -> RunSummary {
        var runner = try StudyRunner(
            study: study, store: store, sampler: LongSearch.sampler(), objective: objective,
            threads: ThreadCount(threads, cores: threads))
        // The run records every result at once.
        runner.patience = 0
        return try runner.run(Sample.run, cancellation: cancellation, progress: progress)
    }

    func content() throws -> StoredContent { try StoredContent(of: study.id, in: store) }

    /// The checkpoints in the store.
    func checkpoints() throws -> [TrialCheckpoint] {
        try (0..<LongSearch.budget).compactMap { try store.checkpoint(ofTrial: $0, of: study.id) }
    }

    static let allSteps = LongObjective.steps(ofTrials: LongSearch.budget)

    /// The content that an uninterrupted run without checkpoints stores.
    static func straightContent(milestones: [Int] = [5, 10, 15, 20]) throws -> StoredContent {
        let straight = try LongRun()
        try straight.run(LongObjective(keeping: .never, milestones: milestones))
        return try straight.content()
    }
}
