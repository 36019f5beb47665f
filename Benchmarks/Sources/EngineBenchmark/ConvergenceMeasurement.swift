import Dispatch
import SpikingDynamics
import Synchronization

extension ConvergenceRequest {
    func answer(with simulation: LockstepSimulation) -> ConvergenceAnswer {
        switch method {
        case .lockstep: lockstep(simulation)
        case .plain: plain(simulation.experiment)
        }
    }

    /// The trials are begun before the clock starts; what moves them into a batch and out of it is timed.
    private func lockstep(_ simulation: LockstepSimulation) -> ConvergenceAnswer {
        let candidates = Candidates(
            count: batch * threads, drive: drive, dynamics: dynamics ?? .paper, layers: layers.count)
        let shares = (0..<threads).map { thread in
            Share(
                (thread * batch..<(thread + 1) * batch).map { trial in
                    simulation.begin(
                        candidates.schedules[trial], steps: steps, noise: QuantizationNoise(seed: 0, trial: trial))
                })
        }
        let duration = ContinuousClock().measure {
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                shares[thread].trials.withLock { _ = simulation.advance(&$0, to: steps) { true } }
            }
        }
        let outcomes = shares.flatMap { share in share.trials.withLock { $0.map(\.outcome) } }
        return ConvergenceAnswer(duration, outcomes)
    }

    private func plain(_ experiment: ConvergenceExperiment) -> ConvergenceAnswer {
        let candidates = Candidates(count: batch, drive: drive, dynamics: dynamics ?? .paper, layers: layers.count)
        var outcomes: [ConvergenceOutcome?] = []
        let duration = ContinuousClock().measure {
            outcomes = (0..<batch).map { trial in
                experiment.run(
                    candidates.schedules[trial], steps: steps, noise: QuantizationNoise(seed: 0, trial: trial))
            }
        }
        return ConvergenceAnswer(duration, outcomes)
    }

    /// The trials of one thread.
    private final class Share: Sendable {
        let trials: Mutex<[TrialInFlight]>

        init(_ trials: [TrialInFlight]) { self.trials = Mutex(trials) }
    }
}

extension ConvergenceAnswer {
    fileprivate init(_ duration: Duration, _ outcomes: [ConvergenceOutcome?]) {
        seconds = duration / .seconds(1)
        meanErrors = outcomes.map { outcome in
            guard case .complete(let errors) = outcome else { return -1 }
            return errors.meanError
        }
    }
}
