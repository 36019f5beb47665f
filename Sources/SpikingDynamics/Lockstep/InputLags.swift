import CSpikeKernels

/// The neurons of the clamped layer, arranged in groups by their lags for one input, and the drive that they give: the
/// sums of `spike_lags.h`.
///
/// A neuron with input x has a short lag if a few steps hold almost a whole number of its spikes.
///
/// Not `Sendable`: one thread uses it.
final class InputLags {
    /// The index of the input.
    let input: Int
    /// [place]: the neuron.
    let neurons: [Int]
    /// [neuron]: its place.
    let places: [Int]
    private let lags: [UInt32]
    private let firstSources: [UInt32]
    /// [W]
    private let complements: [UInt32]
    private let negated: [UInt32]
    /// [P][32 W][U], and [P][U].
    private let packed: AlignedBuffer<Int64>
    private let constant: AlignedBuffer<Int64>
    private let weights: spike_weights
    private let workspace: AlignedBuffer<UInt8>

    /// What a group costs at each step, in additions of a weight.
    private static let groupCost = 3.0

    /// Whether sums over `weights` can be made by lags.
    static func canSum(_ weights: PackedWeights) -> Bool {
        let argument = weights.argument
        return argument.exact && argument.sources <= SPIKE_MOST_LAG_SOURCES
            && argument.targets > 3 * Panels.units
    }

    /// - Parameters:
    ///   - x: the input, which is the network's with index `input`.
    ///   - trains: the most trains of a block.
    ///   - steps: the most steps of a block.
    init(_ x: UnsafeBufferPointer<Double>, input: Int, weights: PackedWeights, trains: Int, steps: Int) {
        self.input = input
        let argument = weights.argument
        let lagOf = Self.bestLags(x, steps: steps)
        let neurons = x.indices.sorted { (lagOf[$0], $0) < (lagOf[$1], $1) }
        var places = [Int](repeating: 0, count: x.count)
        for (place, neuron) in neurons.enumerated() { places[neuron] = place }
        let firsts = neurons.indices.filter { $0 == 0 || lagOf[neurons[$0]] != lagOf[neurons[$0 - 1]] }
        let lags = firsts.map { UInt32(lagOf[neurons[$0]]) }
        let firstSources = firsts.map(UInt32.init) + [UInt32(x.count)]
        (self.neurons, self.places) = (neurons, places)
        (self.lags, self.firstSources) = (lags, firstSources)

        let (rows, panels) = (Panels.words(x.count) * 32, Panels.count(argument.targets))
        packed = AlignedBuffer(count: panels * rows * Panels.units)
        constant = AlignedBuffer(count: panels * Panels.units)
        var complements = [UInt32](repeating: 0, count: Panels.words(x.count))
        var negated = complements
        let original = argument.packed.assumingMemoryBound(to: Int64.self)
        for (place, neuron) in neurons.enumerated() {
            let isComplement = x[neuron] > 0.5
            let count = Double(lagOf[neuron]) * x[neuron]
            // Unusual counts of spikes are then mostly larger by one, or smaller if the row is negative.
            let isNegative = count < count.rounded()
            if isComplement { complements[place / 32] |= 1 << UInt32(place % 32) }
            if isNegative != isComplement { negated[place / 32] |= 1 << UInt32(place % 32) }
            for panel in 0..<panels {
                let row = original + (panel * rows + neuron) * Panels.units
                let target = packed.pointer + (panel * rows + place) * Panels.units
                for unit in 0..<Panels.units { target[unit] = isNegative ? 0 &- row[unit] : row[unit] }
                guard isComplement else { continue }
                let sum = constant.pointer + panel * Panels.units
                for unit in 0..<Panels.units { sum[unit] &+= row[unit] }
            }
        }
        (self.complements, self.negated) = (complements, negated)
        self.weights = spike_weights(
            sources: argument.sources, targets: argument.targets, exact: true, scale: argument.scale,
            packed: packed.pointer, tables: nil)
        var size = spike_lag_sums()
        (size.groups, size.trains, size.steps) = (lags.count, trains, steps)
        let bytes = lags.withUnsafeBufferPointer { lags in
            firstSources.withUnsafeBufferPointer { firstSources in
                (size.lags, size.firstSources) = (lags.baseAddress, firstSources.baseAddress)
                return spike_lag_workspace_bytes(&size)
            }
        }
        workspace = AlignedBuffer(uninitializedCount: bytes)
    }

    /// [neuron]: its lag. As many different lags as pay are in use.
    private static func bestLags(_ x: UnsafeBufferPointer<Double>, steps: Int) -> [Int] {
        // [lag - 1][neuron]: the additions at each step. The first `lag` steps of a block add the bits themselves.
        let costs = (1...SPIKE_MOST_LAG).map { lag in
            x.map { x in
                let count = Double(lag) * x
                return abs(count - count.rounded()) + Double(lag) * min(x, 1 - x) / Double(steps)
            }
        }
        var (best, lags) = (costs[0], [Int](repeating: 1, count: x.count))
        while true {
            let gains = costs.map { cost in zip(best, cost).reduce(0) { $0 + max(0, $1.0 - $1.1) } }
            guard let most = gains.indices.max(by: { gains[$0] < gains[$1] }), gains[most] > groupCost else {
                return lags
            }
            for neuron in x.indices where costs[most][neuron] < best[neuron] {
                (best[neuron], lags[neuron]) = (costs[most][neuron], most + 1)
            }
        }
    }

    /// [P][U]: an input in this order.
    func arrange(_ x: UnsafePointer<Double>) -> AlignedBuffer<Double> {
        let arranged = AlignedBuffer<Double>(count: Panels.count(neurons.count) * Panels.units)
        for (place, neuron) in neurons.enumerated() { arranged.pointer[place] = x[neuron] }
        return arranged
    }

    /// Computes the sums of some trains.
    ///
    /// - Parameters:
    ///   - signals: [trains][trainStride][W], in this order; those of the first `steps` rows of each.
    ///   - rows: [trains][steps][R], written.
    func sum(
        _ signals: UnsafePointer<UInt32>, trainStride: Int, trains: Int, steps: Int, rows: UnsafeMutablePointer<Double>
    ) {
        var sums = spike_lag_sums()
        sums.weights = weights
        sums.constant = UnsafePointer(constant.pointer)
        sums.groups = lags.count
        (sums.trains, sums.steps) = (trains, steps)
        (sums.signals, sums.trainStride) = (signals, trainStride)
        (sums.rows, sums.rowStride) = (rows, Panels.row(weights.targets))
        sums.workspace = UnsafeMutableRawPointer(workspace.pointer)
        lags.withUnsafeBufferPointer { lags in
            firstSources.withUnsafeBufferPointer { firstSources in
                complements.withUnsafeBufferPointer { complements in
                    negated.withUnsafeBufferPointer { negated in
                        (sums.lags, sums.firstSources) = (lags.baseAddress, firstSources.baseAddress)
                        (sums.complements, sums.negated) = (complements.baseAddress, negated.baseAddress)
                        spike_sum_by_lags(&sums)
                    }
                }
            }
        }
    }
}
