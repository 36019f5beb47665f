import Randomness
import SpikingDynamics
import Testing

@testable import EquilibriumPropagation

/// The fast engine does the arithmetic that `spike_training.h` states, in both precisions, to the bit.
@Suite struct StatedArithmeticTests {
    @Test(arguments: SampleRules.cases) func float32(_ sample: SampleRules.Case) throws {
        try check(sample, .float32, Float.self)
    }

    @Test(arguments: SampleRules.cases) func float64(_ sample: SampleRules.Case) throws {
        try check(sample, .float64, Double.self)
    }

    private func check<Real: BinaryFloatingPoint & SendableMetatype>(
        _ sample: SampleRules.Case, _ precision: Precision, _: Real.Type
    ) throws {
        let sizes = [196] + sample.hidden + [10]
        let rule = sample.rule
        let size = min(rule.minibatchSize, 3)
        var small = rule
        small.minibatchSize = size
        let images = ImageIndex(Digits.small, scale: 256)
        let engine = TrainingEngine(
            try LayeredNetwork.glorotUniform(layerSizes: sizes, seed: 4), dynamics: sample.dynamics, rule: small,
            precision: precision, scale: 256, seed: 3)
        for update in 0..<2 {
            var weights: [[[Real]]] = engine.network.weights.enumerated().map { layer, matrix in
                let columns = sizes[layer + 1]
                return (0..<sizes[layer]).map { row in (0..<columns).map { Real(matrix[row * columns + $0]) } }
            }
            var biases: [[Real]] = engine.network.biasValues.map { $0.map { Real($0) } }
            let beta = update == 0 ? 0.5 : -0.5
            var (negative, positive): ([[[Real]]], [[[Real]]]) = ([], [])
            for place in 0..<size {
                let visit = update * size + place
                var settling = StatedSample(
                    weights, biases, sample.dynamics, noise: engine.noise(visit: visit), image: Self.pixels(visit),
                    scale: 256, steps: rule.steps)
                for _ in 0..<rule.negativeSteps { settling.advance() }
                var nudged = settling
                for _ in 0..<rule.positiveSteps {
                    nudged.advance(nudge: (2 * beta, Digits.label(visit)))
                    if rule.continuesNegativePhase { settling.advance() }
                }
                negative.append(settling.states)
                positive.append(nudged.states)
            }
            engine.update(images, first: update * size, beta: beta, visit: update * size, threads: 1)
            Self.learn(&weights, &biases, negative, positive, rule: small, beta: beta, first: update * size)
            for layer in 1..<sizes.count {
                let width = precision.padded(sizes[layer])
                let row = { (place: Int) in place * width..<place * width + sizes[layer] }
                for place in 0..<size {
                    let (minus, plus) = (
                        negative[place][layer].map(Double.init), positive[place][layer].map(Double.init)
                    )
                    try #require(row(place).map { engine.states.negative[layer][$0] } == minus)
                    try #require(row(place).map { engine.states.positive[layer][$0] } == plus)
                }
                let matrix = weights[layer - 1].flatMap { $0.map(Double.init) }
                let bias = biases[layer].map(Double.init)
                try #require(engine.network.weights[layer - 1] == matrix)
                try #require(engine.network.biasValues[layer] == bias)
            }
        }
    }

    private static func pixels(_ image: Int) -> [UInt8] {
        Array(Digits.small.pixels[image * 196..<(image + 1) * 196])
    }

    /// Eq. 4, sums over samples in order.
    private static func learn<Real: BinaryFloatingPoint & SendableMetatype>(
        _ weights: inout [[[Real]]], _ biases: inout [[Real]], _ negative: [[[Real]]], _ positive: [[[Real]]],
        rule: LearningRule, beta: Double, first: Int
    ) {
        let changes = zip(negative, positive).map { zip($0, $1).map { zip($0, $1).map { $1 - $0 } } }
        for layer in 1..<biases.count {
            let rate = Real(rule.rates[layer - 1] / beta / Double(negative.count))
            for j in biases[layer].indices {
                biases[layer][j] += rate * changes.reduce(0) { $0 + $1[layer][j] }
                for i in weights[layer - 1].indices {
                    var sum: Real = 0
                    for m in changes.indices {
                        if layer == 1 {
                            let x = Real(Double(pixels(first + m)[i]) / 256)
                            if x != 0 { sum += changes[m][1][j] * x }
                        } else {
                            let upper = rule.gradient == .twoSided ? negative[m][layer][j] : 0
                            sum += changes[m][layer - 1][i] * upper + negative[m][layer - 1][i] * changes[m][layer][j]
                        }
                    }
                    weights[layer - 1][i][j] += rate * sum
                }
            }
        }
    }
}
