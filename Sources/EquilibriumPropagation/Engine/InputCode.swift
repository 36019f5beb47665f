import CSpikeKernels
import SpikingDynamics

/// The bits that a pixel of the clamped input sends at each step, for each of the 256 levels.
///
/// The bits of an input neuron depend only on its state and on the input's lambda (its a is x / lambda at step 1, and x
/// after it; one that tracks depends on lambda at each step), so they are tabulated. The stochastic quantizer has no
/// table, since each of its neurons draws.
///
/// `@unchecked Sendable`: only `init` writes the memory.
final class InputCode: @unchecked Sendable {
    /// The number of words of 64 steps in a train.
    let words: Int
    let steps: Int
    /// The trains in the kernels' form; without trains for the stochastic quantizer.
    let kernelCode: spike_input_code
    /// [step - 1][level]: how often a pixel of this level fires in the steps 1...step; nil for the stochastic quantizer.
    let spikeCounts: [UInt16]?
    private let firstLambda: Double
    private let scale: Double
    private let trainOfLevel: UnsafeMutablePointer<UInt16>
    private let bits: UnsafeMutablePointer<UInt64>
    private let thresholds: UnsafeMutablePointer<UInt16>
    private let thresholdEnds: UnsafeMutablePointer<UInt32>

    /// With more steps, sums over thresholds, whose number grows with the square of the steps, take longer than sums over
    /// runs.
    private static let mostThresholdSteps = 64

    /// - Parameter lambdas: [step - 1]: lambda of the input.
    init(scale: Double, steps: Int, lambdas: [Double], quantizer: Quantizer) {
        self.steps = steps
        self.scale = scale
        firstLambda = lambdas[0]
        words = (steps + 63) / 64
        trainOfLevel = .allocate(capacity: 256)
        bits = .allocate(capacity: 256 * words)
        bits.initialize(repeating: 0, count: 256 * words)
        thresholdEnds = .allocate(capacity: steps)
        var code = spike_input_code()
        code.words = words
        var thresholds: [UInt16]?
        if quantizer == .stochastic {
            spikeCounts = nil
        } else {
            let fires = Self.table(scale: scale, lambdas: lambdas, quantizer: quantizer)
            var count = 0
            for level in 0..<256 {
                let isNew = level == 0 || (0..<steps).contains { fires[level][$0] != fires[level - 1][$0] }
                count += isNew ? 1 : 0
                trainOfLevel[level] = UInt16(count - 1)
                for step in 0..<steps where fires[level][step] {
                    bits[(count - 1) * words + step / 64] |= 1 << UInt64(step % 64)
                }
            }
            var counts = [UInt16](repeating: 0, count: steps * 256)
            for level in 0..<256 {
                var total: UInt16 = 0
                for step in 0..<steps {
                    total += fires[level][step] ? 1 : 0
                    counts[step * 256 + level] = total
                }
            }
            spikeCounts = counts
            code.trainCount = count
            code.trainOfLevel = UnsafePointer(trainOfLevel)
            code.bits = UnsafePointer(bits)
            if steps <= Self.mostThresholdSteps {
                thresholds = Self.thresholds(counts, steps: steps, trainOfLevel, ends: thresholdEnds)
            }
        }
        self.thresholds = .allocate(capacity: max(1, thresholds?.count ?? 0))
        if let thresholds {
            for (place, train) in thresholds.enumerated() { (self.thresholds + place).initialize(to: train) }
            code.thresholds = UnsafePointer(self.thresholds)
            code.thresholdEnds = UnsafePointer(thresholdEnds)
        }
        kernelCode = code
    }

    deinit {
        trainOfLevel.deallocate()
        bits.deallocate()
        thresholds.deallocate()
        thresholdEnds.deallocate()
    }

    /// [level][step - 1].
    private static func table(scale: Double, lambdas: [Double], quantizer: Quantizer) -> [[Bool]] {
        (0..<256).map { level in
            var memory = Quantizer.Memory()
            let x = Double(level) / scale
            return lambdas.enumerated().map { index, lambda in
                quantizer.sendsClamped(
                    x, previous: index == 0 ? 0 : nil, lambda: lambda, memory: &memory, uniform: 0)
            }
        }
    }

    /// The thresholds of all steps, as `spike_input_code` has them; nil if a brighter pixel may have fired less often.
    private static func thresholds(
        _ counts: [UInt16], steps: Int, _ trainOfLevel: UnsafeMutablePointer<UInt16>,
        ends: UnsafeMutablePointer<UInt32>
    ) -> [UInt16]? {
        var thresholds: [UInt16] = []
        for step in 0..<steps {
            for level in 1..<256 {
                let (below, own) = (counts[step * 256 + level - 1], counts[step * 256 + level])
                guard below <= own else { return nil }
                thresholds += Array(repeating: trainOfLevel[level], count: Int(own - below))
            }
            ends[step] = UInt32(thresholds.count)
        }
        return thresholds
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
