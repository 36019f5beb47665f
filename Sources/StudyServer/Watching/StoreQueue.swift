import Dispatch

/// Runs calls that wait for a store, or that compute for long, one after the other. The threads of asynchronous tasks must
/// not wait.
struct StoreQueue: Sendable {
    private let queue: DispatchQueue

    init(_ name: String) { queue = DispatchQueue(label: name) }

    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}

/// How much of the machine's time something that is done again and again may take: at most every second, and at most a
/// share of the time of one core.
struct Turns: Sendable {
    /// How many times as long as the work the pause after it is.
    let pause: Double
    /// The longest pause in seconds: on a machine that is busy with other work, the work takes long and costs little.
    let longest: Double
    private var ended: ContinuousClock.Instant?
    private var cost = 0.0

    /// For figures: at most a fortieth of the time of one core.
    static let ofFigures = Turns(pause: 40, longest: 120)

    init(pause: Double = 20, longest: Double = 10) { (self.pause, self.longest) = (pause, longest) }

    /// The seconds until the next turn; 0 where it may be now.
    var wait: Double {
        guard let ended else { return 0 }
        return max(0, min(longest, max(1, pause * cost)) - (ContinuousClock.now - ended) / .seconds(1))
    }

    /// Takes in a turn that has just ended.
    mutating func note(since began: ContinuousClock.Instant) {
        let now = ContinuousClock.now
        (ended, cost) = (now, (now - began) / .seconds(1))
    }
}
