import Foundation

/// Reads studies, their trials and their runs: the calls that lists, figures, reports and pages need.
///
/// No call changes the store. A call that names a deleted study throws ``StudyError/noStudy(_:)``.
public protocol StudyReader: Sendable {
    // MARK: Studies and runs

    /// The study of this name; nil where there is none.
    func study(named name: String) throws -> StudyRecord?

    /// All studies, by name.
    func studies() throws -> [StudyRecord]

    /// All runs of a study, in the order in which they began.
    func runs(of study: StudyID) throws -> [RunRecord]

    /// A run of a study; nil where the study has no such run.
    func run(_ id: RunID, of study: StudyID) throws -> RunRecord?

    /// The runs that have not ended, including the dead ones.
    func runsAtWork(on study: StudyID) throws -> [RunAtWork]

    /// The number of results that each run of a study has recorded; runs without one may be absent. The store may read all
    /// trials for it.
    func recordedTrials(of study: StudyID) throws -> [RunID: Int]

    /// The trials for which runs found different results, in the order in which the conflicts were found.
    func conflicts(of study: StudyID) throws -> [TrialConflict]

    // MARK: Trials

    /// The trial of this number, without what is read separately; nil where there is none.
    func trial(_ number: Int, of study: StudyID) throws -> Trial?

    /// Everything that the store keeps of a trial, read in one transaction; nil where there is no such trial.
    func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent?

    /// The trials that match a query.
    func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial]

    /// Calls `body` with the trials that match a query, to be read one by one. `body` must not call the reader.
    func withTrials<Result>(
        of study: StudyID, matching query: TrialQuery, _ body: (TrialPasses) throws -> Result
    ) throws -> Result

    /// The best complete trials, best first; equal values in order of number.
    func best(_ count: Int, of study: StudyID) throws -> [Trial]

    /// How many of the best trials are certain: the number of complete trials that are better than the bound of every
    /// pruned trial. Nil where no trial is pruned, so that all are certain.
    func guaranteedBest(of study: StudyID) throws -> Int?

    /// The number of trials in each state.
    func counts(of study: StudyID) throws -> TrialCounts

    /// The number of trials of a shard that are left to evaluate: those without a result, and the pruned ones that are
    /// evaluated again. Only trials below the budget count. (A budget may be lowered below the recorded trials.)
    func remaining(of study: StudyID, in shard: Shard, reopening: Reopening) throws -> Int

    /// The number of trials below the budget that have no result, in constant time. A store from which rows are missing
    /// may count their trials as finished.
    func unfinished(of study: StudyID) throws -> Int

    /// The lowest number whose trial has no result, claimed or not.
    func firstUnfinished(of study: StudyID) throws -> Int

    /// The trials that changed after `revision`, in the order of their last change, and the revision of the last one.
    /// The first call takes revision 0, and each later call takes the revision of the call before it.
    func changes(since revision: Int64, of study: StudyID, limit: Int) throws -> (trials: [Trial], revision: Int64)

    /// The revision of the study's last change, in constant time: ``changes(since:of:limit:)`` has nothing since then.
    func revision(of study: StudyID) throws -> Int64

    // MARK: What belongs to a trial

    /// The objective's record of the course of a trial.
    func trace(ofTrial number: Int, of study: StudyID) throws -> Data?

    /// A result of a trial that is too large for a list; nil where the trial has none of that name.
    func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data?

    /// The names of a trial's artifacts, sorted; empty where there is no such trial.
    func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String]

    /// The last checkpoint of an unfinished trial; nil where there is none.
    func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint?

    /// The last checkpoints of these trials, by number; only unfinished trials have one.
    func checkpoints(ofTrials numbers: [Int], of study: StudyID) throws -> [Int: TrialCheckpoint]

    /// A trial's intermediate values, in order of step.
    func intermediateValues(ofTrial number: Int, of study: StudyID) throws -> [IntermediateValue]

    /// The attributes of a trial, or of the study where `number` is nil: JSON texts by name.
    func attributes(ofTrial number: Int?, of study: StudyID) throws -> [String: String]

    // MARK: Inspection

    /// The damage of the store as a whole. A store without findings may be written to.
    func findings() throws -> [StoreFinding]

    /// The broken rules among a study's trials, the conflicts between runs, and, as notes, the trials that dead runs
    /// still hold.
    func findings(of study: StudyRecord) throws -> [StoreFinding]
}

extension StudyReader {
    /// The number of trials of a shard below the budget that have no result.
    public func remaining(of study: StudyID, in shard: Shard = .whole) throws -> Int {
        try remaining(of: study, in: shard, reopening: .none)
    }
}

extension StudyReader {
    public func unfinished(of study: StudyID) throws -> Int { try remaining(of: study) }

    public func recordedTrials(of study: StudyID) throws -> [RunID: Int] {
        try withTrials(of: study, matching: .all) { passes in
            var counts: [RunID: Int] = [:]
            try passes.visit { trial in
                if let run = trial.result?.run { counts[run, default: 0] += 1 }
            }
            return counts
        }
    }

    public func run(_ id: RunID, of study: StudyID) throws -> RunRecord? {
        try runs(of: study).first { $0.id == id }
    }

    public func checkpoints(ofTrials numbers: [Int], of study: StudyID) throws -> [Int: TrialCheckpoint] {
        var found: [Int: TrialCheckpoint] = [:]
        for number in numbers { found[number] = try checkpoint(ofTrial: number, of: study) }
        return found
    }
}
