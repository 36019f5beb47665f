import Foundation

/// Keeps studies, their trials and the runs that made them.
///
/// The protocol is coarse, so that a store may be a file, a server or memory: a run claims numbers by the hundred and
/// records finished trials by the batch, each in one atomic step. A store knows nothing of what is searched. Every
/// conformer passes the contract suite, `TrialStoreContract`. A call that names a study or run that was deleted throws
/// ``StudyError/noStudy(_:)`` or ``StudyError/noRun(_:)``.
public protocol TrialStore: StudyReader {
    /// A condition of the store that its user should know; nil where there is none.
    var warning: String? { get }

    /// Ends the use of the store. No call may follow.
    func close() throws

    /// The study of that name: made if there is none, with its budget set to the definition's if there is.
    ///
    /// A definition's fingerprint is stored where the study has none yet.
    ///
    /// - Throws: ``StudyError/definitionDiffers(stored:offered:)`` where a study of that name has another text,
    ///   direction or fingerprint, ``StudyError/busy(_:)`` where the budget would change under a run; nothing changes then.
    func openStudy(_ definition: StudyDefinition) throws -> StudyRecord

    /// Removes a study with its runs and its trials, and everything that is kept of those.
    ///
    /// - Throws: ``StudyError/busy(_:)`` while a run works on it.
    func deleteStudy(_ study: StudyID) throws

    /// Begins a run. Several may work on one study, each evaluating what it claims.
    ///
    /// - Throws: ``StudyError/otherScheduler(_:wanted:)`` while a run with another scheduler works on the study.
    func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID

    /// Ends a run. What it had claimed and not recorded waits to be claimed again; checkpoints stay.
    func endRun(_ run: RunID, as ending: RunEnding) throws

    /// Says that a run is alive, as every call for a run does that changes something.
    ///
    /// A run that is silent for longer than its lease may be taken for dead, wherever its process is; one whose process
    /// has certainly died, at once. It is then ended as abandoned, and its trials wait again. If such a run speaks after
    /// all, it goes on.
    ///
    /// - Parameter reopening: the pruned trials that count as unclaimed.
    /// - Returns: who else works on the study, and what is left of it.
    @discardableResult
    func renew(_ run: RunID, reopening: Reopening) throws -> StudyActivity

    /// Ends the runs of a study that died, as abandoned, and makes the trials wait that ended runs still hold.
    ///
    /// - Returns: the runs that were ended or lost trials.
    @discardableResult
    func releaseStaleClaims(of study: StudyID) throws -> [StaleRun]

    /// Claims trials of the run's shard below the budget: first those that wait (the claims of dead runs and the pruned
    /// trials of `request.reopening` among them), then new numbers, each in ascending order. No trial is claimed by two
    /// living runs. Parameters are stored with the claim; a trial that has some keeps them.
    ///
    /// - Parameter source: is asked for the parameters of claimed trials that have none.
    /// - Returns: the claimed trials; empty when nothing is left to claim.
    /// - Throws: what `source` throws; nothing is claimed then.
    func claim(_ request: ClaimRequest, for run: RunID, source: CandidateSource) throws -> [Candidate]

    /// Gives claimed trials back, unevaluated: they wait to be claimed again. Trials that the run does not hold (any
    /// more) stay as they are.
    func release(_ numbers: [Int], for run: RunID) throws

    /// Records finished trials, all or none. Their checkpoints are deleted.
    ///
    /// A run that was once taken for dead may record too: its results are kept where no other run recorded the trial
    /// meanwhile, and compared with the recorded ones otherwise.
    ///
    /// - Throws: ``StudyError/notClaimed(_:)`` where a trial is not claimed by this run, and never can have been.
    @discardableResult
    func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording

    /// Keeps a checkpoint of a running trial, in place of an earlier one: wholly or not at all. It outlives the run,
    /// until the trial is recorded. Says too that the run is alive, as ``renew(_:)`` does.
    ///
    /// - Throws: ``StudyError/notClaimed(_:)`` where the trial is not claimed by this run.
    func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws

    /// Keeps intermediate values of a running trial, each in place of an earlier one of its step. Says too that the run
    /// is alive.
    ///
    /// - Throws: ``StudyError/notClaimed(_:)`` where the trial is not claimed by this run.
    func saveIntermediateValues(_ values: [IntermediateValue], ofTrial number: Int, for run: RunID) throws

    /// Makes failed trials wait to be evaluated again, as a further attempt. What was kept of the failed one is deleted.
    ///
    /// - Parameter numbers: nil for all failed trials; others than failed ones stay as they are.
    /// - Returns: the numbers, ascending.
    @discardableResult
    func requeueFailed(_ numbers: Set<Int>?, of study: StudyID) throws -> [Int]

    /// Attaches a JSON text to a trial, or to the study where `number` is nil; nil removes it.
    ///
    /// - Throws: ``StudyError/attribute(_:)`` where the text is not JSON or the name is empty,
    ///   ``StudyError/noTrial(_:)`` where there is no such trial.
    func setAttribute(_ name: String, to json: String?, ofTrial number: Int?, of study: StudyID) throws
}

extension TrialStore {
    public var warning: String? { nil }
    public func close() throws {}

    @discardableResult
    public func renew(_ run: RunID) throws -> StudyActivity { try renew(run, reopening: .none) }
}
