import Foundation
import HyperparameterSearch
import Synchronization

/// A server that handles one call at a time, first come, first served. Each takes the same time.
final class CallQueue: Sendable {
    private struct State {
        /// The time at which the last call that has come will have been handled, in seconds since the machine started.
        var free = 0.0
        var calls: [String: Int] = [:]
    }

    private let seconds: Double
    private let state = Mutex(State())

    /// - Parameter seconds: how long a call takes.
    init(seconds: Double) {
        self.seconds = seconds
    }

    /// Waits until the server has handled a call.
    func handle(_ name: String) {
        let end = state.withLock { state in
            state.free = max(state.free, ProcessInfo.processInfo.systemUptime) + seconds
            state.calls[name, default: 0] += 1
            return state.free
        }
        let wait = end - ProcessInfo.processInfo.systemUptime
        if wait > 0 { Thread.sleep(forTimeInterval: wait) }
    }

    /// The number of calls that have come, by name.
    var calls: [String: Int] { state.withLock { $0.calls } }
}

/// A store behind a server. It counts every call, and each takes the server's time beside its own.
struct DistantStore: TrialStore {
    let store: InMemoryStore
    let server: CallQueue

    private func answer<Result>(_ name: String = #function, _ call: () throws -> Result) rethrows -> Result {
        server.handle(String(name.prefix { $0 != "(" }))
        return try call()
    }

    // MARK: What a run calls

    func openStudy(_ definition: StudyDefinition) throws -> StudyRecord {
        try answer { try store.openStudy(definition) }
    }
    func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID {
        try answer { try store.beginRun(description, of: study) }
    }
    func endRun(_ run: RunID, as ending: RunEnding) throws { try answer { try store.endRun(run, as: ending) } }
    func renew(_ run: RunID, reopening: Reopening) throws -> StudyActivity {
        try answer { try store.renew(run, reopening: reopening) }
    }
    func claim(_ request: ClaimRequest, for run: RunID, source: CandidateSource) throws -> [Candidate] {
        try answer { try store.claim(request, for: run, source: source) }
    }
    func release(_ numbers: [Int], for run: RunID) throws { try answer { try store.release(numbers, for: run) } }
    func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording {
        try answer { try store.record(trials, for: run) }
    }
    func best(_ count: Int, of study: StudyID) throws -> [Trial] {
        // A store answers a question for no trial by itself.
        count == 0 ? [] : try answer { try store.best(count, of: study) }
    }
    func remaining(of study: StudyID, in shard: Shard, reopening: Reopening) throws -> Int {
        try answer { try store.remaining(of: study, in: shard, reopening: reopening) }
    }
    func counts(of study: StudyID) throws -> TrialCounts { try answer { try store.counts(of: study) } }
    func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial] {
        try answer { try store.trials(of: study, matching: query) }
    }
    func runs(of study: StudyID) throws -> [RunRecord] { try answer { try store.runs(of: study) } }
    func checkpoints(ofTrials numbers: [Int], of study: StudyID) throws -> [Int: TrialCheckpoint] {
        numbers.isEmpty ? [:] : try answer { try store.checkpoints(ofTrials: numbers, of: study) }
    }
    func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws {
        try answer { try store.saveCheckpoint(checkpoint, for: run) }
    }
    func saveIntermediateValues(_ values: [IntermediateValue], ofTrial number: Int, for run: RunID) throws {
        try answer { try store.saveIntermediateValues(values, ofTrial: number, for: run) }
    }

    // MARK: What lists, pages and repairs call

    func study(named name: String) throws -> StudyRecord? { try answer { try store.study(named: name) } }
    func studies() throws -> [StudyRecord] { try answer { try store.studies() } }
    func runsAtWork(on study: StudyID) throws -> [RunAtWork] { try answer { try store.runsAtWork(on: study) } }
    func conflicts(of study: StudyID) throws -> [TrialConflict] { try answer { try store.conflicts(of: study) } }
    func trial(_ number: Int, of study: StudyID) throws -> Trial? { try answer { try store.trial(number, of: study) } }
    func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent? {
        try answer { try store.content(ofTrial: number, of: study) }
    }
    func guaranteedBest(of study: StudyID) throws -> Int? { try answer { try store.guaranteedBest(of: study) } }
    func firstUnfinished(of study: StudyID) throws -> Int { try answer { try store.firstUnfinished(of: study) } }
    func revision(of study: StudyID) throws -> Int64 {
        try answer { try store.revision(of: study) }
    }

    func changes(since revision: Int64, of study: StudyID, limit: Int) throws -> (trials: [Trial], revision: Int64) {
        try answer { try store.changes(since: revision, of: study, limit: limit) }
    }
    func trace(ofTrial number: Int, of study: StudyID) throws -> Data? {
        try answer { try store.trace(ofTrial: number, of: study) }
    }
    func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data? {
        try answer { try store.artifact(named: name, ofTrial: number, of: study) }
    }
    func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String] {
        try answer { try store.artifactNames(ofTrial: number, of: study) }
    }
    func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint? {
        try answer { try store.checkpoint(ofTrial: number, of: study) }
    }
    func intermediateValues(ofTrial number: Int, of study: StudyID) throws -> [IntermediateValue] {
        try answer { try store.intermediateValues(ofTrial: number, of: study) }
    }
    func attributes(ofTrial number: Int?, of study: StudyID) throws -> [String: String] {
        try answer { try store.attributes(ofTrial: number, of: study) }
    }
    func findings() throws -> [StoreFinding] { try answer { try store.findings() } }
    func findings(of study: StudyRecord) throws -> [StoreFinding] { try answer { try store.findings(of: study) } }
    func deleteStudy(_ study: StudyID) throws { try answer { try store.deleteStudy(study) } }
    func releaseStaleClaims(of study: StudyID) throws -> [StaleRun] {
        try answer { try store.releaseStaleClaims(of: study) }
    }
    func requeueFailed(_ numbers: Set<Int>?, of study: StudyID) throws -> [Int] {
        try answer { try store.requeueFailed(numbers, of: study) }
    }
    func setAttribute(_ name: String, to json: String?, ofTrial number: Int?, of study: StudyID) throws {
        try answer { try store.setAttribute(name, to: json, ofTrial: number, of: study) }
    }
    func importStudy(
        _ imported: ImportedStudy, _ trials: ((TrialContent) throws -> Void) throws -> Void
    ) throws -> StudyRecord { try answer { try store.importStudy(imported, trials) } }
}
