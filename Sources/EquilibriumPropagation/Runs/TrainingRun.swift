import Foundation
import Randomness
import SpikingDynamics

/// A network in training: from its first update to its last, with readings on the way. It can stop after any update, be
/// kept as a checkpoint, and go on elsewhere; the weights end up the same, to the bit.
///
/// A reference that one thread at a time advances.
public final class TrainingRun: @unchecked Sendable {
    public let plan: TrainingPlan
    public let dynamics: NetworkDynamics
    public let seed: UInt32
    public let images: TrainingImages
    /// Updates made.
    public internal(set) var updateCount = 0
    public internal(set) var readings: [Reading] = []
    /// Why the run was stopped before its end; nil while it was not.
    public private(set) var failure: String?

    private let engine: TrainingEngine
    private let readingUpdates: Set<Int>
    /// Draws the signs of beta, after it drew the weights.
    private var generator: MersenneTwister

    /// A run before its first update; one whose schedules are not legal has failed already.
    ///
    /// - Throws: what ``TrainingPlan/check(_:)`` throws.
    public init(_ plan: TrainingPlan, dynamics: NetworkDynamics, seed: UInt32, images: TrainingImages) throws {
        try plan.check(images)
        generator = MersenneTwister(seed: seed)
        let network = try LayeredNetwork.glorotUniform(
            layerSizes: plan.layerSizes(inputUnits: images.inputUnits), from: &generator)
        self.plan = plan
        self.dynamics = dynamics
        self.seed = seed
        self.images = images
        failure = dynamics.failure(through: plan.rule.steps, precision: plan.precision)
        engine = TrainingEngine(
            network, dynamics: failure == nil ? dynamics : .continuous(epsilon: 0.5), rule: plan.rule,
            precision: plan.precision, scale: images.training.scale, seed: seed)
        let perEpoch = images.training.count / plan.rule.minibatchSize
        readingUpdates = Set(plan.readings(updatesPerEpoch: perEpoch))
    }

    /// Input first.
    public var layerSizes: [Int] { engine.network.layerSizes }
    public var updatesPerEpoch: Int { images.training.count / plan.rule.minibatchSize }
    /// Updates of the whole run.
    public var updates: Int { plan.epochs * updatesPerEpoch }
    /// Updates that are behind the run, with what follows each: one whose reading is still due is not.
    public var stepsMade: Int { isReadingDue ? updateCount - 1 : updateCount }
    public var epoch: Double { Double(updateCount) / Double(updatesPerEpoch) }
    /// Whether every update has been made, and read.
    public var isComplete: Bool { failure == nil && updateCount == updates && !isReadingDue }

    /// The readings of the last two epochs, whose mean says more than the last alone.
    public var lastReadings: [Reading] {
        readings.filter { $0.update > (plan.epochs - TrainingPlan.epochsInQuarters) * updatesPerEpoch }
    }

    /// Whether the network stands at a moment that is to be read, and has not been.
    private var isReadingDue: Bool { readingUpdates.contains(updateCount) && readings.last?.update != updateCount }

