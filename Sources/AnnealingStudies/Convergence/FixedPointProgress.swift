import SpikingDynamics
import StudyFiles
import Synchronization

/// Counts the fixed points that have been found, over all networks and their inputs, and tells a watch.
final class FixedPointProgress: Sendable {
    private let watch: SetUpWatch
    private let count: Int
    /// [network]: the inputs whose fixed points have been found.
    private let done: Mutex<[Int]>

    init(_ networks: [NetworkSpecification], watch: SetUpWatch) {
        self.watch = watch
        count = networks.reduce(0) { $0 + $1.inputSeeds.count }
        done = Mutex(Array(repeating: 0, count: networks.count))
        tell(0)
    }

    /// - Returns: whether to go on.
    func step(_ step: Int, input: Int, network: Int) -> Bool {
        let total = done.withLock { done in
            done[network] = input
            return done.reduce(0, +)
        }
        tell(total, step: step)
        return !watch.cancellation.isCancelled
    }

    func finish(network: Int, inputs: Int) {
        tell(
            done.withLock { done in
                done[network] = inputs
                return done.reduce(0, +)
            })
    }

    /// - Throws: `SetUpStopped` where the watch asks to stop.
    func checkStop() throws(SetUpStopped) {
        if watch.cancellation.isCancelled { throw SetUpStopped() }
    }

    private func tell(_ done: Int, step: Int? = nil) {
        watch.tell(
            SetUpProgress(
                "settling fixed points", done: done, of: count, step: count == 1 ? step : nil,
                steps: FixedPoint.defaultSteps))
    }
}
