import Randomness
import SpikingDynamics
import TestSupport
import Testing

@testable import EquilibriumPropagation

/// Weights and scores depend on nothing but the settings, to the bit.
@Suite(.serialized) struct EngineIdentityTests {
    /// Bits of all weights, biases and scores after some updates.
    private func result(_ sample: SampleRules.Case, _ precision: Precision, threads: [Int]) throws -> [UInt64] {
        let sizes = [196] + sample.hidden + [10]
        let images = ImageIndex(Digits.small, scale: 255)
        let engine = TrainingEngine(
            try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 9), dynamics: sample.dynamics,
            rule: sample.rule, precision: precision, scale: 255, seed: 9)
        let size = sample.rule.minibatchSize
        for (number, threads) in threads.enumerated() {
            engine.update(
                images, first: number * size, beta: number == 1 ? -0.5 : 0.5, visit: number * size, threads: threads)
        }
        let last = threads.last ?? 1
        let score = try #require(engine.measure(images, purpose: .measuringTraining, threads: last))
        let numbers = engine.network.weights.flatMap { $0 } + engine.network.biasValues.flatMap { $0 }
        let all: [Double] = numbers + [score.error, score.loss, score.residual] + score.spikes
        return all.map { $0.bitPattern }
    }

    @Test(arguments: SampleRules.cases, Precision.allCases)
    func threads(_ sample: SampleRules.Case, _ precision: Precision) throws {
        let alone = try result(sample, precision, threads: [1, 1, 1])
        for threads in [[2, 2, 2], [3, 1, 5], [40, 2, 7]] {
            #expect(try result(sample, precision, threads: threads) == alone)
        }
    }

    @Test(arguments: SampleRules.cases, [1, 2, 3, 7])
    func updatesTogether(_ sample: SampleRules.Case, threads: Int) throws {
        let sizes = [196] + sample.hidden + [10]
        let images = ImageIndex(Digits.small, scale: 255)
        let size = sample.rule.minibatchSize
        let updates = (0..<12).map {
            TrainingEngine.Update(first: $0 * size, beta: $0.isMultiple(of: 3) ? -0.5 : 0.5, visit: $0 * size)
        }
        let engines = try (0..<2).map { _ in
            TrainingEngine(
                try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 9), dynamics: sample.dynamics,
                rule: sample.rule, precision: .float32, scale: 255, seed: 9)
        }
        engines[0].make(updates, on: images, threads: threads)
        for update in updates { engines[1].make([update], on: images, threads: 1) }
        #expect(engines[0].network.weights == engines[1].network.weights)
        #expect(engines[0].network.biasValues == engines[1].network.biasValues)
    }

    @Test(arguments: SampleRules.cases, Precision.allCases)
    func vectorWidth(_ sample: SampleRules.Case, _ precision: Precision) throws {
        var first: [UInt64]?
        try DispatchLevels.withEach { name in
            let result = try result(sample, precision, threads: [1, 1])
            #expect(result == first ?? result, "level \(name)")
            first = first ?? result
        }
    }

    @Test(arguments: SampleRules.cases) func precisions(_ sample: SampleRules.Case) throws {
        let single = try result(sample, .float32, threads: [1]).map { Double(bitPattern: $0) }
        let double = try result(sample, .float64, threads: [1]).map { Double(bitPattern: $0) }
        let sizes = [196] + sample.hidden + [10]
        let weights = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let distance = zip(single, double).prefix(weights).map { abs($0 - $1) }.max() ?? 0
        #expect(distance > 0, "float32 is not float64")
        #expect(distance < 0.02, "one update in float32 is one update in float64, but for a spike that went elsewhere")
    }
}
