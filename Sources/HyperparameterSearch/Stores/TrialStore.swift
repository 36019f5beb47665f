import Foundation

/// Keeps studies, their trials and the runs that made them.
///
/// The protocol is coarse, so that a store may be a file, a server or memory: a run claims numbers by the hundred and
/// records finished trials by the batch, each in one atomic step. A store knows nothing of what is searched. Every
/// conformer passes the contract suite in `Tests/TestSupport/Stores/TrialStoreContract.swift`. Whatever is asked of a
/// study or run that was deleted throws ``StudyError/noStudy(_:)`` or ``StudyError/noRun(_:)``.
public protocol TrialStore: Sendable {
    /// The study of that name: made if there is none, with its budget set to the definition's if there is.
    ///
    /// - Throws: ``StudyError/definitionDiffers(stored:offered:)`` where a study of that name has another text or
    ///   direction, ``StudyError/busy(_:)`` where the budget would change under a run; nothing changes then.
    func openStudy(_ definition: StudyDefinition) throws -> StudyRecord

    func study(named name: String) throws -> StudyRecord?

    /// All studies, by name.
    func studies() throws -> [StudyRecord]

    /// Removes a study with its runs and its trials, and whatever is kept of those.
    ///
    /// - Throws: ``StudyError/busy(_:)`` while a run works on it.
    func deleteStudy(_ study: StudyID) throws

    /// Begins a run. Several may work on one study, each evaluating what it claims.
    ///
    /// - Throws: ``StudyError/otherPolicy(_:wanted:)`` while a run of another policy works on the study.
    func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID

    /// Ends a run. What it had claimed and not recorded waits to be claimed again; checkpoints stay.
    func endRun(_ run: RunID, as ending: RunEnding) throws

    /// Says that a run is alive, as every call for a run does that changes something. A run that says nothing for a
    /// while may be taken for dead, wherever its process is; one whose process has certainly died, at once. It is then
    /// ended as abandoned, and what it had claimed waits again. Where such a run speaks after all, it goes on.
    ///
    /// - Returns: who else works on the study, and what is left of it.
    @discardableResult
    func renew(_ run: RunID) throws -> StudyActivity

    /// All runs of a study, first to last.
    func runs(of study: StudyID) throws -> [RunRecord]

    /// Claims up to `count` trial numbers of the run's share below the budget: those that wait, what other runs that
    /// died had claimed among them, then new ones, each in ascending order. No number is claimed by two living runs.
    /// Empty when nothing is left to claim.
    func claim(_ count: Int, for run: RunID) throws -> [Int]

    /// Gives claimed trials back, unevaluated: they wait to be claimed again. Those that the run does not hold (any
    /// more) stay as they are.
    func release(_ numbers: [Int], for run: RunID) throws

    /// Records finished trials, all or none. Their checkpoints are gone then.
    ///
    /// Trials of a run that was once taken for dead are recorded too where nobody did it meanwhile, and compared with
    /// what is recorded where somebody did.
    ///
    /// - Throws: ``StudyError/notClaimed(_:)`` where a trial is not claimed by this run, and never can have been.
    @discardableResult
    func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording

    /// Where runs found different results for one trial, in the order in which it was found out.
    func conflicts(of study: StudyID) throws -> [TrialConflict]

    /// Keeps a checkpoint of a running trial, in place of an earlier one: wholly or not at all. It outlives the run,
    /// until the trial is recorded. Says too that the run is alive, as ``renew(_:)`` does.
    ///
    /// - Throws: ``StudyError/notClaimed(_:)`` where the trial is not claimed by this run.
    func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws

    /// The last checkpoint of a trial that has not ended; nil where there is none.
    func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint?

    /// Makes pruned trials of the run's share wait again: those whose bound is not worse than `value`, or all where it is nil. Nothing is
    /// kept of them.
    ///
    /// - Returns: how many.
    func revive(boundedBy value: Double?, for run: RunID) throws -> Int

    /// How many of the best are certain: the complete trials that are better than any pruned trial could have been.
    /// Nil where none is pruned, so that all are.
    func guaranteedBest(of study: StudyID) throws -> Int?

    func trial(_ number: Int, of study: StudyID) throws -> Trial?

    /// What the objective reported of a trial on the way.
    func trace(ofTrial number: Int, of study: StudyID) throws -> Data?

    /// A result of a trial too large for a list; nil where it has none of that name.
    func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data?

    /// The names of a trial's artifacts, sorted; none where there is no such trial.
    func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String]

    /// A page of trials.
    func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial]

    /// The best complete trials, best first, equal values by number.
    func best(_ count: Int, of study: StudyID) throws -> [Trial]

    func counts(of study: StudyID) throws -> TrialCounts

    /// How many trials of a share below the budget have not ended. (A budget may be lowered below what is recorded.)
    func remaining(of study: StudyID, in shard: Shard) throws -> Int

    /// The trials that changed after `revision`, in the order of their last change, and the revision reached. Begin
    /// with revision 0; go on with the one returned.
    func changes(since revision: Int64, of study: StudyID, limit: Int) throws -> (trials: [Trial], revision: Int64)
}

extension TrialStore {
    /// How many trials below the budget have not ended.
    public func remaining(of study: StudyID) throws -> Int { try remaining(of: study, in: .whole) }
}

/// Which trials of a study, in which order.
public struct TrialQuery: Sendable, Hashable {
    public enum Order: String, Sendable, Hashable, CaseIterable {
        case number
        /// Best first; trials without a value last.
        case value
        /// The last to finish first; unfinished ones last.
        case finished
    }

    /// Nil for all states.
    public var states: Set<TrialState>?
    public var order: Order
    public var limit: Int?
    public var offset: Int

    public init(states: Set<TrialState>? = nil, order: Order = .number, limit: Int? = nil, offset: Int = 0) {
        self.states = states
        self.order = order
        self.limit = limit
        self.offset = offset
    }

    public static let all = TrialQuery()
}

extension TrialQuery {
    /// Whether trial `a` comes before trial `b` in this order. Ties go by number, so the order is total.
    func precedes(_ a: Trial, _ b: Trial, direction: Direction) -> Bool {
        switch order {
        case .number:
            return a.number < b.number
        case .value:
            guard let x = a.value, let y = b.value, x != y else {
                if (a.value == nil) != (b.value == nil) { return a.value != nil }
                return a.number < b.number
            }
            return direction.prefers(x, to: y)
        case .finished:
            guard let x = a.finished, let y = b.finished, x != y else {
                if (a.finished == nil) != (b.finished == nil) { return a.finished != nil }
                return a.number < b.number
            }
            return x > y
        }
    }
}
