import CSpikeKernels

/// The distinct input trains of a batch, and the drive that they give to the layer above. A train is the bits of the
/// clamped layer, step by step.
///
/// A train depends only on x and on lambda at step 1, so trials with the same first lambda share it. (With the
/// stochastic quantizer it also depends on the trial, and with the tracking one on lambda at each step.) It does not
/// depend on the rest of the network, so a block of several steps is made at once. With a surprise clock it does, by
/// lambda: then each column has a train of its own, and a block is one step.
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
    /// [quantizer's memories]: [D][R].
    let memories: [AlignedBuffer<Double>]
    /// [D][mostSteps + 1][W]: the bits of the step before the block, then of each of its steps.
    let signals: AlignedBuffer<UInt32>
    /// The drive of layer 1 at the steps of the block: rows of R, and [D][mostSteps + 1] the row of each train and step.
    let drive: AlignedBuffer<Double>
    let rowOf: AlignedBuffer<UInt32>
    /// [D]: the spikes since the batch was gathered.
    let spikes: AlignedBuffer<UInt64>
    /// [D]: the trial's number for the draws.
    private let trialNumbers: [UInt32]
    /// [D]: the schedules of lambda.
    private let lambdas: [Schedule]
    private let noiseKey: UInt64
    private let network: PackedNetwork
    private let quantizer: Quantizer
    private let order: TrainOrder
    private let workspace: AlignedBuffer<UInt8>

    /// The best size of a block for the drive, in columns: trains times steps. Random trains are not alike, so that more
    /// columns save nothing.
    private static func blockColumns(_ quantizer: Quantizer) -> Int {
        quantizer.isRandom || quantizer == .tracking ? 1024 : 2048
    }
    /// The most weights that a block meets, times columns and steps: some tenths of a second, so that a batch of large
    /// networks can be stopped soon.
    private static let blockWork = 4_000_000_000

    /// - Parameters:
    ///   - trials: the batch's trials; column c is trial c / I with input c % I.
    ///   - steps: the number of steps that the batch will make.
    init(_ network: PackedNetwork, _ trials: [TrialInFlight], quantizer: Quantizer, steps: Int) {
        struct Key: Hashable {
            let train: TrialInFlight.TrainKey
            let input: Int
            /// The place of the trial if it shares no train.
            let owner: Int?
        }
        var places: [Key: UInt32] = [:]
        var (indices, inputIndices, owners): ([UInt32], [UInt32], [Int]) = ([], [], [])
        for (place, trial) in trials.enumerated() {
            let train = trial.trainKey(switches: network.switching != nil)
            for input in 0..<network.inputCount {
                let key = Key(train: train, input: input, owner: trial.schedules.clock == .steps ? nil : place)
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
        let most = min(
            Self.blockColumns(quantizer) / owners.count, Self.blockWork / (weights * trials.count * network.inputCount),
            trials[0].schedules.clock == .steps ? .max : 1)
        mostSteps = Self.evenSteps(most: most, of: min(steps, ConvergenceExperiment.stepsBetweenChecks))
        (self.indices, self.inputIndices, self.owners) = (indices, inputIndices, owners)
        let owner = { (column: Int) in trials[column / network.inputCount] }
        lambdas = owners.map { owner($0).schedules.lambda(ofLayer: 0) }
        trialNumbers = owners.map { UInt32(truncatingIfNeeded: owner($0).noise.trial) }
        noiseKey = trials[0].noise.kernelKey
        memories = (0..<quantizer.memoryCount).map { _ in AlignedBuffer(count: owners.count * Panels.row(sizes[0])) }
        let columns = (mostSteps + 1) * owners.count
        signals = AlignedBuffer(count: columns * Panels.words(sizes[0]))
        drive = AlignedBuffer(uninitializedCount: mostSteps * owners.count * Panels.row(sizes[1]))
        rowOf = AlignedBuffer(uninitializedCount: columns)
        spikes = AlignedBuffer(count: owners.count)
        order = TrainOrder(firstLambdas: lambdas.map { $0.value(at: 1) }, inputs: inputIndices, steps: mostSteps)
        workspace = AlignedBuffer(
            uninitializedCount: spike_sum_workspace_bytes(sizes[0], mostSteps * owners.count))
        self.network = network
        self.quantizer = quantizer
        gather(trials)
    }

    /// The steps of a block if `steps`, at least 1, are cut into as few blocks of at most `most` as possible, of about
    /// equal length.
    private static func evenSteps(most: Int, of steps: Int) -> Int {
        let blocks = (steps + max(1, most) - 1) / max(1, most)
        return (steps + blocks - 1) / blocks
    }

    /// Advances the clamped layer by `steps` steps after step `step`, and computes the drive at each of them. Inputs that
    /// switch do so before the first of these steps or after the last.
    ///
    /// - Parameter clocks: [C] the times of surprise clocks, for a block of one step; nil without them.
    func advance(steps: Int, after step: Int, clocks: [ClockState]?) {
        let words = Panels.words(network.layerSizes[0])
        var input = spike_input_steps()
        input.units = network.layerSizes[0]
        input.trains = count
        input.quantizer = quantizer.kernelValue
        input.firstStep = UInt32(step + 1)
        input.steps = UInt32(steps)
        input.input = UnsafePointer(network.inputs.pointer)
        input.phi = memories.first?.pointer
        input.phi2 = memories.count > 1 ? memories[1].pointer : nil
        input.signals = signals.pointer + words
        input.trainStride = mostSteps + 1
        input.spikes = spikes.pointer
        // [step of the block][D]; of trains that do not track the first step alone.
        let stepLambdas = (0..<(quantizer == .tracking ? steps : 1)).flatMap { offset in
            lambdas.indices.map { lambdas[$0].value(at: clocks?[owners[$0]].tau ?? step + offset + 1) }
        }
        let present = network.switchedInput(at: step + 1)
        let inputIndices = present.map { [UInt32](repeating: UInt32($0), count: count) } ?? inputIndices
        if step > 0, let present, let before = network.switchedInput(at: step), before != present {
            input.previous = UnsafePointer(network.inputs.pointer + before * Panels.count(input.units) * Panels.units)
        }
        inputIndices.withUnsafeBufferPointer { inputIndices in
            trialNumbers.withUnsafeBufferPointer { trials in
                stepLambdas.withUnsafeBufferPointer { lambdas in
                    input.inputIndex = inputIndices.baseAddress
                    input.lambda = lambdas.baseAddress
                    input.noise = spike_noise(key: noiseKey, trials: trials.baseAddress)
                    spike_advance_input(&input)
                }
            }
        }
        // The drive at a step is the sum over the bits of the step before.
        var sums = spike_sums()
        sums.weights = network.upward[0].argument
        sums.signals = UnsafePointer(signals.pointer)
        sums.signalStride = words
        sums.columns = steps * count
        sums.rows = drive.pointer
        sums.rowStride = Panels.row(network.layerSizes[1])
        sums.rowOf = rowOf.pointer
        sums.workspace = UnsafeMutableRawPointer(workspace.pointer)
        order.columns(steps: steps).withUnsafeBufferPointer {
            sums.order = $0.baseAddress
            _ = spike_sum(&sums)
        }
        for train in 0..<count {
            let first = signals.pointer + train * (mostSteps + 1) * words
            first.update(from: first + steps * words, count: words)
        }
    }

    /// Writes the row of the drive at the step of the block with this offset, for each of `columns`.
    func rows(of columns: Range<Int>, offset: Int, into rows: UnsafeMutablePointer<UInt32>) {
        let rowOf = rowOf.pointer + offset
        for (place, train) in indices[columns].enumerated() { rows[place] = rowOf[Int(train) * (mostSteps + 1)] }
    }

    private func gather(_ trials: [TrialInFlight]) {
        let (words, row) = (Panels.words(network.layerSizes[0]), Panels.row(network.layerSizes[0]))
        let size = network.layerSizes[0]
        for (train, owner) in owners.enumerated() {
            // A trial at rest has no state.
            guard let stored = trials[owner / network.inputCount].state(ofInput: owner % network.inputCount)?.train
            else {
                continue
            }
            for (memory, buffer) in memories.enumerated() {
                (buffer.pointer + train * row).update(
                    from: stored.memories.values.baseAddress! + memory * size, count: size)
            }
            (signals.pointer + train * (mostSteps + 1) * words).update(from: stored.signals[...])
        }
    }

    /// [train]: memories and bits after the last step made.
    func scatter() -> [TrialInFlight.InputTrain] {
        let (words, row) = (Panels.words(network.layerSizes[0]), Panels.row(network.layerSizes[0]))
        let size = network.layerSizes[0]
        return (0..<count).map { train in
            TrialInFlight.InputTrain(
                memories: StateNumbers(count: size * memories.count) { numbers in
                    for (memory, buffer) in memories.enumerated() {
                        (numbers + memory * size).update(from: buffer.pointer + train * row, count: size)
                    }
                },
                signals: Array(
                    UnsafeBufferPointer(start: signals.pointer + train * (mostSteps + 1) * words, count: words)))
        }
    }

    /// Whether all memories are finite.
    var isFinite: Bool { memories.allSatisfy(\.isFinite) }

    /// The first input neuron of `column` whose memory is not finite; nil if there is none.
    func firstNonFiniteUnit(column: Int) -> Int? {
        let first = Int(indices[column]) * Panels.row(network.layerSizes[0])
        return (0..<network.layerSizes[0]).first { unit in
            !memories.allSatisfy { $0.pointer[first + unit].isFinite }
        }
    }
}

extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
    /// Copies `elements` to this place.
    func update(from elements: ArraySlice<Pointee>) {
        elements.withUnsafeBufferPointer { elements in
            guard let first = elements.baseAddress else { return }
            update(from: first, count: elements.count)
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
        case .tracking: SPIKE_TRACKING
        }
    }
}

extension QuantizationNoise {
    /// The key of the stream as the kernels take it: the first word is the lower half.
    package var kernelKey: UInt64 { UInt64(stream.key.1) << 32 | UInt64(stream.key.0) }
}
