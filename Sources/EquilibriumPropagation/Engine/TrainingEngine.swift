import CSpikeKernels
import Dispatch
import SpikingDynamics
import Synchronization

/// The fast trainer. It makes the updates of ``ReferenceTrainer`` by kernels; threads share the samples of a minibatch
/// and the rows of the weights. States and weights do not depend on the number of threads.
///
/// `@unchecked Sendable`: only one caller at a time may use it. Inside a call, threads work on different samples, then
/// on different rows.
final class TrainingEngine: @unchecked Sendable {
    let network: TrainableNetwork
    let rule: LearningRule
    let states: MinibatchStates
    private let dynamics: SteppedDynamics
    /// [level]: the state of a pixel of this level.
    let stateOfLevel: RealBuffer
    private let seed: UInt32
    private(set) var workers: [SampleWorker] = []
    private var scratch: [UnsafeMutableRawPointer] = []

    /// - Parameters:
    ///   - scale: the divisor of the pixels' levels.
    ///   - seed: the seed of the stochastic quantizer's draws.
    /// - Precondition: rule and dynamics have been checked.
    init(
        _ network: LayeredNetwork, dynamics: NetworkDynamics, rule: LearningRule, precision: Precision, scale: Double,
        seed: UInt32
    ) {
        self.network = TrainableNetwork(network, precision: precision)
        self.rule = rule
        self.seed = seed
        self.dynamics = SteppedDynamics(dynamics, steps: rule.steps, scale: scale, layers: network.layerSizes.count)
        stateOfLevel = RealBuffer(precision, count: 256)
        for level in 0..<256 { stateOfLevel[level] = Double(level) / scale }
        states = MinibatchStates(
            self.network, self.dynamics, size: rule.minibatchSize, stateOfLevel: stateOfLevel)
    }

    deinit {
        for memory in scratch { memory.deallocate() }
    }

    /// Allocates the memory that each of `threads` threads needs.
    func prepare(threads: Int) {
        while workers.count < threads {
            workers.append(SampleWorker(network, dynamics, stateOfLevel: stateOfLevel))
            let bytes = WeightChange.scratchBytes(network, samples: rule.minibatchSize)
            scratch.append(.allocate(byteCount: bytes, alignment: 64))
        }
    }

    /// The draws of the stochastic quantizer for one sample.
    ///
    /// - Parameter visit: in learning, how many samples were learned from before; in measuring, the image's index.
    func noise(visit: Int, purpose: DrawPurpose = .learning) -> QuantizationNoise {
        QuantizationNoise(seed: UInt64(seed), trial: visit, input: purpose.rawValue)
    }

    // MARK: Learning

    /// One update: the images to learn from, and beta with its sign.
    struct Update {
        /// The index of the minibatch's first image; the other images follow it.
        let first: Int
        let beta: Double
        /// The number of samples learned from before this update.
        let visit: Int
    }

    /// Makes the updates one after the other.
    func make(_ updates: [Update], on images: ImageIndex, threads: Int) {
        let parts = min(threads, rule.minibatchSize)
        prepare(threads: parts)
        // Each update has two rounds: the samples, then the weights.
        SharedRounds.perform(2 * updates.count, units: parts) { round, part, thread in
            let update = updates[round / 2]
            guard round.isMultiple(of: 2) else {
                WeightChange(network: network, states: states, rule: rule, beta: update.beta)
                    .make(part: part, of: parts, scratch: scratch[thread])
                return
            }
            let size = rule.minibatchSize
            let share = size * part / parts..<size * (part + 1) / parts
            for start in stride(from: share.lowerBound, to: share.upperBound, by: SampleWorker.chunk) {
                let chunk = start..<min(share.upperBound, start + SampleWorker.chunk)
                contrast(images, update, chunk, worker: workers[thread])
            }
        }
    }

