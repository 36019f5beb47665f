import CSpikeKernels

/// The same columns side by side, by the kernels.
struct KernelBatch<Real: KernelReal> {
    private typealias Layer = (
        v: KernelMemory<Real>, s: KernelMemory<Real>, phi: KernelMemory<Real>, phi2: KernelMemory<Real>,
        signals: KernelMemory<UInt32>, next: KernelMemory<UInt32>
    )

    private let network: KernelNetwork<Real>
    private let quantizer: spike_quantizer
    private let columns: [KernelColumn]
    private let trials, inputIndices: KernelMemory<UInt32>
    /// S: a few more than C.
    private let stride: Int
    /// [train]: its first column; [C]: its train.
    private let owners: [Int]
    private let trains: KernelMemory<UInt32>
    private var layers: [Layer]
    private let absolute, squared: KernelMemory<Real>
    private let spikes, trainSpikes: KernelMemory<UInt64>
    private let workspace: KernelMemory<UInt8>

    /// Every padded place of every buffer was as it should be.
    private(set) var paddingStaysEmpty = true

    /// - Parameter sharesTrains: columns with equal inputs and first lambdas share one input train.
    init(_ network: KernelNetwork<Real>, _ quantizer: spike_quantizer, _ columns: [KernelColumn], sharesTrains: Bool) {
        self.network = network
        self.quantizer = quantizer
        self.columns = columns
        let stride = columns.count + columns.count % 3
        self.stride = stride
        trials = KernelMemory(columns.map(\.trial))
        inputIndices = KernelMemory(columns.map(\.input))
        var owners: [Int] = []
        let places = columns.indices.map { column -> UInt32 in
            let known = owners.firstIndex {
                columns[$0].input == columns[column].input
                    && columns[$0].lambda(at: 1) == columns[column].lambda(at: 1)
            }
            if sharesTrains, let known { return UInt32(known) }
            owners.append(column)
            return UInt32(owners.count - 1)
        }
        self.owners = owners
        trains = KernelMemory(places)
        layers = network.sizes.map { size in
            let numbers = { KernelMemory<Real>(Real.panels(size) * stride * Real.panelUnits) }
            let bits = { KernelMemory<UInt32>(spike_words(size) * stride) }
            return (numbers(), numbers(), numbers(), numbers(), bits(), bits())
        }
        (absolute, squared) = (KernelMemory(columns.count), KernelMemory(columns.count))
        (spikes, trainSpikes) = (KernelMemory(columns.count), KernelMemory(owners.count))
        workspace = KernelMemory(spike_workspace_bytes(columns.count))
    }

    /// [column][step - 1] and [column]: the spikes in all.
    ///
    /// - Parameter block: so many steps of the input are made at once; a divisor of `steps`.
    mutating func run(steps: Int, block: Int) -> [(records: [ScalarTrial<Real>.Record], spikes: Int)] {
        let count = owners.count
        let signalStride = (block + 1) * count
        let inputSignals = KernelMemory<UInt32>(spike_words(network.sizes[0]) * signalStride)
        let drive = KernelMemory<Real>(Real.panels(network.sizes[1]) * block * count * Real.panelUnits)
        var records = [[ScalarTrial<Real>.Record]](repeating: [], count: columns.count)
        for first in Swift.stride(from: 1, through: steps, by: block) {
            advanceInput(from: first, steps: block, inputSignals.pointer + count, stride: signalStride)
            // The drive at a step comes from the bits of the step before, which stand one place ahead.
            var source = Real.Source()
            source.sources = network.sizes[0]
            source.weights = network.upward[0].reading
            source.signals = inputSignals.reading
            source.signalStride = signalStride
            Real.sum(
                &source, targets: network.sizes[1], columns: block * count, into: drive.pointer, stride: block * count)
            for step in first..<(first + block) {
                let offset = (step - first) * count
                var numbers = [ScalarTrial<Real>.Record](repeating: [], count: columns.count)
                var bits = columns.indices.map { column in
                    fired(
                        0, inputSignals.pointer + count + offset, stride: signalStride,
                        column: Int(trains.pointer[column]))
                }
                for layer in network.sizes.indices.dropFirst() {
                    advance(
                        layer, at: step, drive: drive.reading + offset * Real.panelUnits, driveStride: block * count)
                    for column in columns.indices {
                        bits[column] += fired(layer, layers[layer].next.pointer, stride: stride, column: column)
                        numbers[column] += numbersOf(layer, column: column)
                    }
                }
                for layer in layers.indices {
                    (layers[layer].signals, layers[layer].next) = (layers[layer].next, layers[layer].signals)
                }
                for column in columns.indices { records[column].append(bits[column] + numbers[column]) }
            }
            for word in 0..<spike_words(network.sizes[0]) {
                let row = inputSignals.pointer + word * signalStride
                row.update(from: row + block * count, count: count)
            }
        }
        return columns.indices.map { column in
            (records[column], Int(spikes.pointer[column] + trainSpikes.pointer[Int(trains.pointer[column])]))
        }
    }

