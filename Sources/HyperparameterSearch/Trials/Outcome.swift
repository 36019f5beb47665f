/// How a trial ended.
public enum Outcome: Sendable, Hashable {
    /// Evaluated to the end. The objective's value is finite.
    case complete(value: Double)
    /// Stopped early by a scheduler.
    case pruned(Pruning)
    /// No value, for example after a divergence, with an impossible schedule, or after an error of the objective. The
    /// reason is for people.
    case failed(reason: String)

    /// Stopped early, when the value could no longer be better than `bound`.
    public static func pruned(bound: Double) -> Outcome { .pruned(Pruning(bound: bound)) }
}

extension Outcome {
    /// The state of a trial with this outcome.
    public var state: TrialState {
        switch self {
        case .complete: .complete
        case .pruned: .pruned
        case .failed: .failed
        }
    }

    /// The objective's value; only a complete trial has one.
    public var value: Double? { if case .complete(let value) = self { value } else { nil } }

    /// The best value that a pruned trial could have reached, where its objective knows one.
    public var bound: Double? { if case .pruned(let pruning) = self { pruning.bound } else { nil } }

    /// The last intermediate value of a pruned trial, where its objective reports one.
    public var lastValue: Double? { if case .pruned(let pruning) = self { pruning.lastValue } else { nil } }

    /// Why a failed trial failed.
    public var reason: String? { if case .failed(let reason) = self { reason } else { nil } }
}

/// The last known values of a trial that a scheduler stopped. At least one of the two is present.
public struct Pruning: Sendable, Hashable {
    /// The best value that the trial could still have reached; nil where the objective knows no bound.
    public let bound: Double?
    /// The last intermediate value; nil where the objective reports none.
    public let lastValue: Double?

    /// A pruned trial whose bound is known.
    public init(bound: Double, lastValue: Double? = nil) {
        self.bound = bound
        self.lastValue = lastValue
    }

    /// A pruned trial of which only an intermediate value is known.
    public init(lastValue: Double) {
        bound = nil
        self.lastValue = lastValue
    }

    /// - Returns: nil where both values are nil.
    public init?(bound: Double?, lastValue: Double?) {
        guard bound != nil || lastValue != nil else { return nil }
        self.bound = bound
        self.lastValue = lastValue
    }

    /// Whether all present values are finite.
    var isFinite: Bool { bound?.isFinite != false && lastValue?.isFinite != false }
}

/// The value that a trial would have if it ended at a step. Schedulers compare intermediate values.
public struct IntermediateValue: Sendable, Hashable {
    /// The step, from 1.
    public let step: Int
    /// Finite.
    public let value: Double

    /// The value at a step.
    public init(step: Int, value: Double) {
        self.step = step
        self.value = value
    }
}
