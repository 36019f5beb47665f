import Foundation

/// What a study minimizes or maximizes.
///
/// An evaluation is a number of steps. An objective begins a trial, then advances any batch of trials in flight to a
/// step; what it keeps of a trial between calls is its `Progress`, a value of the objective's own. So the runner may
/// put trials into batches, take them out, and put them into others, and the result of a trial must not depend on
/// which trials it shared a batch with.
public protocol Objective: Sendable {
    associatedtype Progress: Sendable

    var direction: Direction { get }

    /// The steps of a whole evaluation; 1 for an objective without steps.
    var steps: Int { get }

    /// Whether the bound of a running trial only ever gets worse, so that a trial may be pruned by it and nothing lost.
    var hasMonotoneBound: Bool { get }

    /// How many trials are best advanced together.
    var preferredBatchSize: Int { get }

    /// The most trials whose progress may be held in memory at a time.
    var mostInFlight: Int { get }

    /// Trials of equal keys share work when they are in one batch; nil where there is nothing to share.
    func batchKey(for parameters: TrialParameters) -> BatchKey?

    /// A trial before its first step. One that cannot be evaluated has ended already, with the reason.
    func begin(_ candidate: Candidate) -> Progress

    /// Advances every trial of the batch that has not ended to `step`, which is beyond where any of them stands. At the
    /// last of ``steps`` every trial ends.
    ///
    /// - Returns: false where `cancellation` stopped it on the way; trials then stand at various steps.
    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool

    func status(of progress: Progress) -> TrialStatus

    /// The steps, ascending and below ``steps``, at which running trials are reported and checkpointed; none for
    /// trials so short that they are rather evaluated again.
    var milestones: [Int] { get }

    /// Everything that is needed to go on from here, to the same result; nil where it cannot be kept. The runner asks at
    /// milestones, and where a cancellation stopped a trial between two of them.
    func checkpoint(of progress: Progress) -> Data?

    /// The trial as it stood at a checkpoint; nil where the bytes are not of this form, so that the trial begins again.
    func restore(_ candidate: Candidate, from checkpoint: Data) -> Progress?

    /// What the trial's value would be, had it ended where it stands: schedulers compare it, and it is stored at
    /// milestones. Nil where the objective does not tell.
    func intermediateValue(of progress: Progress) -> Double?

    /// How a running trial does, for people, in one line; nil where there is nothing to say.
    func report(of progress: Progress) -> String?
}

/// Where a trial in flight stands.
public enum TrialStatus: Sendable {
    /// Before the end. The bound, where the objective knows one, is the best value that the trial can still reach.
    case running(step: Int, bound: Double?)
    case ended(Evaluation)
}

/// An opaque key by which the runner groups trials.
public struct BatchKey: Sendable, Hashable, Comparable {
    public let rawValue: UInt64

    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public static func < (a: BatchKey, b: BatchKey) -> Bool { a.rawValue < b.rawValue }
}

extension Objective {
    public var steps: Int { 1 }
    public var hasMonotoneBound: Bool { false }
    public var preferredBatchSize: Int { 1 }
    public var mostInFlight: Int { .max }
    public func batchKey(for parameters: TrialParameters) -> BatchKey? { nil }
    public var milestones: [Int] { [] }
    public func checkpoint(of progress: Progress) -> Data? { nil }
    public func restore(_ candidate: Candidate, from checkpoint: Data) -> Progress? { nil }
    public func intermediateValue(of progress: Progress) -> Double? { nil }
    public func report(of progress: Progress) -> String? { nil }

    /// Evaluates one trial by itself, from its first step to its last.
    public func evaluation(of candidate: Candidate) -> Evaluation {
        var batch = [begin(candidate)]
        _ = advance(&batch, to: steps, cancellation: Cancellation())
        guard case .ended(let evaluation) = status(of: batch[0]) else {
            return Evaluation(.failed(reason: "the trial did not end"))
        }
        return evaluation
    }
}
