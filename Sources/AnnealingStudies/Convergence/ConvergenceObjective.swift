import Dispatch
import Foundation
import HyperparameterSearch
import Locks
import SpikingDynamics
import StudyFiles

/// The objective of section 4.1: the distance of a binary network with a trial's schedules from the fixed point of its
/// real-valued twin, over the steps.
public struct ConvergenceObjective: Objective {
    public enum Progress: Sendable {
        /// `[network]`.
        case inFlight([TrialInFlight], identity: TrialIdentity)
        /// The parameters are not schedules.
        case unusable(reason: String)
    }

    /// The trial that a state belongs to. A class, because schedulers move the progress of thousands of trials about.
    public final class TrialIdentity: Sendable {
        let candidate: Candidate
        let schedules: AnnealingSchedules

        init(candidate: Candidate, schedules: AnnealingSchedules) {
            self.candidate = candidate
            self.schedules = schedules
        }
    }

    public let settings: ConvergenceSettings
    /// `[network]`.
    private let simulations: [LockstepSimulation]
    /// The settings as a stored definition has them.
    private let settingsBytes: Data

    public var direction: Direction { .minimize }
    public var steps: Int { settings.evaluatedSteps }
    /// Errors are never negative, so their sums never fall. The error at one step has no bound.
    /// Several objectives have no bound: a trial with a large error may still be on the front.
    public var hasMonotoneBound: Bool { settings.measure.hasMonotoneBound && settings.furtherObjectives.isEmpty }
    public var hasIntermediateValues: Bool { true }
    /// Values do not depend on it; only the speed does.
    public internal(set) var preferredBatchSize: Int
    /// The number of trials whose states fill 128 MiB.
    public let mostInFlight: Int

    /// Draws the networks and their inputs, and finds the fixed points of their real-valued twins.
    ///
    /// - Parameter watch: is told of the fixed points, which take long for large networks.
    /// - Throws: for one network `LayeredNetworkError` or `ConvergenceExperimentError`; for several ``NetworkError``,
    ///   also if a real-valued twin has not settled; `SetUpStopped`.
    public init(_ settings: ConvergenceSettings, watch: SetUpWatch = SetUpWatch()) throws {
        self.settings = settings
        settingsBytes = Data(settings.canonical.text.utf8)
        // Each unit above the input has v and s for each input, and each unit has the quantizer's memory. The trace and
        // the rest take about 3 KiB.
        let bytes = settings.networks.reduce(0) { bytes, network in
            let (units, input) = (network.layers.reduce(0, +), network.layers.first ?? 0)
            return bytes + network.inputSeeds.count * (units * 24 - input * 16) + (3 << 10)
        }
        mostInFlight = max(1, (128 << 20) / bytes)
        let inputs = settings.networks.map(\.inputSeeds.count).max() ?? 1
        // The states of a batch that advances fill at most 256 MiB.
        preferredBatchSize = max(1, min(LockstepSimulation.preferredColumns / inputs, (256 << 20) / bytes))
        let progress = FixedPointProgress(settings, watch: watch)
        if settings.networks.count == 1 {
            do {
                simulations = [
                    LockstepSimulation(
                        try ConvergenceExperiment(settings.networks[0], switching: settings.switching) {
                            progress.step($1, input: $0, network: 0)
                        })
                ]
            } catch ConvergenceExperimentError.stopped {
                throw SetUpStopped()
            }
        } else {
            simulations = try Self.simulations(of: settings, progress)
        }
    }

    /// Uses all cores, since finding the fixed points of many large networks takes a while.
    ///
    /// - Throws: the ``NetworkError`` of the first network that has one; `SetUpStopped`.
    private static func simulations(
        of settings: ConvergenceSettings, _ progress: FixedPointProgress
    ) throws -> [LockstepSimulation] {
        let networks = settings.networks
        let results = Mutex<[Int: Result<LockstepSimulation, NetworkError>]>([:])
        DispatchQueue.concurrentPerform(iterations: networks.count) { index in
            guard !progress.isStopped else { return }
            let result = Result { () throws(NetworkError) in
                LockstepSimulation(
                    try ConvergenceExperiment(networks[index], index: index, switching: settings.switching) {
                        progress.step($1, input: $0, network: index)
                    })
            }
            guard !progress.isStopped else { return }
            progress.finish(network: index, inputs: settings.inputCount(of: networks[index]))
            results.withLock { $0[index] = result }
        }
        if progress.isStopped { throw SetUpStopped() }
        return try results.withLock { results in try networks.indices.compactMap { try results[$0]?.get() } }
    }

