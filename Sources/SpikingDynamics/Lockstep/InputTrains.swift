import CSpikeKernels

/// The distinct input trains of a batch, and the drive that they give to the layer above. A train is the bits of the
/// clamped layer, step by step.
///
/// A train depends only on x and on lambda at step 1, so trials with the same first lambda share it. (With the
/// stochastic quantizer it also depends on the trial.) It does not depend on the rest of the network, so a block of
/// several steps is made at once.
struct InputTrains {
    /// D.
    let count: Int
    /// The most steps of a block.
    let mostSteps: Int
    /// [C]: the train of each column.
    let indices: [UInt32]
    /// [D]: the index of the train's input, and the first column (trial and input) that has the train.
    let inputIndices: [UInt32]
    let owners: [Int]
    /// [quantizer's memories]: [P][D][U].
    let memories: [AlignedBuffer<Double>]
    /// [W][(mostSteps + 1) * D]: the bits of the step before the block, then of each of its steps.
    let signals: AlignedBuffer<UInt32>
    /// [P of layer 1][mostSteps * D][U]: the drive at each step of the block.
    let drive: AlignedBuffer<Double>
    /// [D]: the spikes since the batch was gathered.
    let spikes: AlignedBuffer<UInt64>
    /// [D]: lambda at step 1, and the trial's number for the draws.
    private let firstLambdas: [Double]
    private let trialNumbers: [UInt32]
    private let noiseKey: UInt64
    private let network: PackedNetwork
    private let quantizer: Quantizer

    /// The best size of a block for the kernels' tables, in columns: trains times steps.
    private static let blockColumns = 1024
    /// The most weights that a block meets, times columns and steps: some tenths of a second, so that a batch of large
    /// networks can be stopped soon.
    private static let blockWork = 4_000_000_000

    /// - Parameters:
    ///   - trials: the batch's trials; column c is trial c / I with input c % I.
    init(_ network: PackedNetwork, _ trials: [TrialInFlight], quantizer: Quantizer) {
        struct Key: Hashable {
            let train: TrialInFlight.TrainKey
            let input: Int
        }
        var places: [Key: UInt32] = [:]
        var (indices, inputIndices, owners): ([UInt32], [UInt32], [Int]) = ([], [], [])
        for (place, trial) in trials.enumerated() {
            let train = trial.trainKey
            for input in 0..<network.inputCount {
                let key = Key(train: train, input: input)
                if places[key] == nil {
                    places[key] = UInt32(owners.count)
                    inputIndices.append(UInt32(input))
                    owners.append(place * network.inputCount + input)
                }
                indices.append(places[key] ?? 0)
            }
        }
        count = owners.count
        let sizes = network.layerSizes
        let weights = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        mostSteps = max(
            1,
            min(
                ConvergenceExperiment.stepsBetweenChecks, Self.blockColumns / owners.count,
                Self.blockWork / (weights * trials.count * network.inputCount)))
        (self.indices, self.inputIndices, self.owners) = (indices, inputIndices, owners)
        let owner = { (column: Int) in trials[column / network.inputCount] }
        firstLambdas = owners.map { owner($0).schedules.lambda.value(at: 1) }
        trialNumbers = owners.map { UInt32(truncatingIfNeeded: owner($0).noise.trial) }
        noiseKey = trials[0].noise.kernelKey
        let panels = Panels.count(network.layerSizes[0])
        memories = (0..<quantizer.memoryCount).map { _ in
            AlignedBuffer(count: panels * owners.count * Panels.units)
        }
        signals = AlignedBuffer(count: Panels.words(network.layerSizes[0]) * (mostSteps + 1) * owners.count)
        drive = AlignedBuffer(
            count: Panels.count(network.layerSizes[1]) * mostSteps * owners.count * Panels.units)
        spikes = AlignedBuffer(count: owners.count)
        self.network = network
        self.quantizer = quantizer
        gather(trials)
    }

