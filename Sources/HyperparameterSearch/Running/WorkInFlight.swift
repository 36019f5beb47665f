import Locks

/// Where the batches in flight stand. The evaluating threads tell it, and the recorder reads it.
final class WorkInFlight: Sendable {
    /// Sums over trials in flight.
    struct Standing: Sendable, Hashable {
        var trials = 0
        /// The steps that the trials had made when this run began them.
        var begun = 0.0
        /// The steps that they have made by now.
        var made = 0.0

        mutating func add(begun: Int, step: Int) {
            self = self + Standing(trials: 1, begun: Double(begun), made: Double(step))
        }

        mutating func remove(begun: Int, step: Int) {
            self = self + Standing(trials: -1, begun: -Double(begun), made: -Double(step))
        }

        static func + (a: Standing, b: Standing) -> Standing {
            Standing(trials: a.trials + b.trials, begun: a.begun + b.begun, made: a.made + b.made)
        }
    }

    private let batches = Mutex<(last: Int, standings: [Int: Standing])>((0, [:]))

    /// A number for a new batch.
    func makeBatch() -> Int {
        batches.withLock { batches in
            batches.last += 1
            return batches.last
        }
    }

    /// - Parameter standing: nil for a batch that has ended.
    func tell(_ batch: Int, _ standing: Standing?) {
        batches.withLock { $0.standings[batch] = standing }
    }

    /// The sum over all batches.
    var total: Standing { batches.withLock { $0.standings.values.reduce(Standing(), +) } }
}
