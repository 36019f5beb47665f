import Foundation

/// Reads studies, their trials and the runs that made them: what lists, figures, reports and pages need.
///
/// Whoever reads changes nothing. A call that names a study that was deleted throws ``StudyError/noStudy(_:)``.
public protocol StudyReader: Sendable {
    // MARK: Studies and runs

    func study(named name: String) throws -> StudyRecord?

    /// All studies, by name.
    func studies() throws -> [StudyRecord]

    /// All runs of a study, first to last.
    func runs(of study: StudyID) throws -> [RunRecord]

    /// The runs that have not ended, the dead ones included.
    func runsAtWork(on study: StudyID) throws -> [RunAtWork]

    /// Where runs found different results for one trial, in the order in which that was noticed.
    func conflicts(of study: StudyID) throws -> [TrialConflict]

    // MARK: Trials

    func trial(_ number: Int, of study: StudyID) throws -> Trial?

    /// All that is kept of a trial, at one moment; nil where there is no such trial.
    func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent?

    /// A page of trials.
    func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial]

    /// The best complete trials, best first, equal values by number.
    func best(_ count: Int, of study: StudyID) throws -> [Trial]

    /// How many of the best are certain: the complete trials that are better than any pruned trial could have been.
    /// Nil where no trial is pruned, so that all are.
    func guaranteedBest(of study: StudyID) throws -> Int?

    func counts(of study: StudyID) throws -> TrialCounts

    /// How many trials of a shard below the budget are left to evaluate: those without a result, and the pruned ones
    /// that are evaluated again. (A budget may be lowered below the recorded trials.)
    func remaining(of study: StudyID, in shard: Shard, reopening: Reopening) throws -> Int

    /// The lowest number whose trial has no result, whether it was claimed or not.
    func firstUnfinished(of study: StudyID) throws -> Int

    /// The trials that changed after `revision`, in the order of their last change, and the revision reached. Begin
    /// with revision 0; go on with the one returned.
    func changes(since revision: Int64, of study: StudyID, limit: Int) throws -> (trials: [Trial], revision: Int64)

    // MARK: What belongs to a trial

    /// What the objective reported of a trial on the way.
    func trace(ofTrial number: Int, of study: StudyID) throws -> Data?

    /// A result of a trial too large for a list; nil where it has none of that name.
    func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data?

    /// The names of a trial's artifacts, sorted; empty where there is no such trial.
    func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String]

    /// The last checkpoint of a trial that is not finished; nil where there is none.
    func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint?

    /// A trial's intermediate values, by ascending step.
    func intermediateValues(ofTrial number: Int, of study: StudyID) throws -> [IntermediateValue]

    /// The attributes of a trial, or of the study where `number` is nil: JSON texts by name.
    func attributes(ofTrial number: Int?, of study: StudyID) throws -> [String: String]

    // MARK: Inspection

    /// Damage of the store as a whole. A store without findings may be written to.
    func findings() throws -> [StoreFinding]

    /// Broken rules among a study's trials, disagreements between runs, and, as notes, what dead runs left behind.
    func findings(of study: StudyRecord) throws -> [StoreFinding]
}

extension StudyReader {
    /// How many trials of a shard below the budget have no result.
    public func remaining(of study: StudyID, in shard: Shard = .whole) throws -> Int {
        try remaining(of: study, in: shard, reopening: .none)
    }
}
