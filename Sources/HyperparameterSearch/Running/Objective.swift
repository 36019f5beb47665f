import Foundation

/// The function that a study minimizes or maximizes.
///
/// An evaluation consists of steps. The objective begins a trial, then advances batches of running trials to given
/// steps. Between calls the state of a trial is its `Progress`, a value type of the objective. The runner may form new
/// batches at every call, so the result of a trial must not depend on the other trials of its batch.
public protocol Objective: Sendable {
    /// The state of a trial between two calls.
    associatedtype Progress: Sendable

    /// Whether small or large values are better.
    var direction: Direction { get }

    /// The number of steps of a whole evaluation; 1 for an objective without steps.
    var steps: Int { get }

    /// The unit in which studies state steps: an epoch, for example.
    var unit: StepUnit { get }

    /// Whether `intermediateValue(of:)` gives a value at every step at which a scheduler may compare trials: at the
    /// milestones, or at every step where there are none.
    var hasIntermediateValues: Bool { get }

    /// Whether the bound of a running trial can only get worse. Pruning by a monotone bound is lossless.
    var hasMonotoneBound: Bool { get }

    /// The number of trials that are advanced together most efficiently.
    var preferredBatchSize: Int { get }

    /// The largest number of waiting trials whose progress is kept while they run together. The progress of the others is
    /// suspended and dropped, and they restart from their first step when they advance.
    var mostInFlight: Int { get }

    /// Trials with equal keys share work when they are in one batch. Nil where trials share no work.
    func batchKey(for parameters: TrialParameters) -> BatchKey?

    /// A trial before its first step. A trial that cannot be evaluated has already ended, as failed.
    func begin(_ candidate: Candidate) -> Progress

    /// Advances the trials of the batch that have not ended to `step`, which is beyond the step of each of them. Every
    /// trial ends at the last step, `steps`, at the latest.
    ///
    /// - Returns: false where `cancellation` stopped the work before `step`; the trials may then be at different steps.
    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool

    /// The same, and tells on the way how far the batch is. Objectives whose steps take long implement it.
    ///
    /// - Parameters:
    ///   - batch: the trials; those that have ended stay as they are.
    ///   - step: beyond the step of each trial that has not ended.
    ///   - cancellation: checked between steps.
    ///   - reached: takes the mean step that the trials of the batch have reached; called on any thread.
    func advance(
        _ batch: inout [Progress], to step: Int, cancellation: Cancellation,
        reached: @escaping @Sendable (_ meanStep: Double) -> Void
    ) -> Bool

    /// The same, and tells of the values that trials report on the way. Objectives whose trials report at steps of their
    /// own implement it.
    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation, news: TrialNews) -> Bool

    /// Whether the trial is still running. The runner asks after each `advance`.
    func status(of progress: Progress) -> TrialStatus

    /// Ends what a trial that has not ended holds outside its progress, such as a process. The trial is given back, or a
    /// scheduler stops it, or the run ends. The runner asks for the checkpoint after this.
    func suspend(_ progress: inout Progress)

    /// Frees what is kept, outside the store, of a suspended trial that a scheduler has stopped.
    func discard(_ candidate: Candidate)

    /// The steps, ascending and below ``steps``, at which running trials are reported and checkpointed. Empty where
    /// trials are short enough to be checkpointed only when their run is stopped.
    var milestones: [Int] { get }

    /// The bytes from which the trial can continue to the same result; nil where it cannot be saved at this step. The
    /// runner asks at milestones, and after a cancellation.
    func checkpoint(of progress: Progress) -> Data?

    /// The trial restored from a checkpoint.
    ///
    /// - Throws: ``CheckpointProblem`` where it cannot go on to the same result; the trial then starts again.
    func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress

    /// The value of the trial if it ended at its present step. Schedulers compare these values, and the store keeps
    /// them at milestones. Nil where the objective has none.
    func intermediateValue(of progress: Progress) -> Double?

    /// One line on a running trial, for people; nil where there is nothing to report.
    func report(of progress: Progress) -> String?
}

/// Takes what the trials of a batch tell while they are advanced. Called on any thread.
public struct TrialNews: Sendable {
    /// Takes the mean step that the trials of the batch have reached.
    public let reached: @Sendable (_ meanStep: Double) -> Void
    /// Takes values that the trial at an index of the batch has reported, in order of step. Their steps are at most the
    /// step to which the batch is advanced, unless that is the last step.
    public let reported: @Sendable (_ index: Int, _ values: [IntermediateValue]) -> Void

    /// News that go to these closures; each may be left out.
    public init(
        reached: @escaping @Sendable (_ meanStep: Double) -> Void = { _ in },
        reported: @escaping @Sendable (_ index: Int, _ values: [IntermediateValue]) -> Void = { _, _ in }
    ) {
        self.reached = reached
        self.reported = reported
    }
}

/// Whether a trial is still running.
public enum TrialStatus: Sendable {
    /// The trial has run `step` steps. The bound, where the objective knows one, is the best value that the trial can
    /// still reach.
    case running(step: Int, bound: Double?)
    /// The trial has its result.
    case ended(Evaluation)
}

/// An opaque key by which the runner groups trials.
public struct BatchKey: Sendable, Hashable, Comparable {
    /// The key itself; batches are sorted by it.
    public let rawValue: UInt64

    /// A key from a number, such as a hash of the shared part.
    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    public static func < (a: BatchKey, b: BatchKey) -> Bool { a.rawValue < b.rawValue }
}

extension Objective {
    public var steps: Int { 1 }
    public var unit: StepUnit { .step }
    public var hasIntermediateValues: Bool { false }
    public var hasMonotoneBound: Bool { false }
    public var preferredBatchSize: Int { 1 }
    public var mostInFlight: Int { .max }
    public func batchKey(for parameters: TrialParameters) -> BatchKey? { nil }
    public var milestones: [Int] { [] }

    public func advance(
        _ batch: inout [Progress], to step: Int, cancellation: Cancellation,
        reached: @escaping @Sendable (_ meanStep: Double) -> Void
    ) -> Bool {
        advance(&batch, to: step, cancellation: cancellation)
    }

    public func advance(
        _ batch: inout [Progress], to step: Int, cancellation: Cancellation, news: TrialNews
    ) -> Bool {
        advance(&batch, to: step, cancellation: cancellation, reached: news.reached)
    }

    public func suspend(_ progress: inout Progress) {}
    public func discard(_ candidate: Candidate) {}
    public func checkpoint(of progress: Progress) -> Data? { nil }
    public func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress {
        throw .otherForm
    }
    public func intermediateValue(of progress: Progress) -> Double? { nil }
    public func report(of progress: Progress) -> String? { nil }

    /// Evaluates one trial alone, from its first step to its end.
    public func evaluation(of candidate: Candidate) -> Evaluation {
        var batch = [begin(candidate)]
        _ = advance(&batch, to: steps, cancellation: Cancellation())
        guard case .ended(let evaluation) = status(of: batch[0]) else {
            return Evaluation(.failed(reason: "the trial did not end"))
        }
        return evaluation
    }
}
