import Foundation
import HyperparameterSearch
import Locks
import SearchContracts

import struct Synchronization.Atomic

/// A store that forwards its calls to another store, counts the records, and can be made to fail.
public final class WatchedStore: TrialStore, @unchecked Sendable {
    /// The error of a failing store.
    public struct Failure: Error, Hashable {
        public init() {}
    }

    public let store: any TrialStore
    private let failing: Mutex<Bool>
    private let counted = Atomic<Int>(0)
    private let readTrials = Atomic<Int>(0)
    private let mostCheckpoints: Int
    // Guarded by `lock`, because evaluating threads read them.
    private let lock = NSLock()
    private var checkpoints: [TrialCheckpoint] = []
    private var refusesMore = false

    /// - Parameters:
    ///   - failsToRecord: whether each `record` throws ``Failure``.
    ///   - mostCheckpoints: the number of checkpoints after which each `saveCheckpoint` throws ``Failure``.
    public init(_ store: any TrialStore, failsToRecord: Bool = false, mostCheckpoints: Int = .max) {
        self.store = store
        failing = Mutex(failsToRecord)
        self.mostCheckpoints = mostCheckpoints
    }

    /// The number of trials recorded so far.
    public var recorded: Int { counted.load(ordering: .sequentiallyConsistent) }

    /// The number of trials that queries have returned so far.
    public var read: Int { readTrials.load(ordering: .sequentiallyConsistent) }

    /// The checkpoints saved so far.
    public var saved: [TrialCheckpoint] { lock.withLock { checkpoints } }
    /// Searches under the lock, because the thread sanitizer would report a race on a returned copy of the array.
    public func hasSaved(_ number: Int, at step: Int) -> Bool {
        lock.withLock { checkpoints.contains { $0.number == number && $0.step == step } }
    }
    /// Whether a checkpoint was refused.
    public var hasRefused: Bool { lock.withLock { refusesMore } }

    public func failToRecord() { failing.withLock { $0 = true } }

    @discardableResult
    public func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording {
        guard !failing.withLock({ $0 }) else { throw Failure() }
        defer { counted.add(trials.count, ordering: .sequentiallyConsistent) }
        return try store.record(trials, for: run)
    }

    public func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws {
        try lock.withLock {
            refusesMore = checkpoints.count >= mostCheckpoints
            guard !refusesMore else { throw Failure() }
            try store.saveCheckpoint(checkpoint, for: run)
            checkpoints.append(checkpoint)
        }
    }

    public func runsAtWork(on study: StudyID) throws -> [RunAtWork] { try store.runsAtWork(on: study) }
    @discardableResult
    public func releaseStaleClaims(of study: StudyID) throws -> [StaleRun] { try store.releaseStaleClaims(of: study) }
    public func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent? {
        try store.content(ofTrial: number, of: study)
    }
    public func findings() throws -> [StoreFinding] { try store.findings() }
    public func findings(of study: StudyRecord) throws -> [StoreFinding] { try store.findings(of: study) }
    public func openStudy(_ definition: StudyDefinition) throws -> StudyRecord { try store.openStudy(definition) }
    public func study(named name: String) throws -> StudyRecord? { try store.study(named: name) }
    public func studies() throws -> [StudyRecord] { try store.studies() }
    public func deleteStudy(_ study: StudyID) throws { try store.deleteStudy(study) }
    public func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID {
        try store.beginRun(description, of: study)
    }
    public func endRun(_ run: RunID, as ending: RunEnding) throws { try store.endRun(run, as: ending) }
    @discardableResult
    public func renew(_ run: RunID, reopening: Reopening) throws -> StudyActivity {
        try store.renew(run, reopening: reopening)
    }
    public func runs(of study: StudyID) throws -> [RunRecord] { try store.runs(of: study) }
    public func claim(_ request: ClaimRequest, for run: RunID, source: CandidateSource) throws -> [Candidate] {
        try store.claim(request, for: run, source: source)
    }
    public func release(_ numbers: [Int], for run: RunID) throws { try store.release(numbers, for: run) }
    public func conflicts(of study: StudyID) throws -> [TrialConflict] { try store.conflicts(of: study) }
    public func saveIntermediateValues(_ values: [IntermediateValue], ofTrial number: Int, for run: RunID) throws {
        try store.saveIntermediateValues(values, ofTrial: number, for: run)
    }
    public func intermediateValues(ofTrial number: Int, of study: StudyID) throws -> [IntermediateValue] {
        try store.intermediateValues(ofTrial: number, of: study)
    }
    @discardableResult
    public func requeueFailed(_ numbers: Set<Int>?, of study: StudyID) throws -> [Int] {
        try store.requeueFailed(numbers, of: study)
    }
    public func setAttribute(_ name: String, to json: String?, ofTrial number: Int?, of study: StudyID) throws {
        try store.setAttribute(name, to: json, ofTrial: number, of: study)
    }
    public func importStudy(
        _ imported: ImportedStudy, _ trials: ((TrialContent) throws -> Void) throws -> Void
    ) throws -> StudyRecord {
        try store.importStudy(imported, trials)
    }
    public func attributes(ofTrial number: Int?, of study: StudyID) throws -> [String: String] {
        try store.attributes(ofTrial: number, of: study)
    }
    public func firstUnfinished(of study: StudyID) throws -> Int { try store.firstUnfinished(of: study) }
    public func guaranteedBest(of study: StudyID) throws -> Int? { try store.guaranteedBest(of: study) }
    public func trial(_ number: Int, of study: StudyID) throws -> Trial? { try store.trial(number, of: study) }
    public func trace(ofTrial number: Int, of study: StudyID) throws -> Data? {
        try store.trace(ofTrial: number, of: study)
    }
    public func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data? {
        try store.artifact(named: name, ofTrial: number, of: study)
    }
    public func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String] {
        try store.artifactNames(ofTrial: number, of: study)
    }
    public func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint? {
        try store.checkpoint(ofTrial: number, of: study)
    }
    public func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial] {
        let trials = try store.trials(of: study, matching: query)
        readTrials.add(trials.count, ordering: .sequentiallyConsistent)
        return trials
    }
    public func best(_ count: Int, of study: StudyID) throws -> [Trial] { try store.best(count, of: study) }
    public func counts(of study: StudyID) throws -> TrialCounts { try store.counts(of: study) }
    public func remaining(of study: StudyID, in shard: Shard, reopening: Reopening) throws -> Int {
        try store.remaining(of: study, in: shard, reopening: reopening)
    }
    public func revision(of study: StudyID) throws -> Int64 { try store.revision(of: study) }

    public func changes(since revision: Int64, of study: StudyID, limit: Int) throws -> (
        trials: [Trial], revision: Int64
    ) { try store.changes(since: revision, of: study, limit: limit) }
}
