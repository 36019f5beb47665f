import Foundation

/// The values of a step size (epsilon) or a predictive-coding coefficient (lambda) over the steps t = 1, 2, ...: the
/// paper's "anneal", for schedules that are fixed before the run.
///
/// A value is legal if it is finite and above 0. Values above 1 are legal, too: over-relaxation can converge faster.
/// The text form is in `ScheduleText.swift`.
public enum Schedule: Sendable, Hashable, Codable {
    /// `initial / t^exponent` (Eq. 7; with initial 1 the annealer of Eq. 10).
    case powerLaw(initial: Double, exponent: Double)
    /// The same value at every step.
    case constant(Double)
    /// `initial * exp(-t / tau)`, tau in steps.
    case exponential(initial: Double, tau: Double)
    /// `initial / (1 + (t-1)/offset)^exponent`, offset in steps: a power law that begins slowly. Offset 1 is the plain
    /// power law.
    case shifted(initial: Double, exponent: Double, offset: Double)
    /// `initial * max(1, t/hold)^-exponent`, hold in steps: constant up to step `hold`, then a power law.
    case holdThenPower(initial: Double, exponent: Double, hold: Double)
    /// Another schedule, but never below `floor`: `max(schedule, floor)`. The schedule has no floor of its own.
    indirect case floored(Schedule, at: Double)

    /// The value at step `step`; steps count from 1.
    public func value(at step: Int) -> Double {
        let t = Double(step)
        return switch self {
        case .powerLaw(let initial, let exponent): initial / pow(t, exponent)
        case .constant(let value): value
        case .exponential(let initial, let tau): initial * exp(-t / tau)
        case .shifted(let initial, let exponent, let offset): initial / pow(1 + (t - 1) / offset, exponent)
        case .holdThenPower(let initial, let exponent, let hold): initial * pow(max(1, t / hold), -exponent)
        // NaN stays NaN: max returns the first unless the second is larger or equal.
        case .floored(let schedule, let floor): max(schedule.value(at: step), floor)
        }
    }

    /// The values at `steps`, in order. `values(steps: 1...T)` tabulates a schedule for a simulation of T steps.
    public func values(steps: ClosedRange<Int>) -> [Double] {
        steps.map { value(at: $0) }
    }

    /// The values at `steps`, in order.
    public func values(steps: Range<Int>) -> [Double] {
        steps.map { value(at: $0) }
    }

    /// Whether a step size or a coefficient may have this value: finite and above 0.
    public static func isLegal(_ value: Double) -> Bool {
        value.isFinite && value > 0
    }

    /// The first of the steps 1...`last` at which the value is not legal, with that value; nil if all values are legal.
    ///
    /// The values of every schedule are monotone in t, so all legal steps come before the illegal ones.
    /// - Complexity: O(log `last`).
    public func firstIllegalStep(through last: Int) -> (step: Int, value: Double)? {
        guard last >= 1 else { return nil }
        // A schedule with a floor may be infinite at step 1 and legal later.
        guard Self.isLegal(value(at: 1)) else { return (1, value(at: 1)) }
        guard !Self.isLegal(value(at: last)) else { return nil }
        var low = 1
        var high = last  // not legal
        while low < high {
            let middle = low + (high - low) / 2
            if Self.isLegal(value(at: middle)) { low = middle + 1 } else { high = middle }
        }
        return (high, value(at: high))
    }
}
