import Foundation
import HyperparameterSearch

/// An objective of twenty steps, for schedulers and pruning: its value is a sum that grows with each step, so that it
/// has a bound and values on the way. Trials have the parameters of ``MeanSampler``; the best is near (0.3, 0.7). One
/// trial in nine fails at step 12.
public struct ClimbingObjective: Objective {
    public struct Progress: Sendable, Codable {
        let x: Double
        let y: Double
        var step = 0
        var sum = 0.0

        var hasFailed: Bool { step == 12 && Int(x * 1e6) % 9 == 4 }
    }

    public let direction = Direction.minimize
    public let steps = 20
    public let hasMonotoneBound = true
    public let hasIntermediateValues = true
    public let preferredBatchSize: Int
    private let microseconds: UInt32

    /// - Parameter microseconds: the time that a step takes.
    public init(preferredBatchSize: Int = 3, microseconds: UInt32 = 0) {
        self.preferredBatchSize = preferredBatchSize
        self.microseconds = microseconds
    }

    public func begin(_ candidate: Candidate) -> Progress {
        Progress(
            x: (try? candidate.parameters.number("x")) ?? .nan, y: (try? candidate.parameters.number("y")) ?? .nan)
    }

    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        while let least = batch.filter({ !$0.hasFailed && $0.step < step }).map(\.step).min() {
            if cancellation.isCancelled { return false }
            if microseconds > 0 { usleep(microseconds) }
            for index in batch.indices where batch[index].step == least && !batch[index].hasFailed {
                batch[index].step += 1
                // The ripple changes the order of the trials from step to step.
                let ripple = sin(Double(batch[index].step) + 40 * batch[index].x) / 50
                let distance = pow(batch[index].x - 0.3, 2) + pow(batch[index].y - 0.7, 2)
                batch[index].sum += max(0, distance + ripple)
            }
        }
        return true
    }

    public func status(of progress: Progress) -> TrialStatus {
        if progress.hasFailed { return .ended(Evaluation(.failed(reason: "by its x"), steps: progress.step)) }
        if progress.step == steps { return .ended(Evaluation(.complete(value: progress.sum), steps: steps)) }
        return .running(step: progress.step, bound: progress.sum)
    }

    public func checkpoint(of progress: Progress) -> Data? { try? JSONEncoder().encode(progress) }

    public func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress {
        do { return try JSONDecoder().decode(Progress.self, from: checkpoint) } catch { throw .otherForm }
    }

    public func intermediateValue(of progress: Progress) -> Double? {
        progress.step == 0 ? nil : progress.sum / Double(progress.step)
    }
}
