import AnnealingStudies
import Foundation
import HyperparameterSearch
import Synchronization

/// The convergence objective, which cancels its run once a batch has made some steps since the run began.
struct StoppingObjective: Objective {
    let objective: ConvergenceObjective
    let cancellation: Cancellation
    let steps: Int
    let direction = Direction.minimize
    private let most: Double

    init(objective: ConvergenceObjective, cancellation: Cancellation, steps: Double) {
        self.objective = objective
        self.cancellation = cancellation
        self.steps = objective.steps
        most = steps
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
        let first = Mutex<Double?>(nil)
        return objective.advance(&batch, to: step, cancellation: cancellation) { [self] mean in
            let made = first.withLock { first in
                defer { first = first ?? mean }
                return mean - (first ?? mean)
            }
            if made >= most { self.cancellation.cancel() }
        }
    }
}
