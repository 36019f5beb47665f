import Foundation

/// Where a trial stands.
public enum TrialState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Claimed by a run that then stopped: waits to be claimed again.
    case waiting
    /// A run is working on it.
    case claimed
    case complete
    case pruned
    case failed

    /// Whether the trial has ended.
    public var isFinished: Bool {
        switch self {
        case .waiting, .claimed: false
        case .complete, .pruned, .failed: true
        }
    }
}

/// A trial's number and what to evaluate.
public struct Candidate: Sendable, Hashable {
    public let number: Int
    public let parameters: TrialParameters
    /// The trial that the parameters came from, where they came from one.
    public let parent: TrialReference?

    public init(number: Int, parameters: TrialParameters, parent: TrialReference? = nil) {
        self.number = number
        self.parameters = parameters
        self.parent = parent
    }
}

/// A trial that ended, as a run hands it to the store.
public struct FinishedTrial: Sendable, Hashable {
    public let candidate: Candidate
    public let evaluation: Evaluation
    /// When the batch, or the pruning window, that the trial ended in began.
    public let started: Date
    public let finished: Date

    public init(_ candidate: Candidate, _ evaluation: Evaluation, started: Date, finished: Date) {
        self.candidate = candidate
        self.evaluation = evaluation.withFiniteValuesOnly
        self.started = started
        self.finished = finished
    }
}

/// A trial as the store knows it. Its trace and artifacts are asked for by themselves.
public struct Trial: Sendable, Hashable {
    public let number: Int
    public let state: TrialState
    /// Nil until the trial has ended: before that, the sampler knows them.
    public let parameters: TrialParameters?
    /// The trial that the parameters came from; nil until the trial has ended, and where they came from none.
    public let parent: TrialReference?
    /// The objective's value; only a complete trial has one.
    public let value: Double?
    /// What the objective could at best have reached; only a pruned trial has one.
    public let bound: Double?
    /// Why a failed trial failed.
    public let reason: String?
    public let values: [String: Double]
    public let steps: Int?
    public let started: Date?
    public let finished: Date?
    /// The run that claimed or made it; nil while it waits.
    public let run: RunID?

    public init(
        number: Int, state: TrialState, parameters: TrialParameters?, value: Double?, bound: Double?,
        reason: String?, values: [String: Double], steps: Int?, started: Date?, finished: Date?, run: RunID?,
        parent: TrialReference? = nil
    ) {
        self.number = number
        self.state = state
        self.parameters = parameters
        self.parent = parent
        self.value = value
        self.bound = bound
        self.reason = reason
        self.values = values
        self.steps = steps
        self.started = started
        self.finished = finished
        self.run = run
    }

    /// A trial that ended, made by `run`.
    public init(_ finished: FinishedTrial, run: RunID) {
        var state = TrialState.complete
        var (value, bound, reason): (Double?, Double?, String?) = (nil, nil, nil)
        switch finished.evaluation.outcome {
        case .complete(let result): value = result
        case .pruned(let result): (state, bound) = (.pruned, result)
        case .failed(let result): (state, reason) = (.failed, result)
        }
        self.init(
            number: finished.candidate.number, state: state, parameters: finished.candidate.parameters,
            value: value, bound: bound, reason: reason, values: finished.evaluation.values,
            steps: finished.evaluation.steps, started: finished.started, finished: finished.finished, run: run,
            parent: finished.candidate.parent)
    }

    /// A trial that has not ended: claimed by `run`, or waiting.
    public init(number: Int, claimedBy run: RunID?) {
        self.init(
            number: number, state: run == nil ? .waiting : .claimed, parameters: nil, value: nil, bound: nil,
            reason: nil, values: [:], steps: nil, started: nil, finished: nil, run: run)
    }
}

extension Trial {
    /// Whether a run that does not hold this trial can have held it: another one has finished it meanwhile, or the run
    /// was once taken for dead, and nobody or somebody else has it now.
    public func mayHaveBeenTaken(from holder: RunID?, lapses: Int) -> Bool {
        state.isFinished ? run != holder : lapses > 0
    }
}
