import AnnealingStudies
import Foundation
import HyperparameterSearch
import Locks

/// The convergence objective, which cancels its run once its batches have made some blocks of steps.
struct StoppingObjective: Objective {
    let objective: ConvergenceObjective
    let cancellation: Cancellation
    let steps: Int
    let direction = Direction.minimize
    private let most: Int
    private let told = Told()

    private final class Told: Sendable {
        private let calls = Mutex(0)

        func count() -> Int {
            calls.withLock { calls in
                calls += 1
                return calls
            }
        }
    }

    init(objective: ConvergenceObjective, cancellation: Cancellation, blocks: Int) {
        self.objective = objective
        self.cancellation = cancellation
        self.steps = objective.steps
        most = blocks
    }

    var hasMonotoneBound: Bool { objective.hasMonotoneBound }
    var preferredBatchSize: Int { objective.preferredBatchSize }
    func batchKey(for parameters: TrialParameters) -> BatchKey? { objective.batchKey(for: parameters) }
    func begin(_ candidate: Candidate) -> ConvergenceObjective.Progress { objective.begin(candidate) }
    func status(of progress: ConvergenceObjective.Progress) -> TrialStatus { objective.status(of: progress) }
    func checkpoint(of progress: ConvergenceObjective.Progress) -> Data? { objective.checkpoint(of: progress) }

    func restore(
        _ candidate: Candidate, from checkpoint: Data
    ) throws(CheckpointProblem) -> ConvergenceObjective.Progress {
        try objective.restore(candidate, from: checkpoint)
    }

    func advance(
        _ batch: inout [ConvergenceObjective.Progress], to step: Int, cancellation: Cancellation
    ) -> Bool {
        objective.advance(&batch, to: step, cancellation: cancellation) { [self] _ in
            if told.count() >= most { self.cancellation.cancel() }
        }
    }
}
