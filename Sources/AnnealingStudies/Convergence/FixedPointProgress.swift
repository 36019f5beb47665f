import Locks
import SpikingDynamics
import StudyFiles

/// Counts the fixed points that have been found, over all networks and their inputs, and tells a watch.
final class FixedPointProgress: Sendable {
    private let watch: SetUpWatch
    private let count: Int
    /// [network]: the inputs whose fixed points have been found, and the step of the next one.
    private let networks: Mutex<[(done: Int, step: Int)]>

    init(_ settings: ConvergenceSettings, watch: SetUpWatch) {
        let networks = settings.networks
        self.watch = watch
        count = networks.reduce(0) { $0 + settings.inputCount(of: $1) }
        self.networks = Mutex(Array(repeating: (0, 0), count: networks.count))
        tell(done: 0, step: 0)
    }

    /// - Returns: whether to go on.
    func step(_ step: Int, input: Int, network: Int) -> Bool {
        note(network, done: input, step: step)
        return !watch.cancellation.isCancelled
    }

    func finish(network: Int, inputs: Int) { note(network, done: inputs, step: 0) }

    /// Tells how many fixed points have been found, and the step of the furthest of those in work.
    private func note(_ network: Int, done: Int, step: Int) {
        let (total, furthest) = networks.withLock { networks in
            networks[network] = (done, step)
            return (networks.reduce(0) { $0 + $1.done }, networks.reduce(0) { max($0, $1.step) })
        }
        tell(done: total, step: furthest)
    }

    private func tell(done: Int, step: Int) {
        watch.tell(
            SetUpProgress(
                "settling fixed points", done: done, of: count, step: step > 0 ? step : nil,
                steps: FixedPoint.defaultSteps))
    }

    /// Whether the watch asks to stop.
    var isStopped: Bool { watch.cancellation.isCancelled }
}
