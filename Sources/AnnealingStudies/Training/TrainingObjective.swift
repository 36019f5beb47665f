import DigitFiles
import EquilibriumPropagation
import Foundation
import HyperparameterSearch

/// The objective of section 4.2: how well a network with a trial's dynamics learns digits by Equilibrium Propagation. A
/// step is an update of the weights. A trial has a checkpoint at every reading, and so at every epoch.
public struct TrainingObjective: Objective {
    public enum Progress: Sendable {
        /// - Parameter setsPhases: whether the trial sets the lengths of its phases.
        case inFlight(TrainingRun, setsPhases: Bool)
        /// The parameters are not those of a network.
        case unusable(reason: String)
    }

    /// The artifact of a complete trial whose study keeps weights: NumPy's `.npz`.
    public static let weights = "weights.npz"

    public let settings: TrainingSettings
    private let images: TrainingImages
    private let share: ThreadShare

    public var direction: Direction { .minimize }
    public var steps: Int { settings.plan.epochs * updatesPerEpoch }
    public var milestones: [Int] {
        settings.plan.readings(updatesPerEpoch: updatesPerEpoch).filter { $0 < steps }
    }
    public var unit: StepUnit { StepUnit("epoch", steps: updatesPerEpoch) }
    public var hasIntermediateValues: Bool { true }
    private var updatesPerEpoch: Int { images.training.count / settings.plan.rule.minibatchSize }

    /// - Parameter threads: shared among the running trials. A trial with several threads shares the samples of a
    ///   minibatch among them.
    /// - Throws: ``TrainingDataError`` if the images are not the study's, `TrainingImagesError`, `LearningRuleError`,
    ///   `LayeredNetworkError`.
    public init(_ settings: TrainingSettings, digits: DigitData, threads: Int) throws {
        let found = TrainingSettings.DataSet(digits)
        guard found == settings.data else {
            throw TrainingDataError(wanted: settings.data.text, found: found.text)
        }
        try self.init(settings, images: TrainingImages(digits, split: settings.plan.split), threads: threads)
    }

    /// The objective on images that were chosen before.
    init(_ settings: TrainingSettings, images: TrainingImages, threads: Int) throws {
        self.settings = settings
        self.images = images
        share = ThreadShare(threads: threads)
        // Errors of the plan are thrown here, before any trial begins.
        try settings.plan.check(images)
    }

    public func begin(_ candidate: Candidate) -> Progress { begin(candidate, repetition: 0) }

    /// Each repetition has the next seed.
    public func begin(_ candidate: Candidate, repetition: Int) -> Progress {
        do {
            let network = try TrialNetwork(candidate.parameters)
            let seed =
                try candidate.parameters[TrialNetwork.seed] == nil
                ? settings.seed : seedNumber(candidate.parameters.integer(TrialNetwork.seed))
            var plan = settings.plan
            let phases = try PhaseLengths(candidate.parameters)
            plan.rule = phases.applied(to: plan.rule)
            return .inFlight(
                try TrainingRun(
                    plan, dynamics: network.dynamics, seed: seed &+ UInt32(repetition), images: images),
                setsPhases: !phases.isEmpty)
        } catch {
            return .unusable(reason: "\(error)")
        }
    }

    private func seedNumber(_ number: Int) throws -> UInt32 {
        guard let seed = UInt32(exactly: number) else {
            throw ParameterError.notWhole(TrialNetwork.seed, Double(number))
        }
        return seed
    }

    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        advance(&batch, to: step, cancellation: cancellation, reached: { _ in })
    }

    public func advance(
        _ batch: inout [Progress], to step: Int, cancellation: Cancellation,
        reached: @escaping @Sendable (_ meanStep: Double) -> Void
    ) -> Bool {
        share.withOne { [batch] threads in
            for case .inFlight(let run, _) in batch {
                let isDone = run.advance(to: step, threads: threads) {
                    reached(Double(run.stepsMade))
                    return cancellation.isCancelled
                }
                guard isDone else { return false }
            }
            return true
        }
    }

    public func status(of progress: Progress) -> TrialStatus {
        switch progress {
        case .unusable(let reason): return .ended(Evaluation(.failed(reason: reason), steps: 0))
        case .inFlight(let run, let setsPhases):
            guard run.failure != nil || run.isComplete else { return .running(step: run.stepsMade, bound: nil) }
            return .ended(Evaluation(run, settings: settings, setsPhases: setsPhases))
        }
    }

    public func checkpoint(of progress: Progress) -> Data? {
        if case .inFlight(let run, _) = progress { run.checkpoint } else { nil }
    }

    public func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress {
        try restore(candidate, repetition: 0, from: checkpoint)
    }

    public func restore(
        _ candidate: Candidate, repetition: Int, from checkpoint: Data
    ) throws(CheckpointProblem) -> Progress {
        let progress = begin(candidate, repetition: repetition)
        guard case .inFlight(let run, _) = progress else { throw .otherTrial }
        guard run.restore(checkpoint) else { throw .unusable }
        return progress
    }

    /// The measure at the last reading, where the trial stands at it.
    public func intermediateValue(of progress: Progress) -> Double? {
        guard case .inFlight(let run, _) = progress, let reading = run.readings.last, reading.update == run.stepsMade
        else {
            return nil
        }
        return settings.measure.value(at: reading, of: run.readings)
    }

    public func report(of progress: Progress) -> String? {
        guard case .inFlight(let run, _) = progress, let reading = run.readings.last else { return nil }
        return String(
            format: "epoch %g of %d, test %.2f%%, train %.2f%%", reading.epoch, settings.plan.epochs,
            reading.test.error * 100, reading.training.error * 100)
    }
}