    /// Advances the clamped layer by `steps` steps after step `step`, and computes the drive at each of them.
    func advance(steps: Int, after step: Int) {
        let stride = (mostSteps + 1) * count
        var source = spike_source_f64()
        var input = spike_input_steps_f64()
        input.units = network.layerSizes[0]
        input.trains = count
        input.quantizer = quantizer.kernelValue
        input.firstStep = UInt32(step + 1)
        input.steps = UInt32(steps)
        input.input = UnsafePointer(network.inputs.pointer)
        input.inputCount = network.inputCount
        input.stride = count
        input.phi = memories.first?.pointer
        input.phi2 = memories.count > 1 ? memories[1].pointer : nil
        input.signals = signals.pointer + count
        input.signalStride = stride
        input.spikes = spikes.pointer
        inputIndices.withUnsafeBufferPointer { inputIndices in
            firstLambdas.withUnsafeBufferPointer { lambdas in
                trialNumbers.withUnsafeBufferPointer { trials in
                    input.inputIndex = inputIndices.baseAddress
                    input.lambda = lambdas.baseAddress
                    input.noise = spike_noise(key: noiseKey, trials: trials.baseAddress)
                    spike_advance_input_f64(&input)
                }
            }
        }
        // The drive at a step is the sum over the bits of the step before.
        source.sources = network.layerSizes[0]
        source.weights = UnsafePointer(network.upward[0].pointer)
        source.signals = UnsafePointer(signals.pointer)
        source.signalStride = stride
        spike_sum_f64(&source, network.layerSizes[1], steps * count, drive.pointer, mostSteps * count)
        for word in 0..<Panels.words(network.layerSizes[0]) {
            let row = signals.pointer + word * stride
            row.update(from: row + steps * count, count: count)
        }
    }

    private func gather(_ trials: [TrialInFlight]) {
        let panels = Panels.count(network.layerSizes[0])
        for (train, owner) in owners.enumerated() {
            let stored = trials[owner / network.inputCount].columns[owner % network.inputCount].train
            for (memory, buffer) in memories.enumerated() {
                stored.memories.withUnsafeBufferPointer { numbers in
                    Panels.gather(numbers, from: memory * panels * Panels.units, into: buffer, column: train, of: count)
                }
            }
            for (word, bits) in stored.signals.enumerated() {
                signals.pointer[word * (mostSteps + 1) * count + train] = bits
            }
        }
    }

    /// [train]: memories and bits after the last step made.
    func scatter() -> [TrialInFlight.InputTrain] {
        let panels = Panels.count(network.layerSizes[0])
        return (0..<count).map { train in
            var numbers = [Double](repeating: 0, count: memories.count * panels * Panels.units)
            numbers.withUnsafeMutableBufferPointer { numbers in
                for (memory, buffer) in memories.enumerated() {
                    Panels.scatter(buffer, column: train, of: count, into: numbers, at: memory * panels * Panels.units)
                }
            }
            let bits = (0..<Panels.words(network.layerSizes[0])).map {
                signals.pointer[$0 * (mostSteps + 1) * count + train]
            }
            return TrialInFlight.InputTrain(memories: numbers, signals: bits)
        }
    }

    /// Whether all memories are finite.
    var isFinite: Bool { memories.allSatisfy(\.isFinite) }

    /// The first input neuron of `column` whose memory is not finite; nil if there is none.
    func firstNonFiniteUnit(column: Int) -> Int? {
        let train = Int(indices[column])
        return (0..<network.layerSizes[0]).first { unit in
            let place = ((unit / Panels.units) * count + train) * Panels.units + unit % Panels.units
            return !memories.allSatisfy { $0.pointer[place].isFinite }
        }
    }
}

extension Panels {
    /// Copies the numbers of one layer, [P * U] from `start`, into column `column` of a buffer [P][`columns`][U].
    static func gather(
        _ numbers: UnsafeBufferPointer<Double>, from start: Int, into buffer: AlignedBuffer<Double>, column: Int,
        of columns: Int
    ) {
        guard let base = numbers.baseAddress else { return }
        for panel in 0..<(buffer.count / (columns * units)) {
            let place = buffer.pointer + (panel * columns + column) * units
            place.update(from: base + start + panel * units, count: units)
        }
    }

    /// Copies column `column` of a buffer [P][`columns`][U] to the numbers of one layer, [P * U] from `start`.
    static func scatter(
        _ buffer: AlignedBuffer<Double>, column: Int, of columns: Int, into numbers: UnsafeMutableBufferPointer<Double>,
        at start: Int
    ) {
        guard let base = numbers.baseAddress else { return }
        for panel in 0..<(buffer.count / (columns * units)) {
            let place = buffer.pointer + (panel * columns + column) * units
            (base + start + panel * units).update(from: place, count: units)
        }
    }
}

extension Quantizer {
    /// The kernels' constant for this quantizer.
    package var kernelValue: spike_quantizer {
        switch self {
        case .sigmaDelta: SPIKE_SIGMA_DELTA
        case .threshold: SPIKE_THRESHOLD
        case .secondOrderSigmaDelta: SPIKE_SECOND_ORDER_SIGMA_DELTA
        case .stochastic: SPIKE_STOCHASTIC
        }
    }
}

extension QuantizationNoise {
    /// The key of the stream as the kernels take it: the first word is the lower half.
    package var kernelKey: UInt64 { UInt64(stream.key.1) << 32 | UInt64(stream.key.0) }
}