    /// `[network]`.
    var experiments: [ConvergenceExperiment] { simulations.map(\.experiment) }

    /// What the user should know of the first network: that its real-valued twin has not settled, or that the sums over bits
    /// are not exact (`SignalSums`). Nil if neither is so.
    public var warning: String? {
        guard let experiment = simulations.first?.experiment else { return nil }
        var warnings: [String] = []
        if let residual = experiment.unsettledResidual {
            warnings.append(
                "the real-valued network has not settled: its last step still moved a unit by \(residual), "
                    + "more than \(FixedPoint.tolerance); errors are measured against its last state")
        }
        // Weights of few bits are always added like this.
        if settings.networks[0].weightBits == nil, experiment.network.signalSums.contains(.ordered) {
            warnings.append(
                "the weights differ too widely for exact sums in 64 bits, so that they are added in a fixed order")
        }
        return warnings.isEmpty ? nil : warnings.joined(separator: "; ")
    }

    /// Trials advance together if they have the same quantizer, all or none have a v for each sending layer, and all or
    /// none have a clock. The fraction of 1 / lambda at step 1 orders them, because it decides when an input neuron
    /// spikes: with sigma-delta, the bit of input x at step t depends on the fraction of x (t - 1 + 1 / lambda) alone.
    /// Neighbours have almost the same input trains, but for a shift by whole steps.
    public func batchKey(for parameters: TrialParameters) -> BatchKey? {
        guard let schedules = try? AnnealingSchedules(parameters) else { return nil }
        guard schedules.code == .predictive else { return BatchKey(7 << 61) }
        let quantizer = Quantizer.allCases.firstIndex(of: schedules.quantizer) ?? 0
        let hasClock: UInt64 = schedules.clock == .steps ? 0 : 2
        let kind = UInt64(quantizer) << 2 | hasClock | (schedules.decodesBySender ? 1 : 0)
        // Schedules for another number of layers fail at their begin, whatever they share.
        let delay = 1 / schedules.lambda[0].value(at: 1)
        let order = delay <= Self.longestDelay ? delay.truncatingRemainder(dividingBy: 1) : delay
        // The kind has the upper five bits, which is enough for eight quantizers. Numbers that are not negative are ordered
        // as their bits are; the highest of them is 0. The shift drops their lowest bits; keys that coincide cost time
        // only.
        return BatchKey(kind << 59 | (order >= 0 ? order.bitPattern >> 4 : 0))
    }

    /// Trains that begin more steps later than this are not worth shifting against others.
    private static let longestDelay = 64.0

    public func begin(_ candidate: Candidate) -> Progress { begin(candidate, repetition: 0) }

