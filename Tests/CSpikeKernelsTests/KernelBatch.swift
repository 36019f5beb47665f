import CSpikeKernels

/// The same columns side by side, by the kernels.
struct KernelBatch {
    private typealias Layer = (
        v: KernelMemory<Double>, upperV: KernelMemory<Double>, s: KernelMemory<Double>, phi: KernelMemory<Double>,
        phi2: KernelMemory<Double>,
        signals: KernelMemory<UInt32>, next: KernelMemory<UInt32>
    )
    /// Rows of sums, and the row of each column.
    private typealias Sums = (rows: KernelMemory<Double>, rowOf: KernelMemory<UInt32>)

    private let network: KernelNetwork
    private let quantizer: spike_quantizer
    private let columns: [KernelColumn]
    private let trials, inputIndices: KernelMemory<UInt32>
    /// [train]: its first column; [C]: its train.
    private let owners: [Int]
    private let trains: [Int]
    private var layers: [Layer]
    private let absolute, squared: KernelMemory<Double>
    private let spikes, trainSpikes: KernelMemory<UInt64>

    /// Every padded place of every buffer was as it should be.
    private(set) var paddingStaysEmpty = true

    /// - Parameter sharesTrains: columns with equal inputs and first lambdas share one input train.
    init(_ network: KernelNetwork, _ quantizer: spike_quantizer, _ columns: [KernelColumn], sharesTrains: Bool) {
        self.network = network
        self.quantizer = quantizer
        self.columns = columns
        trials = KernelMemory(columns.map(\.trial))
        inputIndices = KernelMemory(columns.map(\.input))
        var owners: [Int] = []
        trains = columns.indices.map { column in
            let known = owners.firstIndex {
                columns[$0].input == columns[column].input
                    && columns[$0].lambda(at: 1) == columns[column].lambda(at: 1)
            }
            if sharesTrains, let known { return known }
            owners.append(column)
            return owners.count - 1
        }
        self.owners = owners
        layers = network.sizes.map { size in
            let numbers = { KernelMemory<Double>(spike_row(size) * columns.count) }
            let bits = { KernelMemory<UInt32>(spike_words(size) * columns.count) }
            return (numbers(), numbers(), numbers(), numbers(), numbers(), bits(), bits())
        }
        (absolute, squared) = (KernelMemory(columns.count), KernelMemory(columns.count))
        (spikes, trainSpikes) = (KernelMemory(columns.count), KernelMemory(owners.count))
    }

    /// [column][step - 1] and [column]: the spikes in all.
    ///
    /// - Parameter block: so many steps of the input are made at once; a divisor of `steps`.
    mutating func run(steps: Int, block: Int) -> [(records: [ScalarTrial.Record], spikes: Int)] {
        let words = spike_words(network.sizes[0])
        // [train][block + 1][W]: the bits before the block, and at each of its steps.
        let inputSignals = KernelMemory<UInt32>(owners.count * (block + 1) * words)
        var records = [[ScalarTrial.Record]](repeating: [], count: columns.count)
        for first in stride(from: 1, through: steps, by: block) {
            advanceInput(from: first, steps: block, inputSignals.pointer + words)
            // The drive at a step comes from the bits of the step before, which stand one place ahead.
            let places = (0..<block).flatMap { offset in owners.indices.map { UInt32($0 * (block + 1) + offset) } }
            let drive = sums(
                network.upward[0], inputSignals, order: KernelMemory(places), columns: places.count,
                of: owners.count * (block + 1))
            for step in first..<(first + block) {
                let offset = step - first
                var numbers = [ScalarTrial.Record](repeating: [], count: columns.count)
                var bits = columns.indices.map { column in
                    fired(0, inputSignals.pointer, column: trains[column] * (block + 1) + offset + 1)
                }
                for layer in network.sizes.indices.dropFirst() {
                    let lower =
                        layer == 1
                        ? (
                            drive.rows,
                            KernelMemory(trains.map { drive.rowOf.pointer[$0 * (block + 1) + offset] })
                        ) : sums(network.upward[layer - 1], layers[layer - 1].signals)
                    let upper =
                        layer + 1 < network.sizes.count ? sums(network.downward[layer], layers[layer + 1].signals) : nil
                    advance(layer, at: step, lower, upper)
                    for column in columns.indices {
                        bits[column] += fired(layer, layers[layer].next.pointer, column: column)
                        numbers[column] += numbersOf(layer, column: column)
                    }
                }
                for layer in layers.indices {
                    (layers[layer].signals, layers[layer].next) = (layers[layer].next, layers[layer].signals)
                }
                for column in columns.indices { records[column].append(bits[column] + numbers[column]) }
            }
            for train in owners.indices {
                let row = inputSignals.pointer + train * (block + 1) * words
                row.update(from: row + block * words, count: words)
            }
        }
        return columns.indices.map { column in
            (records[column], Int(spikes.pointer[column] + trainSpikes.pointer[trains[column]]))
        }
    }

