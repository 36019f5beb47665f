import Foundation

/// Stores studies, their trials and their runs.
///
/// The calls are coarse, so that a store may be a file, a server or memory: a run claims hundreds of trials at once and
/// records finished trials in batches. Each call is atomic. A store knows nothing of the objective. Every conformer
/// must pass the contract suite, `TrialStoreContract`. A call that names a deleted study or run throws
/// ``StudyError/noStudy(_:)`` or ``StudyError/noRun(_:)``.
public protocol TrialStore: StudyReader {
    /// A warning about the store for its user; nil where there is none.
    var warning: StoreWarning? { get }

    /// Closes the store. No call may follow.
    func close() throws

    /// Opens the study with the definition's name. Makes the study where there is none; sets the budget of a study that
    /// exists.
    ///
    /// The definition's fingerprint is stored where the study has none yet.
    ///
    /// - Throws: ``StudyError/definitionDiffers(stored:offered:)`` where a study of that name has another text,
    ///   direction or fingerprint; ``StudyError/busy(_:)`` where the budget would change while a run works on the
    ///   study. Nothing changes then.
    func openStudy(_ definition: StudyDefinition) throws -> StudyRecord

    /// Deletes a study with its runs, its trials and everything that belongs to them.
    ///
    /// - Throws: ``StudyError/busy(_:)`` while a run works on it.
    func deleteStudy(_ study: StudyID) throws

    /// Begins a run. Several runs may work on one study; each evaluates the trials that it claims.
    ///
    /// The lease of a run whose trials were asked for is the one of its ``AskedClaim``. Where it ends before a trial is
    /// recorded, the trial's attempt grows. Such a run ends when a call leaves it without a trial: as finished, or, where
    /// it was taken for dead before, as abandoned, so that results of its other trials may still come.
    ///
    /// - Throws: ``StudyError/otherScheduler(_:wanted:)`` while a run with another scheduler works on the study.
    func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID

    /// Ends a run. The trials that it has claimed and not recorded wait to be claimed again. Their checkpoints stay.
    func endRun(_ run: RunID, as ending: RunEnding) throws

    /// Renews a run's lease. Every other call that changes something for a run renews it too.
    ///
    /// A run whose lease has expired may be taken for dead, wherever its process is. A run whose process has certainly
    /// died may be taken for dead at once. Such a run is ended as abandoned, and its trials wait again. If it calls the
    /// store after all, it goes on.
    ///
    /// - Parameters:
    ///   - run: the run whose lease is renewed.
    ///   - reopening: selects the pruned trials that count as unclaimed.
    /// - Returns: the other runs' activity on the study, and its remaining trials.
    @discardableResult
    func renew(_ run: RunID, reopening: Reopening) throws -> StudyActivity

    /// Ends a study's dead runs as abandoned. Takes the trials that ended runs still hold away from them, so that they
    /// wait.
    ///
    /// - Returns: the runs that were ended or lost trials.
    @discardableResult
    func releaseStaleClaims(of study: StudyID) throws -> [StaleRun]

    /// Claims trials of the run's shard below the budget. First come the trials that wait, including the claims of dead
    /// runs and the pruned trials of `request.reopening`, then new numbers; both in ascending order. Where the request has
    /// an order, trials are claimed in that order instead. No trial is ever claimed by two living runs. Parameters are
    /// stored with the claim; a trial that already has parameters keeps them.
    ///
    /// - Parameters:
    ///   - request: how many trials, and which of them may be claimed.
    ///   - run: the run that will hold the trials.
    ///   - source: gives the parameters of claimed trials that have none.
    /// - Returns: the claimed trials; empty when nothing is left to claim.
    /// - Throws: what `source` throws; nothing is claimed then.
    func claim(_ request: ClaimRequest, for run: RunID, source: CandidateSource) throws -> [Candidate]

    /// Gives claimed trials back without results. They wait to be claimed again. Trials that the run does not hold, or
    /// no longer holds, stay as they are.
    func release(_ numbers: [Int], for run: RunID) throws

    /// Records finished trials, all or none. Their checkpoints are deleted.
    ///
    /// A run that was taken for dead may still record. Its result of a trial is kept where no other run has recorded
    /// the trial meanwhile; otherwise it is compared with the recorded one.
    ///
    /// - Throws: ``StudyError/notClaimed(_:)`` where this run does not hold a trial and cannot have held it before.
    @discardableResult
    func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording

