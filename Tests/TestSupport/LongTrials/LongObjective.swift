import Foundation
import HyperparameterSearch

/// An objective whose value, trace and artifact depend on all steps of a trial and their order. Trial 4 fails at step
/// 12, and trial 6 fails before its first step.
public struct LongObjective: Objective {
    /// The steps at which the objective gives checkpoints.
    public enum Keeping: Sendable, CaseIterable {
        case anywhere
        case atMilestones
        case never
    }

    public struct Progress: Sendable, Codable {
        let number: Int
        let x: Double
        var step = 0
        var state: UInt64 = 1
        var sum = 0.0
        var sums: [Double] = []
        var hasFailed = false
    }

    public let direction = Direction.minimize
    public let steps = 25
    public let hasIntermediateValues = true
    public let milestones: [Int]
    public let preferredBatchSize: Int
    public let log: StepLog
    private let keeping: Keeping
    private let onStep: @Sendable (_ trial: Int, _ step: Int) -> Void

    /// - Parameter onStep: called after each step of each trial, on the evaluating thread.
    public init(
        keeping: Keeping = .anywhere, milestones: [Int] = [5, 10, 15, 20], preferredBatchSize: Int = 1,
        log: StepLog = StepLog(), onStep: @escaping @Sendable (_ trial: Int, _ step: Int) -> Void = { _, _ in }
    ) {
        self.keeping = keeping
        self.milestones = milestones
        self.preferredBatchSize = preferredBatchSize
        self.log = log
        self.onStep = onStep
    }

    /// The total number of steps of a study of `count` trials, where no step is made twice.
    public static func steps(ofTrials count: Int) -> Int {
        (0..<count).reduce(0) { $0 + ($1 == 4 ? 12 : $1 == 6 ? 0 : 25) }
    }

    public func begin(_ candidate: Candidate) -> Progress {
        let x = (try? candidate.parameters.number("x")) ?? .nan
        return Progress(number: candidate.number, x: x, hasFailed: candidate.number == 6)
    }

    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        if step > steps || batch.contains(where: { $0.step >= step }) { log.noteMisuse() }
        for target in 1...step {
            for index in batch.indices where batch[index].step == target - 1 && !batch[index].hasFailed {
                if cancellation.isCancelled { return false }
                takeStep(&batch[index])
            }
        }
        return true
    }

    private func takeStep(_ trial: inout Progress) {
        trial.step += 1
        trial.state = (trial.state ^ UInt64(trial.number + trial.step)) &* 0x9e37_79b9_7f4a_7c15
        trial.sum += trial.x / Double(1 + trial.state >> 40)
        if trial.step.isMultiple(of: 5) { trial.sums.append(trial.sum) }
        trial.hasFailed = trial.number == 4 && trial.step == 12
        log.count(trial.number)
        onStep(trial.number, trial.step)
    }

    public func status(of progress: Progress) -> TrialStatus {
        if progress.hasFailed { return .ended(Evaluation(.failed(reason: "diverged"), steps: progress.step)) }
        guard progress.step == steps else { return .running(step: progress.step, bound: nil) }
        return .ended(
            Evaluation(
                .complete(value: progress.sum), values: ["first": progress.sums[0]], steps: steps,
                trace: Data("\(progress.sums)".utf8), artifacts: ["state": Data("\(progress.state)".utf8)]))
    }

    public func checkpoint(of progress: Progress) -> Data? {
        switch keeping {
        case .anywhere: try? JSONEncoder().encode(progress)
        case .atMilestones: milestones.contains(progress.step) ? try? JSONEncoder().encode(progress) : nil
        case .never: nil
        }
    }

    public func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress {
        do { return try JSONDecoder().decode(Progress.self, from: checkpoint) } catch { throw .otherForm }
    }

    public func intermediateValue(of progress: Progress) -> Double? { progress.sum }

    public func report(of progress: Progress) -> String? { "trial \(progress.number) at \(progress.step)" }
}

/// A log of an objective's work. Threads may use it at the same time.
public final class StepLog: @unchecked Sendable {
    private let lock = NSLock()
    private var counts: [Int: Int] = [:]
    private var misuses = 0

    public init() {}

    /// The number of steps made of each trial, over all runs.
    public var steps: [Int: Int] { lock.withLock { counts } }
    public var total: Int { lock.withLock { counts.values.reduce(0, +) } }
    /// How many times a trial was to be advanced to a step that it had already reached, or beyond the last step.
    public var misuse: Int { lock.withLock { misuses } }

    func count(_ trial: Int) { lock.withLock { counts[trial, default: 0] += 1 } }
    func noteMisuse() { lock.withLock { misuses += 1 } }
}
