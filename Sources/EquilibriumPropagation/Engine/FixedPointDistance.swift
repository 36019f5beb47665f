import Synchronization

extension TrainingEngine {
    /// The number of images over which the distance is measured.
    static let distanceImages = 500
    /// The number of steps in which the real-valued twin settles.
    static let twinSteps = 200

    /// The distance of the network from its fixed point at the end of the negative phase: the mean |s* - s| of the
    /// neurons above the input, over the first ``distanceImages`` images. As in the convergence experiment, the
    /// real-valued twin with these weights settles at s* (Eq. 3, epsilon 1/2).
    ///
    /// - Returns: nil if it was cancelled.
    func distanceFromFixedPoint(
        _ images: ImageIndex, purpose: DrawPurpose, threads: Int, isCancelled: @Sendable () -> Bool = { false }
    ) -> Double? {
        let count = min(images.count, Self.distanceImages)
        let chunks = (count + SampleWorker.chunk - 1) / SampleWorker.chunk
        let parts = max(1, min(threads, chunks))
        prepare(threads: parts)
        let results = SampleResults(count: count, layers: network.layerSizes.count)
        let next = Atomic<Int>(0)
        perform(parts) { part in
            let twin = SteppedDynamics(
                .continuous(epsilon: 0.5), steps: Self.twinSteps, scale: images.scale,
                layers: network.layerSizes.count)
            let twinWorker = SampleWorker(network, twin, stateOfLevel: stateOfLevel)
            let inputs = makeInputs()
            while !isCancelled() {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < chunks else { return }
                let range = index * SampleWorker.chunk..<min(count, (index + 1) * SampleWorker.chunk)
                for (place, image) in range.enumerated() {
                    inputs[place].load(
                        images[image], steps: rule.negativeSteps, noise: noise(visit: image, purpose: purpose))
                }
                let drives = workers[part].formDrives(inputs[..<range.count], steps: rule.negativeSteps)
                let twinDrives = twinWorker.formDrives(inputs[..<range.count], steps: Self.twinSteps)
                for (place, image) in range.enumerated() {
                    let noise = noise(visit: image, purpose: purpose)
                    let (layers, settled) = (workers[part].layers, twinWorker.layers)
                    layers.rest()
                    layers.step(1...rule.negativeSteps, drive: drives(place), noise: noise)
                    settled.rest()
                    settled.step(1...Self.twinSteps, drive: twinDrives(place), noise: noise)
                    for layer in 1..<network.layerSizes.count {
                        results.changes(image)[layer] = (0..<network.layerSizes[layer]).reduce(0) {
                            $0 + abs(settled.state(layer, $1) - layers.state(layer, $1))
                        }
                    }
                }
            }
        }
        guard !isCancelled() else { return nil }
        let neurons = network.layerSizes.dropFirst().reduce(0, +)
        let sum = (1..<network.layerSizes.count).reduce(0) { $0 + results.change(layer: $1) }
        return sum / Double(count * neurons)
    }
}