    /// Runs both phases of some samples of a minibatch.
    private func contrast(_ images: ImageIndex, _ update: Update, _ chunk: Range<Int>, worker: SampleWorker) {
        for sample in chunk {
            states.inputs[sample].load(
                images[update.first + sample], steps: rule.steps, noise: noise(visit: update.visit + sample))
        }
        let drives = worker.formDrives(states.inputs[chunk], steps: rule.steps)
        let (layers, nudged) = (worker.layers, worker.nudged)
        let positivePhase = rule.negativeSteps + 1...rule.steps
        for (place, sample) in chunk.enumerated() {
            let noise = noise(visit: update.visit + sample)
            let target = Int(images.labels[update.first + sample])
            let drive = drives(place)
            layers.rest()
            layers.step(1...rule.negativeSteps, drive: drive, noise: noise)
            nudged.take(layers)
            nudged.step(positivePhase, drive: drive, nudge: (2 * update.beta, target), noise: noise)
            if rule.continuesNegativePhase { layers.step(positivePhase, drive: drive, noise: noise) }
            states.take(nudged, into: states.positive, sample: sample)
            states.take(layers, into: states.negative, sample: sample)
            for layer in 1..<network.layerSizes.count {
                var call = spike_contrast()
                call.units = network.layerSizes[layer]
                call.positive = UnsafeRawPointer(states.row(states.positive, layer, sample))
                call.negative = UnsafeRawPointer(states.row(states.negative, layer, sample))
                call.change = states.row(states.change, layer, sample)
                network.precision.kernels.contrast(&call)
            }
        }
    }

    // MARK: Measuring

    /// The score of the network over all images, after the steps of the negative phase.
    ///
    /// - Parameters:
    ///   - purpose: the purpose of the stochastic quantizer's draws.
    ///   - isCancelled: called between chunks of images.
    /// - Returns: nil if it was cancelled.
    func measure(
        _ images: ImageIndex, purpose: DrawPurpose, threads: Int, isCancelled: @Sendable () -> Bool = { false }
    ) -> Score? {
        let chunk = 16 * SampleWorker.chunk
        let chunks = (images.count + chunk - 1) / chunk
        let parts = max(1, min(threads, chunks))
        prepare(threads: parts)
        let results = SampleResults(count: images.count, layers: network.layerSizes.count)
        let next = Atomic<Int>(0)
        perform(parts) { part in
            let inputs = makeInputs()
            while !isCancelled() {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < chunks else { return }
                var start = index * chunk
                let end = min(images.count, start + chunk)
                while start < end {
                    let range = start..<min(end, start + SampleWorker.chunk)
                    measure(images, range, inputs, workers[part], purpose: purpose, into: results)
                    start = range.upperBound
                }
            }
        }
        guard !isCancelled() else { return nil }
        return Score(
            results, layerSizes: network.layerSizes, steps: rule.negativeSteps, isBinary: dynamics.isBinary)
    }

    private func measure(
        _ images: ImageIndex, _ range: Range<Int>, _ inputs: [SampleInput], _ worker: SampleWorker,
        purpose: DrawPurpose,
        into results: SampleResults
    ) {
        let steps = rule.negativeSteps
        for (place, image) in range.enumerated() {
            inputs[place].load(images[image], steps: steps, noise: noise(visit: image, purpose: purpose))
        }
        let drives = worker.formDrives(inputs[..<range.count], steps: steps)
        let layers = worker.layers
        let output = network.layerSizes.count - 1
        for (place, image) in range.enumerated() {
            layers.rest()
            layers.step(
                1...steps, drive: drives(place), noise: noise(visit: image, purpose: purpose), measures: true)
            let (spikes, changes) = (results.spikes(image), results.changes(image))
            if dynamics.isBinary { spikes[0] = inputs[place].spikes }
            for layer in 1...output {
                spikes[layer] = layers.spikes(layer)
                changes[layer] = layers.change(layer)
            }
            let states = (0..<network.layerSizes[output]).map { layers.state(output, $0) }
            results.take(output: states, label: Int(images.labels[image]), of: image)
        }
    }

    /// Memory for the inputs that a worker takes at a time.
    func makeInputs() -> [SampleInput] { (0..<SampleWorker.chunk).map { _ in dynamics.makeInput(network) } }

    /// Does the work in `parts` parts, on up to that number of threads.
    func perform(_ parts: Int, _ work: @Sendable (Int) -> Void) {
        if parts == 1 {
            work(0)
        } else {
            DispatchQueue.concurrentPerform(iterations: parts) { work($0) }
        }
    }
}
