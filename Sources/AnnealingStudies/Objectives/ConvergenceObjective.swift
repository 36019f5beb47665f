import Dispatch
import HyperparameterSearch
import SpikingDynamics
import Synchronization

/// The search's objective (section 4.1): how far a binary network with these schedules stays, on the way, from the
/// fixed point of its real-valued twin.
public struct ConvergenceObjective: Objective {
    public enum Progress: Sendable {
        /// [instance].
        case inFlight([TrialInFlight])
        /// Parameters that are no schedules.
        case unusable(reason: String)
    }

    public let settings: ConvergenceSettings
    /// [instance].
    private let simulations: [LockstepSimulation]

    public var direction: Direction { .minimize }
    public var steps: Int { settings.steps }
    /// Errors are never negative, so their sums only grow; the last step's error alone has no such bound.
    public var hasMonotoneBound: Bool { settings.measure != .finalError }
    /// A matter of speed alone: values do not depend on it.
    public internal(set) var preferredBatchSize: Int
    /// As many as 1 GiB holds.
    public let mostInFlight: Int

    /// Draws the networks and their inputs, and settles the real-valued twins.
    ///
    /// - Throws: `LayeredNetworkError`, `ConvergenceExperimentError`; of several instances ``InstanceError``, also where
    ///   a real-valued twin has not settled.
    public init(_ settings: ConvergenceSettings) throws {
        self.settings = settings
        // v, s, the quantizer's memory, and a bit, of each unit for each input.
        let bytes = settings.instances.reduce(0) { $0 + $1.inputSeeds.count * $1.layers.reduce(0, +) * 33 }
        mostInFlight = max(1, (1 << 30) / bytes)
        let inputs = settings.instances.map(\.inputSeeds.count).max() ?? 1
        preferredBatchSize = max(1, min(LockstepSimulation.preferredColumns / inputs, mostInFlight / 4))
        if settings.instances.count == 1 {
            simulations = [LockstepSimulation(try ConvergenceExperiment(settings.instances[0]))]
        } else {
            simulations = try Self.simulations(on: settings.instances)
        }
    }

    /// On all cores, since settling many large networks takes a while.
    ///
    /// - Throws: ``InstanceError`` of the first instance that has one.
    private static func simulations(on instances: [NetworkInstance]) throws -> [LockstepSimulation] {
        let results = Mutex<[Int: Result<LockstepSimulation, InstanceError>]>([:])
        DispatchQueue.concurrentPerform(iterations: instances.count) { index in
            let result = Result { () throws(InstanceError) in
                LockstepSimulation(try ConvergenceExperiment(instances[index], number: index))
            }
            results.withLock { $0[index] = result }
        }
        return try results.withLock { results in try instances.indices.compactMap { try results[$0]?.get() } }
    }

    /// What to tell where the only real-valued network has not settled; nil where it has.
    public var warning: String? {
        guard let residual = simulations.first?.experiment.unsettledResidual else { return nil }
        return "the real-valued network has not settled: its last step still moved a unit by \(residual), "
            + "more than \(FixedPoint.tolerance); errors are measured against its last state"
    }

    /// Trials with the same lambda at step 1 share the input's drive; those of one quantizer advance together.
    public func batchKey(for parameters: TrialParameters) -> BatchKey? {
        guard let schedules = try? AnnealingSchedules(parameters) else { return nil }
        let quantizer = Quantizer.allCases.firstIndex(of: schedules.quantizer) ?? 0
        // The shift drops the sign and an exponent bit; keys that then coincide cost time, nothing else.
        return BatchKey(schedules.lambda.value(at: 1).bitPattern << 2 | UInt64(quantizer))
    }

    public func begin(_ candidate: Candidate) -> Progress {
        do {
            let schedules = try AnnealingSchedules(candidate.parameters)
            return .inFlight(
                simulations.enumerated().map { index, simulation in
                    // Each network draws for itself: its number is in the half of the seed that files do not reach.
                    let seed = UInt64(settings.noiseSeed) | UInt64(index) << 32
                    return simulation.begin(
                        schedules, steps: steps, noise: QuantizationNoise(seed: seed, trial: candidate.number))
                })
        } catch {
            return .unusable(reason: "\(error)")
        }
    }

    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        var places: [Int] = []
        // [instance][trial].
        var trials = [[TrialInFlight]](repeating: [], count: simulations.count)
        for (place, progress) in batch.enumerated() {
            guard case .inFlight(let trial) = progress else { continue }
            places.append(place)
            for (index, instance) in trial.enumerated() { trials[index].append(instance) }
        }
        // Let go of the copies: where the caller holds none either, the states are changed in place.
        for place in places { batch[place] = .unusable(reason: "") }
        var isDone = true
        for index in simulations.indices where isDone {
            isDone = simulations[index].advance(&trials[index], to: step) { !cancellation.isCancelled }
        }
        for (number, place) in places.enumerated() { batch[place] = .inFlight(trials.map { $0[number] }) }
        return isDone
    }

    public func status(of progress: Progress) -> TrialStatus {
        switch progress {
        case .unusable(let reason): .ended(Evaluation(.failed(reason: reason), steps: 0))
        case .inFlight(let trials): status(of: trials)
        }
    }

    private func status(of trials: [TrialInFlight]) -> TrialStatus {
        if let (index, failure) = firstFailure(of: trials) {
            return .ended(
                Evaluation(.failed(reason: reason(failure, on: index)), steps: trials[index].stepCount))
        }
        let complete = trials.compactMap { trial in
            if case .complete(let errors) = trial.outcome { errors } else { nil }
        }
        if complete.count == trials.count { return .ended(Evaluation(complete, of: settings)) }
        let bounds = trials.compactMap(settings.measure.bound)
        return .running(
            step: trials.lazy.filter { $0.outcome == nil }.map(\.stepCount).min() ?? 0,
            bound: bounds.count == trials.count ? settings.combination.bound(bounds) : nil)
    }

    /// The failure at the least step, of those the first instance's: the same however far which instance was advanced.
    ///
    /// Nil where there is none, or where another instance has not come so far (a cancellation stopped it) and may still
    /// fail before it.
    private func firstFailure(of trials: [TrialInFlight]) -> (instance: Int, failure: ConvergenceFailure)? {
        var first: (instance: Int, failure: ConvergenceFailure)?
        for (index, trial) in trials.enumerated() {
            guard case .failed(let failure) = trial.outcome else { continue }
            if let first, trials[first.instance].stepCount <= trial.stepCount { continue }
            first = (index, failure)
        }
        guard let found = first else { return nil }
        let step = trials[found.instance].stepCount
        return trials.allSatisfy { $0.outcome != nil || $0.stepCount >= step } ? found : nil
    }

    private func reason(_ failure: ConvergenceFailure, on instance: Int) -> String {
        switch failure {
        case .diverged where simulations.count > 1:
            "on instance \(instance) (\(settings.instances[instance])) \(failure)"
        case .diverged, .illegalSchedule, .noSteps: failure.description
        }
    }
}
