import Foundation
import HyperparameterSearch

/// Gradient descent in a curved valley: its height after 200 steps, by step size and momentum.
struct Descent: Objective {
    /// The state of a trial. It is a value, and so its own checkpoint.
    struct Progress: Sendable, Codable {
        var rate = 0.0
        var momentum = 0.0
        var step = 0
        var position = [-1.5, 2.0]
        var velocity = [0.0, 0.0]
        var failure: String?

        var height: Double {
            let (x, y) = (position[0], position[1])
            return (1 - x) * (1 - x) + 10 * (y - x * x) * (y - x * x)
        }

        mutating func descend() {
            let (x, y) = (position[0], position[1])
            let slope = [-2 * (1 - x) - 40 * x * (y - x * x), 20 * (y - x * x)]
            for axis in 0...1 {
                velocity[axis] = momentum * velocity[axis] - rate * slope[axis]
                position[axis] += velocity[axis]
            }
            step += 1
            if !height.isFinite { failure = "the descent diverged at step \(step)" }
        }
    }

    let direction = Direction.minimize
    let steps = 200
    /// The steps at which trials are compared and saved.
    let milestones = [25, 50, 75, 100]
    let hasIntermediateValues = true

    func begin(_ candidate: Candidate) -> Progress {
        do {
            return Progress(
                rate: try candidate.parameters.number("rate"), momentum: try candidate.parameters.number("momentum"))
        } catch {
            return Progress(failure: "\(error)")
        }
    }

    func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        for index in batch.indices {
            while batch[index].failure == nil, batch[index].step < step {
                if cancellation.isCancelled { return false }
                batch[index].descend()
            }
        }
        return true
    }

    func status(of progress: Progress) -> TrialStatus {
        if let reason = progress.failure {
            return .ended(Evaluation(.failed(reason: reason), steps: progress.step))
        }
        guard progress.step == steps else { return .running(step: progress.step, bound: nil) }
        let values = ["x": progress.position[0], "y": progress.position[1]]
        return .ended(Evaluation(.complete(value: progress.height), values: values, steps: steps))
    }

    func intermediateValue(of progress: Progress) -> Double? {
        progress.height
    }

    func checkpoint(of progress: Progress) -> Data? {
        try? JSONEncoder().encode(progress)
    }

    func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress {
        do {
            return try JSONDecoder().decode(Progress.self, from: checkpoint)
        } catch {
            throw .otherForm
        }
    }
}
