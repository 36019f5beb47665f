import Foundation
import HyperparameterSearch
import Synchronization

/// Trials that only take time, and how many of them are evaluated at each moment.
final class Evaluations: @unchecked Sendable {
    private let seconds: Double
    private let condition = NSCondition()
    private var isStopped = false
    private var active = 0
    private var since = ProcessInfo.processInfo.systemUptime
    private var total = 0.0
    private var ended = 0

    /// - Parameter seconds: how long a trial takes.
    init(seconds: Double) {
        self.seconds = seconds
    }

    /// Takes the time of a trial, or less when the measurement is stopped.
    func evaluate() {
        condition.lock()
        note(1)
        let end = Date(timeIntervalSinceNow: seconds)
        while !isStopped, condition.wait(until: end) {}
        note(-1)
        ended += 1
        condition.unlock()
    }

    func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }

    private func note(_ change: Int) {
        let now = ProcessInfo.processInfo.systemUptime
        total += Double(active) * (now - since)
        since = now
        active += change
    }

    /// The seconds of evaluation of all workers, the trials that have ended, and the trials that are evaluated now.
    var state: (seconds: Double, ended: Int, active: Int) {
        condition.lock()
        defer { condition.unlock() }
        note(0)
        return (total, ended, active)
    }
}
