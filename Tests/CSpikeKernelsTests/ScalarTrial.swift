import CSpikeKernels
import Foundation

/// What identifies a column: a trial's number, which gives its schedules and draws, and its input.
struct KernelColumn: Hashable {
    static let noiseKey: UInt64 = 0x0123_4567_89ab_cdef

    let trial: UInt32
    let input: UInt32

    /// Power laws, some over-relaxed.
    func epsilon(at step: Int) -> Double {
        (0.2 + 1.1 * Double(trial &* 7919 % 101) / 101) / pow(Double(step), 0.3 * Double(trial &* 31 % 7) / 7)
    }

    /// Likewise; every fifth trial is without predictive coding. Several trials begin with equal values.
    func lambda(at step: Int) -> Double {
        if trial % 5 == 0 { return 1 }
        return (0.1 + 1.1 * Double(trial / 3 &* 104_729 % 13) / 13) / pow(Double(step), 0.5 * Double(trial % 11) / 11)
    }

    /// The decoder's lambda: that of the step before in two of three trials.
    func decoding(at step: Int) -> Double { lambda(at: trial % 3 == 0 ? step : max(1, step - 1)) }

    /// The lambda that decodes the sums over the layer above, where they have a v of their own.
    func upperDecoding(at step: Int) -> Double { 0.7 * decoding(at: step) + 0.1 }
}

/// One column the plain way, unit by unit, with sums and errors in the documented order.
struct ScalarTrial {
    /// What there is to compare of a step, as bits: all layers' signals, then of each layer above the input v, the v of the layer above, s and
    /// the two errors.
    typealias Record = [UInt64]

    private let network: KernelNetwork
    private let quantizer: spike_quantizer
    private let column: KernelColumn
    private var v, upperV, s, phi, phi2: [[Double]]
    private var signals: [[UInt8]]

    init(_ network: KernelNetwork, _ quantizer: spike_quantizer, _ column: KernelColumn) {
        self.network = network
        self.quantizer = quantizer
        self.column = column
        let zeros = network.sizes.map { [Double](repeating: 0, count: $0) }
        (v, upperV, s, phi, phi2) = (zeros, zeros, zeros, zeros, zeros)
        signals = network.sizes.map { [UInt8](repeating: 0, count: $0) }
    }

    /// [step - 1] and how many spikes there were in all.
    mutating func run(steps: Int) -> (records: [Record], spikes: Int) {
        var spikes = 0
        let records = (1...steps).map { t in
            let record = step(t)
            spikes += signals.joined().reduce(0) { $0 + Int($1) }
            return record
        }
        return (records, spikes)
    }

    private mutating func step(_ t: Int) -> Record {
        let (epsilon, lambda, decoding) = (column.epsilon(at: t), column.lambda(at: t), column.decoding(at: t))
        let previous = signals
        var numbers: Record = []
        for layer in network.sizes.indices {
            let goals = network.goals[layer][Int(column.input)]
            var distances: [Double] = []
            for unit in 0..<network.sizes[layer] {
                var a = t == 1 ? goals[unit] / lambda : goals[unit]
                if layer > 0 {
                    let (lower, upper) = drives(layer: layer, unit: unit, previous)
                    var sum: Double
                    if network.decodesBySender, let upper {
                        let decodingUpper = column.upperDecoding(at: t)
                        v[layer][unit] = (1 - decoding) * v[layer][unit] + decoding * lower
                        upperV[layer][unit] = (1 - decodingUpper) * upperV[layer][unit] + decodingUpper * upper
                        sum = v[layer][unit] + upperV[layer][unit]
                    } else {
                        let u = upper.map { lower + $0 } ?? lower
                        v[layer][unit] = (1 - decoding) * v[layer][unit] + decoding * u
                        sum = v[layer][unit]
                    }
                    let old = s[layer][unit]
                    let moved = old - epsilon * (old - (sum + network.biases[layer][unit]))
                    s[layer][unit] = moved < 0 ? 0 : moved > 1 ? 1 : moved
                    a = (s[layer][unit] - (1 - lambda) * old) / lambda
                    distances.append(goals[unit] - s[layer][unit])
                }
                let fired =
                    quantizer == SPIKE_TRACKING
                    ? tracks(layer == 0 ? goals[unit] : s[layer][unit], lambda, layer: layer, unit: unit)
                    : fires(a, layer: layer, unit: unit, t)
                signals[layer][unit] = fired ? 1 : 0
            }
            if layer > 0 {
                numbers += [v, upperV, s].flatMap { $0[layer].map(\.bitPattern) }
                numbers.append(spike_error_reference(distances.map { abs($0) }, distances.count).bitPattern)
                numbers.append(spike_error_reference(distances.map { $0 * $0 }, distances.count).bitPattern)
            }
        }
        return signals.joined().map(UInt64.init) + numbers
    }

    /// The sums over the layer below and over the layer above, if there is one.
    private func drives(layer: Int, unit: Int, _ previous: [[UInt8]]) -> (lower: Double, upper: Double?) {
        let lower = network.sum(layer - 1, from: unit, stride: network.sizes[layer], previous[layer - 1])
        guard layer + 1 < network.sizes.count else { return (lower, nil) }
        let above = network.sizes[layer + 1]
        return (lower, network.sum(layer, from: unit * above, stride: 1, previous[layer + 1]))
    }

    private mutating func tracks(_ state: Double, _ lambda: Double, layer: Int, unit: Int) -> Bool {
        let decayed = (1 - lambda) * phi[layer][unit]
        let fires = state - decayed > lambda / 2
        phi[layer][unit] = fires ? decayed + lambda : decayed
        return fires
    }

    private mutating func fires(_ a: Double, layer: Int, unit: Int, _ t: Int) -> Bool {
        switch quantizer {
        case SPIKE_SIGMA_DELTA:
            let p = phi[layer][unit] + a
            phi[layer][unit] = p - (p > 0.5 ? 1 : 0)
            return p > 0.5
        case SPIKE_THRESHOLD:
            return a > 0.5
        case SPIKE_SECOND_ORDER_SIGMA_DELTA:
            let first = phi[layer][unit] + a
            let second = phi2[layer][unit] + first
            phi[layer][unit] = first - (second > 0.5 ? 1 : 0)
            phi2[layer][unit] = second - (second > 0.5 ? 1 : 0)
            return second > 0.5
        default:
            return a
                > spike_uniform_reference_f64(
                    KernelColumn.noiseKey, UInt32(unit), column.input, UInt32(layer), UInt32(t), column.trial)
        }
    }
}

extension KernelNetwork {
    /// The sum into one target over `signals`, by the rule of the network; its weights start at `first` of matrix k.
    fileprivate func sum(_ k: Int, from first: Int, stride: Int, _ signals: [UInt8]) -> Double {
        isExact
            ? integers[k].withUnsafeBufferPointer {
                spike_exact_sum_reference($0.baseAddress! + first, Self.scale, stride, signals.count, signals)
            }
            : weights[k].withUnsafeBufferPointer {
                spike_ordered_sum_reference($0.baseAddress! + first, stride, signals.count, signals)
            }
    }
}