    private func advanceInput(from step: Int, steps: Int, _ signals: UnsafeMutablePointer<UInt32>, stride: Int) {
        let inputIndices = KernelMemory(owners.map { columns[$0].input })
        let trials = KernelMemory(owners.map { columns[$0].trial })
        let lambdas = KernelMemory(owners.map { Real(columns[$0].lambda(at: 1)) })
        var call = Real.InputSteps()
        call.units = network.sizes[0]
        call.trains = owners.count
        call.quantizer = quantizer
        call.firstStep = UInt32(step)
        call.steps = UInt32(steps)
        call.input = network.packedGoals[0].reading
        call.inputCount = network.inputCount
        call.inputIndex = inputIndices.reading
        call.lambda = lambdas.reading
        call.phi = layers[0].phi.pointer
        call.phi2 = layers[0].phi2.pointer
        call.stride = self.stride
        call.signals = signals
        call.signalStride = stride
        call.spikes = trainSpikes.pointer
        call.noise = spike_noise(key: KernelColumn.noiseKey, trials: trials.reading)
        withExtendedLifetime((inputIndices, trials, lambdas)) { Real.advance(&call) }
    }

    private func advance(_ layer: Int, at step: Int, drive: UnsafePointer<Real>, driveStride: Int) {
        let epsilons = KernelMemory(columns.map { Real($0.epsilon(at: step)) })
        let lambdas = KernelMemory(columns.map { Real($0.lambda(at: step)) })
        var call = Real.LayerStep()
        call.units = network.sizes[layer]
        call.columns = columns.count
        call.stride = stride
        call.quantizer = quantizer
        call.layer = UInt32(layer)
        call.step = UInt32(step)
        if layer == 1 {
            (call.drive, call.driveStride, call.driveIndex) = (drive, driveStride, trains.reading)
        } else {
            call.lower = source(layer - 1, network.upward[layer - 1])
        }
        if layer + 1 < network.sizes.count { call.upper = source(layer + 1, network.downward[layer]) }
        call.bias = network.packedBiases[layer].reading
        call.fixedPoint = network.packedGoals[layer].reading
        call.inputCount = network.inputCount
        call.inputIndex = inputIndices.reading
        call.epsilon = epsilons.reading
        call.lambda = lambdas.reading
        call.v = layers[layer].v.pointer
        call.s = layers[layer].s.pointer
        call.phi = layers[layer].phi.pointer
        call.phi2 = layers[layer].phi2.pointer
        call.signals = layers[layer].next.pointer
        call.absoluteError = absolute.pointer
        call.squaredError = squared.pointer
        call.spikes = spikes.pointer
        call.noise = spike_noise(key: KernelColumn.noiseKey, trials: trials.reading)
        call.workspace = UnsafeMutableRawPointer(workspace.pointer)
        withExtendedLifetime((epsilons, lambdas)) { Real.advance(&call) }
    }

    private func source(_ layer: Int, _ weights: KernelMemory<Real>) -> Real.Source {
        var source = Real.Source()
        source.sources = network.sizes[layer]
        source.weights = weights.reading
        source.signals = layers[layer].signals.reading
        source.signalStride = stride
        return source
    }

    /// [unit]: a column's bits, as numbers.
    private mutating func fired(
        _ layer: Int, _ signals: UnsafeMutablePointer<UInt32>, stride: Int, column: Int
    ) -> [UInt64] {
        let all = (0..<spike_words(network.sizes[layer]) * 32).map { unit in
            UInt64(signals[unit / 32 * stride + column] >> UInt32(unit % 32) & 1)
        }
        if all.dropFirst(network.sizes[layer]).contains(1) { paddingStaysEmpty = false }
        return Array(all.prefix(network.sizes[layer]))
    }

    /// A column's v, s and two errors, as bits.
    private mutating func numbersOf(_ layer: Int, column: Int) -> [UInt64] {
        let units = Real.panelUnits
        var numbers: [UInt64] = []
        for memory in [layers[layer].v, layers[layer].s] {
            let all = (0..<Real.panels(network.sizes[layer]) * units).map { unit in
                memory.pointer[(unit / units * stride + column) * units + unit % units]
            }
            if all.dropFirst(network.sizes[layer]).contains(where: { $0 != 0 }) { paddingStaysEmpty = false }
            numbers += all.prefix(network.sizes[layer]).map(\.bits)
        }
        return numbers + [absolute.pointer[column].bits, squared.pointer[column].bits]
    }
}
