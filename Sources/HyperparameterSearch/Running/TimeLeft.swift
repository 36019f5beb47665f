import Foundation

/// Tells a run's time left once the estimate is stable.
///
/// An estimate is taken each second, from the steps that have been made. It is stable where the run has worked for at
/// least three seconds, and the last two estimates of the run's end differ by no more than a tenth of the time left, or
/// by no more than a second.
public struct TimeLeft: Sendable {
    /// Seconds of work before the first estimate is told.
    static let leastElapsed = 3.0
    /// Seconds between two estimates.
    static let interval = 1.0
    /// The largest difference of two estimates, as a share of the time left.
    static let tolerance = 0.1

    /// When the estimate was taken, and the end that it gives, in seconds since the run began.
    private var last: (taken: Double, end: Double)?
    private var isStable = false

    /// No estimate yet.
    public init() {}

    /// Takes in the run's progress.
    ///
    /// - Returns: the seconds left; nil while the estimate is not stable.
    public mutating func note(_ progress: RunProgress) -> TimeInterval? {
        note(progress.remaining, elapsed: progress.elapsed)
    }

    /// Takes in an estimate of the seconds left, made after `elapsed` seconds; nil where there is none.
    package mutating func note(_ estimate: TimeInterval?, elapsed: TimeInterval) -> TimeInterval? {
        guard let estimate, estimate.isFinite else {
            (last, isStable) = (nil, false)
            return nil
        }
        guard let last else {
            self.last = (elapsed, elapsed + estimate)
            return nil
        }
        if elapsed - last.taken >= Self.interval {
            let difference = abs(elapsed + estimate - last.end)
            isStable = elapsed >= Self.leastElapsed && difference <= max(1, Self.tolerance * estimate)
            self.last = (elapsed, elapsed + estimate)
        }
        guard isStable, let end = self.last?.end else { return nil }
        return max(0, end - elapsed)
    }
}