    /// Saves a checkpoint of a running trial, atomically, in place of an earlier one. It is kept until the trial is
    /// recorded, even after the run has ended. Renews the run's lease, as `renew(_:)` does.
    ///
    /// - Throws: ``StudyError/notClaimed(_:)`` where the trial is not claimed by this run.
    func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws

    /// Saves checkpoints of running trials as ``saveCheckpoint(_:for:)`` does. Those of trials that this run does not
    /// hold are left out.
    ///
    /// - Returns: the numbers of the trials whose checkpoints are saved.
    func saveCheckpoints(_ checkpoints: [TrialCheckpoint], for run: RunID) throws -> Set<Int>

    /// Saves intermediate values of a running trial. A new value replaces an earlier one of the same step. Renews the
    /// run's lease.
    ///
    /// - Throws: ``StudyError/notClaimed(_:)`` where the trial is not claimed by this run.
    func saveIntermediateValues(_ values: [IntermediateValue], ofTrial number: Int, for run: RunID) throws

    /// Requeues failed trials: they wait for their next attempt. The failed results are deleted.
    ///
    /// An adaptive sampler that has learned a failure does not unlearn it: later generations may depend on whether the
    /// process that made them had seen the failure.
    ///
    /// - Parameters:
    ///   - numbers: nil for all failed trials. Trials that are not failed stay as they are.
    ///   - study: the study that has the trials.
    /// - Returns: the numbers of the requeued trials, ascending.
    @discardableResult
    func requeueFailed(_ numbers: Set<Int>?, of study: StudyID) throws -> [Int]

    /// Repairs a study of a store without damage as a whole. Damaged trials that no run holds wait to be evaluated
    /// again; what was stored of them is deleted. Damaged runs are accepted as they now are.
    ///
    /// A store that cannot be damaged has nothing to repair.
    func repair(_ study: StudyID) throws -> StudyRepair

    /// Gives space that a store no longer needs back.
    ///
    /// - Parameter rewriting: whether the whole store may be written anew, which takes longer and frees more.
    func reclaimSpace(rewriting: Bool) throws -> StoreSpace

    /// Sets an attribute of a trial, or of the study where `number` is nil, to a JSON text. A nil text removes the
    /// attribute.
    ///
    /// - Throws: ``StudyError/attribute(_:)`` where the text is not JSON or the name is empty,
    ///   ``StudyError/noTrial(_:)`` where there is no such trial.
    func setAttribute(_ name: String, to json: String?, ofTrial number: Int?, of study: StudyID) throws

    /// Makes a study with the trials of a search elsewhere, whole or not at all. Trials without a result wait.
    ///
    /// - Parameters:
    ///   - imported: the definition, the attributes and the run of the new study.
    ///   - trials: calls its argument with each trial, in order of number from 0 without gaps. It must not call this
    ///     store.
    /// - Throws: ``StudyError/exists(_:)`` where there is a study of that name, and what `trials` throws.
    func importStudy(
        _ imported: ImportedStudy, _ trials: ((TrialContent) throws -> Void) throws -> Void
    ) throws -> StudyRecord
}

extension TrialStore {
    public var warning: StoreWarning? { nil }
    public func close() throws {}
    public func reclaimSpace(rewriting: Bool) throws -> StoreSpace { StoreSpace(before: 0, after: 0, unused: 0) }
    public func repair(_ study: StudyID) throws -> StudyRepair { StudyRepair() }

    public func saveCheckpoints(_ checkpoints: [TrialCheckpoint], for run: RunID) throws -> Set<Int> {
        var saved: Set<Int> = []
        for checkpoint in checkpoints {
            do {
                try saveCheckpoint(checkpoint, for: run)
                saved.insert(checkpoint.number)
            } catch StudyError.notClaimed {
                // This run was taken for dead, and another run evaluates the trial now.
            }
        }
        return saved
    }

    /// Renews a run's lease, for a run that evaluates no pruned trials again.
    @discardableResult
    public func renew(_ run: RunID) throws -> StudyActivity { try renew(run, reopening: .none) }
}