    /// Goes on until so many updates have been made and read, or the run has failed.
    ///
    /// - Parameters:
    ///   - threads: asked every few updates how many may share them: nothing but the time depends on it.
    ///   - isCancelled: asked every few updates.
    /// - Returns: false where it was cancelled.
    public func advance(
        to update: Int, threads: () -> Int = { 1 }, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> Bool {
        while failure == nil {
            if isCancelled() { return false }
            if isReadingDue {
                guard read(threads: threads(), isCancelled: isCancelled) else { return false }
            } else if updateCount < min(update, updates) {
                makeUpdates(through: min(update, updates), threads: threads())
            } else {
                return true
            }
        }
        return true
    }

    /// Updates that are made before it is asked again whether to go on, and on how many threads: at most 320 samples,
    /// some milliseconds' work, where an update has no more by itself.
    private var updatesAtOnce: Int { max(1, min(16, 320 / plan.rule.minibatchSize)) }

    /// The next updates, up to a number, the next reading, or ``updatesAtOnce`` of them.
    private func makeUpdates(through last: Int, threads: Int) {
        let rule = plan.rule
        var updates: [TrainingEngine.Update] = []
        repeat {
            let beta = rule.beta.size * (rule.beta.hasRandomSign ? Double(generator.sign()) : 1)
            updates.append(
                TrainingEngine.Update(
                    first: updateCount % updatesPerEpoch * rule.minibatchSize, beta: beta,
                    visit: updateCount * rule.minibatchSize))
            updateCount += 1
        } while updateCount < last && !isReadingDue && updates.count < updatesAtOnce
        engine.make(updates, on: images.training, threads: threads)
    }

    /// - Returns: false where it was cancelled.
    private func read(threads: Int, isCancelled: @escaping @Sendable () -> Bool) -> Bool {
        guard
            let training = engine.measure(
                images.training, purpose: .measuringTraining, threads: threads, isCancelled: isCancelled),
            let test = engine.measure(images.test, purpose: .measuringTest, threads: threads, isCancelled: isCancelled),
            let distance = engine.distanceFromFixedPoint(
                images.test, purpose: .measuringTest, threads: threads, isCancelled: isCancelled)
        else { return false }
        let reading = Reading(
            update: updateCount, epoch: epoch, training: training, test: test, distance: distance)
        readings.append(reading)
        failure = reading.failure(updatesPerEpoch: updatesPerEpoch)
        return true
    }

    /// How the network does on images as it stands, whether or not a reading is due.
    ///
    /// - Returns: nil where it was cancelled.
    public func score(
        _ images: ImageIndex, threads: Int = 1, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> Score? {
        engine.measure(images, purpose: .measuringTest, threads: threads, isCancelled: isCancelled)
    }

    /// The weights as they stand, and the biases; exact in float64.
    ///
    /// - Throws: `LayeredNetworkError` where they are not finite.
    public func network() throws(LayeredNetworkError) -> LayeredNetwork {
        try LayeredNetwork(
            layerSizes: engine.network.layerSizes, weights: engine.network.weights, biases: engine.network.biasValues)
    }

    /// Moves a fresh run to where another one stood.
    func go(to network: LayeredNetwork, updateCount: Int, readings: [Reading]) {
        engine.network.set(network)
        self.updateCount = updateCount
        self.readings = readings
        failure = readings.last?.failure(updatesPerEpoch: updatesPerEpoch) ?? failure
        if plan.rule.beta.hasRandomSign { generator.skip(words: updateCount) }
    }
}

extension Reading {
    /// Why a run that reads so is stopped; nil where it goes on.
    func failure(updatesPerEpoch: Int) -> String? {
        let percent = { (value: Double) in String(format: "%.1f%%", value * 100) }
        guard training.loss.isFinite, test.loss.isFinite else {
            return "the weights are no longer finite after \(update) updates; lower the learning rates"
        }
        guard update == TrainingPlan.epochsToLeaveChance * updatesPerEpoch, training.error > TrainingPlan.chanceLevel
        else { return nil }
        return "training error \(percent(training.error)) after epoch \(TrainingPlan.epochsToLeaveChance), above "
            + "\(percent(TrainingPlan.chanceLevel)): it has not left chance level. At the end of the negative phase its "
            + String(format: "neurons are %.2g from their fixed point, on the average", distance)
            + (isUnsettled ? ": it does not settle in so many steps" : "")
    }
}

extension Score {
    /// Spikes a step of the neurons above the input, one with the other.
    ///
    /// - Parameter layerSizes: of the network, input first.
    public func spikesAboveInput(_ layerSizes: [Int]) -> Double {
        let neurons = layerSizes.dropFirst().reduce(0, +)
        return zip(spikes, layerSizes).dropFirst().reduce(0) { $0 + $1.0 * Double($1.1) } / Double(neurons)
    }
}
