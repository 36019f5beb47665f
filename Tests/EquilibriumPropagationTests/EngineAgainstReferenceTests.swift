import Randomness
import SpikingDynamics
import Testing

@testable import EquilibriumPropagation

/// The fast engine against the reference trainer, in float64: equal but for the order of additions.
@Suite struct EngineAgainstReferenceTests {
    @Test(arguments: SampleRules.cases) func learnsTheSame(_ sample: SampleRules.Case) throws {
        let sizes = [196] + sample.hidden + [10]
        let images = ImageIndex(Digits.small, scale: 256)
        var reference = try ReferenceTrainer(layerSizes: sizes, dynamics: sample.dynamics, rule: sample.rule, seed: 3)
        var generator = MersenneTwister(seed: 3)
        let engine = TrainingEngine(
            try LayeredNetwork.glorotUniform(layerSizes: sizes, from: &generator), dynamics: sample.dynamics,
            rule: sample.rule, precision: .float64, scale: 256, seed: 3)
        let size = sample.rule.minibatchSize
        for index in 0..<4 {
            let range = index * size..<(index + 1) * size
            let update = try reference.update(
                inputs: range.map { Digits.input($0, of: Digits.small) }, labels: range.map(Digits.label))
            let sign = sample.rule.beta.hasRandomSign ? Double(generator.sign()) : 1
            engine.update(
                images, first: range.lowerBound, beta: sample.rule.beta.size * sign, visit: range.lowerBound,
                threads: 1)
            for layer in 1..<sizes.count {
                let width = engine.network.precision.padded(sizes[layer])
                for place in 0..<size {
                    let row = place * width..<place * width + sizes[layer]
                    let negative: [Double] = row.map { engine.states.negative[layer][$0] }
                    let positive: [Double] = row.map { engine.states.positive[layer][$0] }
                    try #require(Self.agree(negative, update.negative[place][layer]))
                    try #require(Self.agree(positive, update.positive[place][layer]))
                }
            }
            for (mine, theirs) in zip(engine.network.weights, reference.network.weights) {
                try #require(Self.agree(mine, theirs))
            }
            for (mine, theirs) in zip(engine.network.biasValues, reference.network.biases) {
                try #require(Self.agree(mine, theirs))
            }
        }
        let back = engine.network.downward.enumerated().allSatisfy { layer, down in
            guard let down else { return true }
            let up = engine.network.upward[layer]
            return (0..<up.sources).allSatisfy { i in (0..<up.targets).allSatisfy { down[$0, i] == up[i, $0] } }
        }
        #expect(back, "weights are symmetric, to the bit")
    }

    /// Errors, spikes and residuals of measuring, against the reference simulation, image by image.
    @Test(arguments: SampleRules.cases) func measuresTheSame(_ sample: SampleRules.Case) throws {
        let sizes = [196] + sample.hidden + [10]
        let images = ImageIndex(Digits.small[0..<150], scale: 256)
        let network = try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 5)
        let engine = TrainingEngine(
            network, dynamics: sample.dynamics, rule: sample.rule, precision: .float64, scale: 256, seed: 3)
        let score = try #require(engine.measure(images, purpose: .measuringTest, threads: 1))
        let connections = Connections(of: network)
        var (errors, loss, change) = (0, 0.0, 0.0)
        var spikes = sizes.map { _ in 0 }
        for image in 0..<150 {
            var settling = SettlingSample(
                network, connections, input: Digits.input(image, of: Digits.small), dynamics: sample.dynamics,
                noise: QuantizationNoise(seed: 3, trial: image, input: DrawPurpose.measuringTest.rawValue))
            var before = settling.states
            for _ in 0..<sample.rule.negativeSteps {
                before = settling.states
                settling.step()
                for layer in spikes.indices { spikes[layer] += settling.spikeCount(layer) }
            }
            let output = settling.states[sizes.count - 1]
            if output.firstIndex(of: output.max() ?? 0) != Digits.label(image) { errors += 1 }
            for (unit, state) in output.enumerated() {
                let distance = (unit == Digits.label(image) ? 1.0 : 0.0) - state
                loss += distance * distance
            }
            for layer in 1..<sizes.count {
                for (now, then) in zip(settling.states[layer], before[layer]) { change += abs(now - then) }
            }
        }
        #expect(score.error == Double(errors) / 150)
        #expect(Self.agree([score.loss], [loss / 150]))
        let moving = Double(sizes.dropFirst().reduce(0, +))
        #expect(Self.agree([score.residual], [change / (150 * moving)]))
        if case .binary = sample.dynamics {
            let steps = Double(sample.rule.negativeSteps)
            let counts: [Double] = zip(score.spikes, sizes).map { $0 * 150 * Double($1) * steps }
            #expect(Self.agree(counts, spikes.map { Double($0) }))
        } else {
            #expect(score.spikes.isEmpty)
        }
    }

    private static func agree(_ mine: [Double], _ theirs: [Double]) -> Bool {
        mine.count == theirs.count
            && zip(mine, theirs).allSatisfy { abs($0 - $1) <= max(1e-9 * abs($1), 1e-12) }
    }
}