    /// Each repetition has the next seed of the stochastic quantizer's draws.
    public func begin(_ candidate: Candidate, repetition: Int) -> Progress {
        do {
            let schedules = try AnnealingSchedules(candidate.parameters)
            let trials = simulations.enumerated().map { index, simulation in
                // Each network has draws of its own: its index is in the upper half of the seed, which files cannot
                // set.
                let seed = UInt64(settings.noiseSeed &+ UInt32(repetition)) | UInt64(index) << 32
                return simulation.begin(
                    schedules, steps: steps, noise: QuantizationNoise(seed: seed, trial: candidate.number))
            }
            return .inFlight(trials, identity: TrialIdentity(candidate: candidate, schedules: schedules))
        } catch {
            return .unusable(reason: "\(error)")
        }
    }

    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        advance(&batch, to: step, cancellation: cancellation, reached: { _ in })
    }

    /// Networks advance one after another. `reached` gets the mean of their steps.
    public func advance(
        _ batch: inout [Progress], to step: Int, cancellation: Cancellation,
        reached: @escaping @Sendable (_ meanStep: Double) -> Void
    ) -> Bool {
        var places: [Int] = []
        var identities: [TrialIdentity] = []
        // [network][trial].
        var trials = [[TrialInFlight]](repeating: [], count: simulations.count)
        for (place, progress) in batch.enumerated() {
            guard case .inFlight(let trial, let identity) = progress else { continue }
            places.append(place)
            identities.append(identity)
            for (index, network) in trial.enumerated() { trials[index].append(network) }
        }
        // Without these copies the states are changed in place, unless the caller holds copies.
        for place in places { batch[place] = .unusable(reason: "") }
        var isDone = true
        var stepsMade = trials.joined().reduce(0) { $0 + ($1.outcome == nil ? $1.stepCount : steps) }
        let count = Double(max(1, places.count * simulations.count))
        let made = { (more: Int) in
            stepsMade += more
            reached(min(Double(stepsMade) / count, Double(steps)))
        }
        for index in simulations.indices where isDone {
            isDone = simulations[index].advance(&trials[index], to: step, made: made) { !cancellation.isCancelled }
        }
        for (index, place) in places.enumerated() {
            batch[place] = .inFlight(trials.map { $0[index] }, identity: identities[index])
        }
        return isDone
    }

    public func status(of progress: Progress) -> TrialStatus {
        switch progress {
        case .unusable(let reason): .ended(Evaluation(.failed(reason: reason), steps: 0))
        case .inFlight(let trials, _): status(of: trials)
        }
    }

    public func checkpoint(of progress: Progress) -> Data? {
        guard case .inFlight(let trials, let trial) = progress else { return nil }
        let states = trials.compactMap(\.saved)
        // A trial that has not made a step is not worth a checkpoint.
        guard states.count == trials.count, states.contains(where: { $0.stage != .atRest }) else { return nil }
        return ConvergenceCheckpoint.encode(states, identity: identity(of: trial))
    }

    public func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress {
        try restore(candidate, repetition: 0, from: checkpoint)
    }

    public func restore(
        _ candidate: Candidate, repetition: Int, from checkpoint: Data
    ) throws(CheckpointProblem) -> Progress {
        guard case .inFlight(let fresh, let trial) = begin(candidate, repetition: repetition) else {
            throw .otherTrial
        }
        let states = try ConvergenceCheckpoint.decode(
            checkpoint, identity: identity(of: trial), count: simulations.count)
        let trials = simulations.indices.compactMap { simulations[$0].restore(states[$0], to: fresh[$0]) }
        guard trials.count == fresh.count else { throw .otherForm }
        return .inFlight(trials, identity: trial)
    }

    private func identity(of trial: TrialIdentity) -> [UInt8] {
        ConvergenceCheckpoint.identity(of: trial.candidate, trial.schedules, settings: settingsBytes)
    }

    /// The measure over the steps so far, of all networks together.
    public func intermediateValue(of progress: Progress) -> Double? {
        guard case .inFlight(let trials, _) = progress else { return nil }
        let values = trials.compactMap(settings.measure.soFar)
        return values.count == trials.count ? settings.aggregation.of(values) : nil
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
            bound: bounds.count == trials.count ? settings.aggregation.bound(bounds) : nil)
    }

    /// The failure at the earliest step; of several at that step, the first network's. The result does not depend on
    /// how far each network has advanced.
    ///
    /// Nil if no network has failed, or if a cancelled network has not reached that step and may still fail before it.
    private func firstFailure(of trials: [TrialInFlight]) -> (network: Int, failure: ConvergenceFailure)? {
        var first: (network: Int, failure: ConvergenceFailure)?
        for (index, trial) in trials.enumerated() {
            guard case .failed(let failure) = trial.outcome else { continue }
            if let first, trials[first.network].stepCount <= trial.stepCount { continue }
            first = (index, failure)
        }
        guard let found = first else { return nil }
        let step = trials[found.network].stepCount
        return trials.allSatisfy { $0.outcome != nil || $0.stepCount >= step } ? found : nil
    }

    private func reason(_ failure: ConvergenceFailure, on network: Int) -> String {
        switch failure {
        case .diverged where simulations.count > 1:
            // Stored reasons say "instance".
            "on instance \(network) (\(settings.networks[network])) \(failure)"
        case .diverged, .illegalSchedule, .scheduleCount, .noSteps: failure.description
        }
    }
}
