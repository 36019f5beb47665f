import Dispatch
import Locks
import SpikingDynamics

extension ConvergenceObjective {
    /// The measure of the real-valued twins themselves, on each network, with a constant step size: what binary networks
    /// are compared with. Uses all cores.
    ///
    /// - Precondition: `epsilon` is finite and above 0.
    /// - Returns: `[network]`.
    public func continuousErrors(epsilon: Double) -> [Double] {
        let experiments = experiments
        let errors = Mutex([Double](repeating: 0, count: experiments.count))
        DispatchQueue.concurrentPerform(iterations: experiments.count) { index in
            let found = experiments[index].runContinuous(epsilon: epsilon, steps: steps)
            let error = found.map(settings.measure.of) ?? .nan
            errors.withLock { $0[index] = error }
        }
        return errors.withLock { $0 }
    }
}
