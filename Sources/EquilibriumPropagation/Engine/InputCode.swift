import SpikingDynamics

/// The bits that a pixel of the clamped input sends at each step, for each of the 256 levels.
///
/// The bits of an input neuron depend only on its state and on lambda at step 1 (its a is x / lambda at step 1, and x
/// after it), so they are tabulated. The stochastic quantizer has no table, since each of its neurons draws.
struct InputCode {
    /// The number of words of 64 steps in a train.
    let words: Int
    let steps: Int
    /// [level][words]: bit t - 1 is set if a pixel of this level fires at step t; nil for the stochastic quantizer.
    let trains: [UInt64]?
    let firstLambda: Double
    private let scale: Double

    init(scale: Double, steps: Int, firstLambda: Double, quantizer: Quantizer) {
        self.steps = steps
        self.scale = scale
        self.firstLambda = firstLambda
        words = (steps + 63) / 64
        guard quantizer != .stochastic else {
            trains = nil
            return
        }
        var trains = [UInt64](repeating: 0, count: 256 * words)
        for level in 0..<256 {
            var memory = Quantizer.Memory()
            for step in 1...steps {
                let x = Double(level) / scale
                if quantizer.fires(step == 1 ? x / firstLambda : x, memory: &memory, uniform: 0) {
                    trains[level * words + (step - 1) / 64] |= 1 << UInt64((step - 1) % 64)
                }
            }
        }
        self.trains = trains
    }

    /// The bits of one pixel under the stochastic quantizer, [words].
    func drawnTrain(level: Int, unit: Int, noise: QuantizationNoise) -> [UInt64] {
        var train = [UInt64](repeating: 0, count: words)
        for step in 1...steps {
            let x = Double(level) / scale
            if (step == 1 ? x / firstLambda : x) > noise.uniform(unit: unit, layer: 0, step: step) {
                train[(step - 1) / 64] |= 1 << UInt64((step - 1) % 64)
            }
        }
        return train
    }
}
