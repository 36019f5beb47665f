import SpikingDynamics

@testable import EquilibriumPropagation

/// One sample that settles by the arithmetic that `spike_training.h` states, addition by addition. It is a plain model of
/// the kernels: they give the same numbers, to the bit.
struct StatedSample<Real: BinaryFloatingPoint> {
    /// [layer k][source][target]: upward weights; and [layer][unit] biases.
    let weights: [[[Real]]]
    let biases: [[Real]]
    let dynamics: NetworkDynamics
    let noise: QuantizationNoise
    /// [unit]: levels of the input.
    let image: [UInt8]
    let scale: Double
    /// The number of steps in an update.
    let steps: Int
    /// U: units of a panel.
    private let panel = 128 / (Real.significandBitCount < 24 ? 4 : 8)

    /// [layer][unit] each; those of the input are empty.
    private(set) var states: [[Real]]
    private var v: [[Real]]
    /// The v of the layer above, where it has its own.
    private var upperV: [[Real]]
    private var phi: [[Real]]
    private var phi2: [[Real]]
    /// [layer]: the units that fired at the last step, or whose state is not 0.
    private var lists: [[Int]]
    private var step = 0
    private let drives: [[Real]]

    init(
        _ weights: [[[Real]]], _ biases: [[Real]], _ dynamics: NetworkDynamics, noise: QuantizationNoise,
        image: [UInt8], scale: Double, steps: Int
    ) {
        (self.weights, self.biases, self.dynamics, self.noise) = (weights, biases, dynamics, noise)
        (self.image, self.scale, self.steps) = (image, scale, steps)
        let zeros = biases.enumerated().map { $0 == 0 ? [] : $1.map { _ in Real.zero } }
        (states, v, upperV, phi, phi2) = (zeros, zeros, zeros, zeros, zeros)
        lists = zeros.map { _ in [] }
        drives = StatedDrive(weights[0], dynamics, noise: noise, image: image, scale: scale, steps: steps).rows
    }

    /// Makes a step. A nudge pulls the output towards 1 at unit `target`.
    mutating func advance(nudge: (strength: Double, target: Int)? = nil) {
        step += 1
        let last = states.count - 1
        let lowers = (0...last).map { layer in
            layer == 0 ? [] : layer == 1 ? drives[step - 1] : sum(from: layer - 1, to: layer)
        }
        let uppers = (0...last).map { layer in layer == 0 || layer == last ? [] : sum(from: layer + 1, to: layer) }
        for layer in 1...last {
            let nudges = layer == last ? nudge : nil
            let before = states[layer]
            lists[layer] = before.indices.filter { unit in
                let upper = layer == last ? nil : uppers[layer][unit]
                let pull = nudges.map { Real($0.strength * (($0.target == unit ? 1 : 0) - Double(before[unit]))) }
                return update(layer, unit, lower: lowers[layer][unit], upper: upper, nudge: pull)
            }
        }
    }

    /// - Returns: whether the unit sends something.
    private mutating func update(_ layer: Int, _ unit: Int, lower: Real, upper: Real?, nudge: Real?) -> Bool {
        let old = states[layer][unit]
        func clipped(_ value: Real, _ epsilon: Double) -> Real {
            var pull = value + biases[layer][unit]
            if let nudge { pull += nudge }
            let s = old - Real(epsilon) * (old - pull)
            return s < 0 ? 0 : s > 1 ? 1 : s
        }
        guard case .binary(let schedules) = dynamics else {
            guard case .continuous(let epsilon) = dynamics else { return false }
            states[layer][unit] = clipped(upper.map { lower + $0 } ?? lower, epsilon)
            return states[layer][unit] != 0
        }
        let lambda = Real(schedules.lambda(ofLayer: layer).value(at: step))
        let complement = 1 - lambda
        let decoding = Real(schedules.decodingLambda(ofLayer: layer - 1, at: step))
        var sum: Real
        if schedules.decodesBySender, let upper {
            let decodingUpper = Real(schedules.decodingLambda(ofLayer: layer + 1, at: step))
            v[layer][unit] = (1 - decoding) * v[layer][unit] + decoding * lower
            upperV[layer][unit] = (1 - decodingUpper) * upperV[layer][unit] + decodingUpper * upper
            sum = v[layer][unit] + upperV[layer][unit]
        } else {
            v[layer][unit] = (1 - decoding) * v[layer][unit] + decoding * (upper.map { lower + $0 } ?? lower)
            sum = v[layer][unit]
        }
        let s = clipped(sum, schedules.epsilon(ofLayer: layer).value(at: step))
        states[layer][unit] = s
        let a = (s - complement * old) / lambda
        switch schedules.quantizer {
        case .threshold: return a > 0.5
        case .tracking:
            let decayed = complement * phi[layer][unit]
            let fires = s - decayed > lambda / 2
            phi[layer][unit] = fires ? decayed + lambda : decayed
            return fires
        case .stochastic:
            // In float32, the first 24 bits of the draw.
            let bits = Double(sign: .plus, exponent: min(53, Real.significandBitCount + 1), significand: 1)
            return a > Real((noise.uniform(unit: unit, layer: layer, step: step) * bits).rounded(.down) / bits)
        case .sigmaDelta:
            let p = phi[layer][unit] + a
            phi[layer][unit] = p > 0.5 ? p - 1 : p
            return p > 0.5
        case .secondOrderSigmaDelta:
            let first = phi[layer][unit] + a
            let second = phi2[layer][unit] + first
            (phi[layer][unit], phi2[layer][unit]) = second > 0.5 ? (first - 1, second - 1) : (first, second)
            return second > 0.5
        }
    }

    /// [target]: the sums over the signals of a layer at the last step.
    private func sum(from source: Int, to layer: Int) -> [Real] {
        let isBinary = if case .binary = dynamics { true } else { false }
        let weight = { (i: Int, j: Int) in source < layer ? weights[source][i][j] : weights[layer][j][i] }
        return states[layer].indices.map { j in
            if !isBinary && states[layer].count <= 16 {
                var lanes = [Real](repeating: 0, count: panel / 2)
                for i in states[source].indices { lanes[i % lanes.count] += weight(i, j) * states[source][i] }
                while lanes.count > 1 {
                    lanes = (0..<lanes.count / 2).map { lanes[$0] + lanes[$0 + lanes.count / 2] }
                }
                return lanes[0]
            }
            let rows = lists[source].map { isBinary ? weight($0, j) : weight($0, j) * states[source][$0] }
            guard states[layer].count <= panel else { return rows.dropFirst().reduce(rows.first ?? 0, +) }
            var sums = [Real](repeating: 0, count: 4)
            for (place, row) in rows.enumerated() { sums[place % 4] += row }
            return (sums[0] + sums[1]) + (sums[2] + sums[3])
        }
    }
}