    /// - Parameter all: the columns that the signals have; nil: as many as the batch.
    private func sums(
        _ weights: KernelWeights, _ signals: KernelMemory<UInt32>, order: KernelMemory<UInt32>? = nil,
        columns count: Int? = nil, of all: Int? = nil
    ) -> Sums {
        let count = count ?? columns.count
        let argument = weights.argument
        let found: Sums = (KernelMemory(count * spike_row(argument.targets)), KernelMemory(all ?? count))
        let workspace = KernelMemory<UInt8>(spike_sum_workspace_bytes(argument.sources, count))
        var call = spike_sums()
        call.weights = argument
        call.signals = signals.reading
        call.signalStride = spike_words(argument.sources)
        call.order = order?.reading
        call.columns = count
        call.rows = found.rows.pointer
        call.rowStride = spike_row(argument.targets)
        call.rowOf = found.rowOf.pointer
        call.workspace = UnsafeMutableRawPointer(workspace.pointer)
        withExtendedLifetime(order) { _ = spike_sum(&call) }
        return found
    }

    private func advanceInput(from step: Int, steps: Int, _ signals: UnsafeMutablePointer<UInt32>) {
        let inputIndices = KernelMemory(owners.map { columns[$0].input })
        let trials = KernelMemory(owners.map { columns[$0].trial })
        let lambdas = KernelMemory(
            (step..<(step + steps)).flatMap { step in owners.map { columns[$0].lambda(at: step) } })
        var call = spike_input_steps()
        call.units = network.sizes[0]
        call.trains = owners.count
        call.quantizer = quantizer
        call.firstStep = UInt32(step)
        call.steps = UInt32(steps)
        call.input = network.packedGoals[0].reading
        call.inputIndex = inputIndices.reading
        call.lambda = lambdas.reading
        call.phi = layers[0].phi.pointer
        call.phi2 = layers[0].phi2.pointer
        call.signals = signals
        call.trainStride = steps + 1
        call.spikes = trainSpikes.pointer
        call.noise = spike_noise(key: KernelColumn.noiseKey, trials: trials.reading)
        withExtendedLifetime((inputIndices, trials, lambdas)) { spike_advance_input(&call) }
    }

    private func advance(_ layer: Int, at step: Int, _ lower: Sums, _ upper: Sums?) {
        let epsilons = KernelMemory(columns.map { $0.epsilon(at: step) })
        let lambdas = KernelMemory(columns.map { $0.lambda(at: step) })
        let decodings = KernelMemory(columns.map { $0.decoding(at: step) })
        let upperDecodings = KernelMemory(columns.map { $0.upperDecoding(at: step) })
        var call = spike_layer_step()
        call.units = network.sizes[layer]
        call.columns = columns.count
        call.quantizer = quantizer
        call.layer = UInt32(layer)
        call.step = UInt32(step)
        (call.lower, call.lowerIndex) = (lower.rows.reading, lower.rowOf.reading)
        call.lowerStride = spike_row(network.sizes[layer])
        (call.upper, call.upperIndex) = (upper?.rows.reading, upper?.rowOf.reading)
        call.upperStride = spike_row(network.sizes[layer])
        call.bias = network.packedBiases[layer].reading
        call.fixedPoint = network.packedGoals[layer].reading
        call.inputIndex = inputIndices.reading
        call.epsilon = epsilons.reading
        call.lambda = lambdas.reading
        call.decoding = decodings.reading
        call.v = layers[layer].v.pointer
        if network.decodesBySender, upper != nil {
            call.upperV = layers[layer].upperV.pointer
            call.upperDecoding = upperDecodings.reading
        }
        call.s = layers[layer].s.pointer
        call.phi = layers[layer].phi.pointer
        call.phi2 = layers[layer].phi2.pointer
        call.signals = layers[layer].next.pointer
        call.absoluteError = absolute.pointer
        call.squaredError = squared.pointer
        call.spikes = spikes.pointer
        call.noise = spike_noise(key: KernelColumn.noiseKey, trials: trials.reading)
        withExtendedLifetime((epsilons, lambdas, decodings, upperDecodings, lower, upper)) {
            spike_advance_layer(&call)
        }
    }

    /// [unit]: a column's bits, as numbers.
    private mutating func fired(_ layer: Int, _ signals: UnsafeMutablePointer<UInt32>, column: Int) -> [UInt64] {
        let words = spike_words(network.sizes[layer])
        let all = (0..<words * 32).map { unit in
            UInt64(signals[column * words + unit / 32] >> UInt32(unit % 32) & 1)
        }
        if all.dropFirst(network.sizes[layer]).contains(1) { paddingStaysEmpty = false }
        return Array(all.prefix(network.sizes[layer]))
    }

    /// A column's v, the v of the layer above, s and two errors, as bits.
    private mutating func numbersOf(_ layer: Int, column: Int) -> [UInt64] {
        let row = spike_row(network.sizes[layer])
        var numbers: [UInt64] = []
        for memory in [layers[layer].v, layers[layer].upperV, layers[layer].s] {
            let all = (0..<row).map { memory.pointer[column * row + $0] }
            if all.dropFirst(network.sizes[layer]).contains(where: { $0 != 0 }) { paddingStaysEmpty = false }
            numbers += all.prefix(network.sizes[layer]).map(\.bitPattern)
        }
        return numbers + [absolute.pointer[column].bitPattern, squared.pointer[column].bitPattern]
    }
}
