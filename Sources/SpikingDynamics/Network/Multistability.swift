import Dispatch
import Locks
import Randomness

/// The test whether a real-valued network with its input clamped has several fixed points.
///
/// Eq. 3 is followed from random states, uniform in [0, 1], until the network has settled. A network whose ends differ is
/// multistable: a binary network may settle at another of its fixed points than ``FixedPoint`` finds from zero states, and
/// its errors then measure the distance between the two. The test can miss fixed points that few starts reach.
public struct Multistability: Sendable, Hashable {
    /// The number of random starts.
    public static let starts = 8
    /// The largest difference of a unit between two ends that count as one fixed point.
    public static let threshold = 1e-3
    /// The residual at which a network has settled for the test, far below the threshold.
    static let tolerance = 1e-6

    /// The largest difference of a unit between two ends, that from zero states included.
    public let largestDifference: Double

    /// Whether two ends differ by more than ``threshold``.
    public var isMultistable: Bool { largestDifference > Self.threshold }

    init(ends: [[Double]]) {
        // [unit]: the lowest and the highest state of all ends.
        var (low, high) = (ends[0], ends[0])
        for end in ends.dropFirst() {
            for unit in end.indices {
                low[unit] = min(low[unit], end[unit])
                high[unit] = max(high[unit], end[unit])
            }
        }
        largestDifference = zip(low, high).reduce(0) { max($0, $1.1 - $1.0) }
    }
}

extension ConvergenceExperiment {
    /// Tests the network with one of its inputs. Uses all cores.
    ///
    /// - Parameters:
    ///   - index: of the input that is clamped.
    ///   - shouldContinue: called before each step, on several threads.
    /// - Returns: nil if `shouldContinue` returned false.
    public func multistability(
        ofInput index: Int, shouldContinue: @escaping @Sendable () -> Bool = { true }
    ) -> Multistability? {
        let found = Mutex<(ends: [Int: [Double]], isStopped: Bool)>(([:], false))
        DispatchQueue.concurrentPerform(iterations: Multistability.starts) { start in
            let end = end(ofInput: index, start: start + 1, shouldContinue)
            found.withLock { found in
                guard let end else {
                    found.isStopped = true
                    return
                }
                // Where the network still moves is no end.
                if end.residual <= Multistability.tolerance { found.ends[start] = end.states.flatMap { $0 } }
            }
        }
        return found.withLock { found in
            found.isStopped
                ? nil : Multistability(ends: [fixedPoints[index].states.flatMap { $0 }] + found.ends.values)
        }
    }

    private func end(ofInput index: Int, start: Int, _ shouldContinue: () -> Bool) -> FixedPoint? {
        var generator = MersenneTwister(seed: UInt32(start))
        let states = network.layerSizes.map { size in (0..<size).map { _ in generator.uniform() } }
        var isStopped = false
        let end = FixedPoint(
            of: twin.network, twin.connections, checkedInput: inputs[index], from: states,
            tolerance: Multistability.tolerance
        ) { _ in
            isStopped = !shouldContinue()
            return !isStopped
        }
        return isStopped ? nil : end
    }
}
