import Foundation
import Randomness
import SpikingDynamics

/// The training of a network, from the first update to the last, with readings on the way. A run can stop after any
/// update, be stored as a checkpoint, and go on elsewhere. The final weights are the same, to the bit.
///
/// `@unchecked Sendable`: only one thread at a time may use a run.
public final class TrainingRun: @unchecked Sendable {
    /// The split, the layers, the rule and the length.
    public let plan: TrainingPlan
    /// How the network moves in both phases.
    public let dynamics: NetworkDynamics
    /// The seed of the weights, of beta's signs and of the stochastic quantizer.
    public let seed: UInt32
    /// The images, which all runs may share.
    public let images: TrainingImages
    /// Updates made.
    public internal(set) var updateCount = 0
    /// The readings so far, in order of update.
    public internal(set) var readings: [Reading] = []
    /// The reason why the run stopped before its end; nil if it did not.
    public private(set) var failure: String?

    private let engine: TrainingEngine
    private let readingUpdates: Set<Int>
    private let chance: ChanceLevel
    /// Draws the weights, then the sign of beta at each update.
    private var generator: MersenneTwister

    /// A run before its first update. If its schedules are not legal, it has already failed.
    ///
    /// - Throws: the errors of ``TrainingPlan/check(_:)``.
    public init(_ plan: TrainingPlan, dynamics: NetworkDynamics, seed: UInt32, images: TrainingImages) throws {
        try plan.check(images)
        generator = MersenneTwister(seed: seed)
        let network = try LayeredNetwork.glorotUniform(
            layerSizes: plan.layerSizes(inputUnits: images.inputUnits), from: &generator)
        self.plan = plan
        self.dynamics = dynamics
        self.seed = seed
        self.images = images
        failure = dynamics.failure(
            through: plan.rule.steps, layers: network.layerSizes.count, precision: plan.precision)
        engine = TrainingEngine(
            network, dynamics: failure == nil ? dynamics : .continuous(epsilon: 0.5), rule: plan.rule,
            precision: plan.precision, scale: images.training.scale, seed: seed)
        chance = ChanceLevel(labels: images.training.labels)
        let perEpoch = images.training.count / plan.rule.minibatchSize
        readingUpdates = Set(plan.readings(updatesPerEpoch: perEpoch))
    }

    /// Input first.
    public var layerSizes: [Int] { engine.network.layerSizes }
    /// Updates in which each training image is learned from once; a rest that fills no minibatch is left out.
    public var updatesPerEpoch: Int { images.training.count / plan.rule.minibatchSize }
    /// Updates of the whole run.
    public var updates: Int { plan.epochs * updatesPerEpoch }
    /// Updates that are complete. An update with a reading is complete once the reading has been taken.
    public var stepsMade: Int { isReadingDue ? updateCount - 1 : updateCount }
    /// The updates made, in epochs.
    public var epoch: Double { Double(updateCount) / Double(updatesPerEpoch) }
    /// Whether all updates have been made and all readings taken.
    public var isComplete: Bool { failure == nil && updateCount == updates && !isReadingDue }

    /// The readings of the last two epochs. Their mean is less noisy than the last reading.
    public var lastReadings: [Reading] {
        readings.filter { $0.update > (plan.epochs - TrainingPlan.epochsInQuarters) * updatesPerEpoch }
    }

    /// Whether a reading is planned after the last update and has not yet been taken.
    private var isReadingDue: Bool { readingUpdates.contains(updateCount) && readings.last?.update != updateCount }

    /// Goes on until `update` updates have been made and read, or the run has failed.
    ///
    /// - Parameters:
    ///   - update: the number of updates of the whole run to reach.
    ///   - threads: the number of threads, called every few updates. Only the time depends on it.
    ///   - isCancelled: called every few updates.
    /// - Returns: false if it was cancelled.
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

    /// The most updates between two calls of `isCancelled` and `threads`. Together they have at most 320 samples, which
    /// take some milliseconds, unless a single update has more.
    private var updatesAtOnce: Int { max(1, min(16, 320 / plan.rule.minibatchSize)) }

    /// Makes the next updates: until `last` have been made, until the next reading, or ``updatesAtOnce`` of them.
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

    /// Takes a reading.
    ///
    /// - Returns: false if it was cancelled.
    private func read(threads: Int, isCancelled: @escaping @Sendable () -> Bool) -> Bool {
        let exact = roundWeights()
        defer { if let exact { engine.network.set(exact) } }
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
        failure = reading.failure(updatesPerEpoch: updatesPerEpoch, chance: chance)
        return true
    }

    /// Rounds the weights to the plan's number of bits.
    ///
    /// - Returns: the network before, for the updates to go on with; nil if nothing was rounded. Weights that are no
    ///   longer finite are not.
    private func roundWeights() -> LayeredNetwork? {
        guard let bits = plan.weightBits, let exact = try? network(), let rounded = try? exact.rounded(to: bits) else {
            return nil
        }
        engine.network.set(rounded)
        return exact
    }

    /// The score of the network on some images, with its present weights.
    ///
    /// - Returns: nil if it was cancelled.
    public func score(
        _ images: ImageIndex, threads: Int = 1, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) -> Score? {
        engine.measure(images, purpose: .measuringTest, threads: threads, isCancelled: isCancelled)
    }

    /// The present weights and biases. The conversion to float64 is exact.
    ///
    /// - Throws: `LayeredNetworkError` if they are not finite.
    public func network() throws(LayeredNetworkError) -> LayeredNetwork {
        try LayeredNetwork(
            layerSizes: engine.network.layerSizes, weights: engine.network.weights, biases: engine.network.biasValues)
    }

    /// Moves a fresh run to the state of another run of the same plan.
    func go(to network: LayeredNetwork, updateCount: Int, readings: [Reading]) {
        engine.network.set(network)
        self.updateCount = updateCount
        self.readings = readings
        failure = readings.last?.failure(updatesPerEpoch: updatesPerEpoch, chance: chance) ?? failure
        if plan.rule.beta.hasRandomSign { generator.skip(words: updateCount) }
    }
}

extension Reading {
    /// The reason why a run with this reading is stopped; nil if it goes on.
    func failure(updatesPerEpoch: Int, chance: ChanceLevel) -> String? {
        let percent = { (value: Double) in String(format: "%.1f%%", value * 100) }
        guard training.loss.isFinite, test.loss.isFinite else {
            return "the weights are no longer finite after \(update) updates; lower the learning rates"
        }
        guard update == TrainingPlan.epochsToLeaveChance * updatesPerEpoch, chance.includes(training.error)
        else { return nil }
        return
            "training error \(percent(training.error)) after epoch \(TrainingPlan.epochsToLeaveChance): it has not left "
            + "chance level, \(percent(chance.error)) on these \(chance.count) images (from \(percent(chance.threshold)) "
            + "on). At the end of the negative phase its "
            + String(format: "neurons are %.2g from their fixed point, on the average", distance)
            + (isUnsettled ? ": it does not settle in so many steps" : "")
    }
}

extension Score {
    /// The mean number of spikes per step of a neuron above the input.
    ///
    /// - Parameter layerSizes: the sizes of the network's layers, input first.
    public func spikesAboveInput(_ layerSizes: [Int]) -> Double {
        let neurons = layerSizes.dropFirst().reduce(0, +)
        return zip(spikes, layerSizes).dropFirst().reduce(0) { $0 + $1.0 * Double($1.1) } / Double(neurons)
    }
}
