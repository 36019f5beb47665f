import Foundation
import HyperparameterSearch

/// An objective whose value is a sum of random increments over the steps, none negative. Where it is maximized, the
/// value is the negative sum.
///
/// There are few different increments, and all are multiples of 1/4, so values are exact and often equal. Some trials
/// fail before their last step, and some become NaN.
struct PruningObjective: Objective {
    struct Progress: Sendable {
        let number: Int
        var step = 0
        var sum = 0.0
        var failed = false
        let token: WorkMeter.Token
    }

    let direction: Direction
    let seed: UInt64
    let steps: Int
    let hasMonotoneBound: Bool
    let preferredBatchSize: Int
    /// The modulus of the batch keys: trials with equal remainders have equal keys. 0 for no keys.
    let keys: Int
    /// Whether a trial has a bound before its first step.
    let boundsEarly: Bool
    var mostInFlight = Int.max
    let meter = WorkMeter()

    /// An objective whose settings are drawn from `seed`.
    init(seed: UInt64, direction: Direction, steps: Int? = nil, hasMonotoneBound: Bool = true) {
        var generator = PruningRandom(seed: seed)
        self.seed = generator.next()
        self.direction = direction
        self.hasMonotoneBound = hasMonotoneBound
        self.steps = steps ?? Int.random(in: 1...150, using: &generator)
        preferredBatchSize = Int.random(in: 1...9, using: &generator)
        keys = Int.random(in: 0...4, using: &generator)
        boundsEarly = Bool.random(using: &generator)
    }

    func batchKey(for parameters: TrialParameters) -> BatchKey? {
        guard keys > 0, let number = try? parameters.integer("number") else { return nil }
        return BatchKey(UInt64(number % keys))
    }

    func begin(_ candidate: Candidate) -> Progress {
        Progress(number: candidate.number, failed: random(candidate.number, 0) % 29 == 0, token: meter.hold())
    }

    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        meter.beginCall()
        for target in 1...step {
            if cancellation.isCancelled { return false }
            for index in batch.indices where batch[index].step == target - 1 && !batch[index].failed {
                advance(&batch[index])
            }
        }
        return true
    }

    private func advance(_ progress: inout Progress) {
        progress.step += 1
        meter.countStep()
        let draw = random(progress.number, progress.step)
        // Each trial grows at its own rate, and does not grow in most steps.
        let rate = random(progress.number, -1) % 12
        if draw % 16 <= rate { progress.sum += Double(draw / 16 % 3) / 4 }
        if progress.step == misfortune(progress.number, kind: 2) { progress.failed = true }
        if progress.step == misfortune(progress.number, kind: 3) { progress.sum = .nan }
    }

    /// The step at which one trial in twelve has a misfortune of this kind; nil for the others.
    private func misfortune(_ number: Int, kind: Int) -> Int? {
        let draw = random(number, -kind)
        return draw % 12 == 0 ? Int(draw / 12 % UInt64(steps)) + 1 : nil
    }

    func status(of progress: Progress) -> TrialStatus {
        let value = direction == .minimize ? progress.sum : -progress.sum
        if progress.failed {
            return .ended(Evaluation(.failed(reason: "by chance"), steps: progress.step))
        }
        if progress.step == steps {
            let trace = Data("\(progress.number): \(value)".utf8)
            return .ended(
                Evaluation(.complete(value: value), values: ["twice": 2 * value], steps: steps, trace: trace))
        }
        return .running(step: progress.step, bound: progress.step == 0 && !boundsEarly ? nil : value)
    }

    private func random(_ number: Int, _ step: Int) -> UInt64 {
        var generator = PruningRandom(
            seed: seed &+ UInt64(number) &* 1_000_003 &+ UInt64(bitPattern: Int64(step)) << 32)
        return generator.next()
    }
}

/// Counts the work of an objective, and can cancel a run at a given call.
final class WorkMeter: @unchecked Sendable {
    // Guarded by `lock`.
    private let lock = NSLock()
    private var stepCount = 0
    private var callCount = 0
    private var held = 0
    private var mostHeldSoFar = 0
    private var alarm: (call: Int, cancellation: Cancellation)?

    var steps: Int { lock.withLock { stepCount } }
    /// The largest number of trials whose progress was in memory at a time.
    var mostHeld: Int { lock.withLock { mostHeldSoFar } }

    /// Lives as long as the progress of a trial.
    final class Token: Sendable {
        private let meter: WorkMeter
        fileprivate init(_ meter: WorkMeter) { self.meter = meter }
        deinit { meter.lock.withLock { meter.held -= 1 } }
    }

    func hold() -> Token {
        lock.withLock {
            held += 1
            mostHeldSoFar = max(mostHeldSoFar, held)
        }
        return Token(self)
    }

    /// Cancels the run at the `call`-th call from now.
    func cancel(_ cancellation: Cancellation, atCall call: Int) {
        lock.withLock { alarm = (callCount + call, cancellation) }
    }

    func beginCall() {
        lock.withLock {
            callCount += 1
            if let alarm, callCount >= alarm.call { alarm.cancellation.cancel() }
        }
    }

    func countStep() { lock.withLock { stepCount += 1 } }
}

/// SplitMix64 (Steele, Lea, Flood, 2014).
struct PruningRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
