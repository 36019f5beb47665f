import Foundation

/// A trial that ended, as a run delivers it to the store.
public struct FinishedTrial: Sendable, Hashable {
    /// The trial's number and parameters.
    public let candidate: Candidate
    /// The objective's result.
    public let evaluation: Evaluation
    /// The time at which the trial's batch or pruning window began.
    public let started: Date
    /// The time at which the trial ended.
    public let finished: Date
    /// The named values as ``CompactJSON``, made on the evaluating thread so that the recording thread need not make them;
    /// nil where the values have no such text.
    public let valuesText: String?

    /// A trial that has ended. Makes the text of its named values.
    public init(_ candidate: Candidate, _ evaluation: Evaluation, started: Date, finished: Date) {
        self.candidate = candidate
        self.evaluation = evaluation.withFiniteValuesOnly.withStorableTexts
        self.started = started
        self.finished = finished
        valuesText = CompactJSON.text(self.evaluation.values)
    }
}

/// A trial in a store, without its trace, artifacts and intermediate values; those are read separately.
public struct Trial: Sendable, Hashable {
    /// The result of a trial, and the run that made it.
    public struct Result: Sendable, Hashable {
        /// How the trial ended.
        public var outcome: Outcome
        /// Named results besides the objective's value.
        public var values: [String: Double]
        /// The number of steps that were run.
        public var steps: Int
        /// When the evaluation began.
        public var started: Date
        /// When the evaluation ended.
        public var finished: Date
        /// The run that made the result.
        public var run: RunID

        /// A result that `run` made.
        public init(
            _ outcome: Outcome, values: [String: Double], steps: Int, started: Date, finished: Date, run: RunID
        ) {
            self.outcome = outcome
            self.values = values
            self.steps = steps
            self.started = started
            self.finished = finished
            self.run = run
        }

        /// The duration of the evaluation.
        public var seconds: TimeInterval { finished.timeIntervalSince(started) }
    }

    /// The trial's number, from 0.
    public let number: Int
    /// Nil until a run claims the trial for the first time.
    public var parameters: TrialParameters?
    /// The trial that the parameters came from, if any.
    public var parent: TrialReference?
    /// Which evaluation of the trial this is, from 1. It grows when a failed trial is requeued.
    public var attempt: Int
    /// Nil until the trial has ended.
    public var result: Result?
    /// The run that works on the trial now. A pruned trial has a holder while a run evaluates it again.
    public var holder: RunID?

    /// A trial; without arguments beyond its number, one that waits for its parameters.
    public init(
        number: Int, parameters: TrialParameters? = nil, parent: TrialReference? = nil, attempt: Int = 1,
        result: Result? = nil, holder: RunID? = nil
    ) {
        self.number = number
        self.parameters = parameters
        self.parent = parent
        self.attempt = attempt
        self.result = result
        self.holder = holder
    }

    /// A finished trial with a result of `run`.
    public init(_ finished: FinishedTrial, run: RunID, attempt: Int = 1) {
        let evaluation = finished.evaluation
        self.init(
            number: finished.candidate.number, parameters: finished.candidate.parameters,
            parent: finished.candidate.parent, attempt: attempt,
            result: Result(
                evaluation.outcome, values: evaluation.values, steps: evaluation.steps, started: finished.started,
                finished: finished.finished, run: run))
    }

    /// A trial without a result: held by `run`, or waiting where `run` is nil.
    public init(_ candidate: Candidate, heldBy run: RunID?) {
        self.init(number: candidate.number, parameters: candidate.parameters, parent: candidate.parent, holder: run)
    }
}

// The properties that read `result` are never inlined: in other modules they would crash the compiler's optimizer
// (Swift 6.3.1, CopyPropagation).
extension Trial {
    /// The state that follows from the result and the holder.
    @inline(never) public var state: TrialState {
        guard let result else { return holder == nil ? .waiting : .claimed }
        return result.outcome.state
    }

    /// The objective's value; only a complete trial has one.
    @inline(never) public var value: Double? { result?.outcome.value }

    /// The best value that a pruned trial could have reached, where its objective knows one.
    @inline(never) public var bound: Double? { result?.outcome.bound }

    /// The last intermediate value of a pruned trial, where its objective reports one. The trial had it at ``steps``.
    @inline(never) public var lastValue: Double? { result?.outcome.lastValue }

    /// Whether a scheduler stopped the trial by comparing intermediate values, so that no bound is known.
    @inline(never) public var isStoppedByComparison: Bool { state == .pruned && bound == nil }

    /// Why a failed trial failed.
    @inline(never) public var reason: String? { result?.outcome.reason }

    /// Named results besides the objective's value; empty before there is a result.
    @inline(never) public var values: [String: Double] { result?.values ?? [:] }
    /// The number of steps that were run; nil before there is a result.
    @inline(never) public var steps: Int? { result?.steps }
    /// When the evaluation began; nil before there is a result.
    @inline(never) public var started: Date? { result?.started }
    /// When the evaluation ended; nil before there is a result.
    @inline(never) public var finished: Date? { result?.finished }

    /// The run that made the result. Before there is a result, the run that works on the trial; nil while it waits.
    @inline(never) public var run: RunID? { result?.run ?? holder }

    /// The number and the parameters; nil where the parameters are not known.
    public var candidate: Candidate? {
        parameters.map { Candidate(number: number, parameters: $0, parent: parent) }
    }

    /// The trial with its value alone, for lists of many.
    @inline(never) public var withoutNamedValues: Trial {
        var trial = self
        trial.result?.values = [:]
        return trial
    }

    /// The trial without its result, waiting for its next attempt.
    public var requeued: Trial {
        Trial(number: number, parameters: parameters, parent: parent, attempt: attempt + 1)
    }

    /// Whether a run that does not hold this trial may have held it before: another run has finished the trial
    /// meanwhile, or this run was taken for dead and lost it.
    public func mayHaveBeenTaken(from run: RunID?, lapses: Int) -> Bool {
        state.isFinished ? result?.run != run : lapses > 0
    }
}
