import CSpikeKernels

/// The distinct input trains of a batch, and the drive that they give to the layer above. A train is the bits of the
/// clamped layer, step by step.
///
/// A train depends only on x and on lambda at step 1, so trials with the same first lambda share it. With the stochastic
/// quantizer it also depends on the trial; where the input switches, on lambda at each first step with another input; and
/// with the tracking quantizer on lambda at each step.
///
/// A block of several steps is made at once. With the tracking quantizer and a surprise clock a train also depends on the
/// rest of the network, by the clock's time. Then a block assumes that no clock starts again, and `restart` makes a train
/// anew if its clock does (LaggedTrains.swift), or else a block is one step.
struct InputTrains {
    /// D.
    let count: Int
    /// The most steps of a block whose drive is summed in `order`, and of one that is summed by lags: 0 if none can be.
    let orderedSteps: Int
    let laggedSteps: Int
    /// The most steps of a block.
    var mostSteps: Int { max(orderedSteps, laggedSteps) }
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
    let lambdas: [Schedule]
    private let noiseKey: UInt64
    let network: PackedNetwork
    let quantizer: Quantizer
    let order: TrainOrder
    private let workspace: AlignedBuffer<UInt8>
    /// Whether a train depends on the rest of the network, by a surprise clock.
    let followsClock: Bool
    /// [step of the block][D]: lambda; of trains that do not track, of the first step alone.
    let stepLambdas: AlignedBuffer<Double>
    /// What is needed for sums by lags: the arrangement of the neurons for the present input or an earlier one, nil before
    /// the first such block; and whether memories and signals are in that order.
    var lags: InputLags?
    var isArranged = false
    /// [D][R] and [D]: memories and spikes before the block, for trains that follow a clock.
    var memoriesBefore: AlignedBuffer<Double>?
    var spikesBefore: AlignedBuffer<UInt64>?

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
            let isShared = trial.schedules.clock == .steps || (network.switching == nil && quantizer != .tracking)
            for input in 0..<network.inputCount {
                let key = Key(train: train, input: input, owner: isShared ? nil : place)
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
        followsClock = quantizer == .tracking && trials[0].schedules.clock != .steps
        let mostWork = Self.blockWork / (weights * trials.count * network.inputCount)
        let longest = min(steps, ConvergenceExperiment.stepsBetweenChecks)
        orderedSteps = Self.evenSteps(
            most: min(Self.blockColumns(quantizer) / owners.count, mostWork, followsClock ? 1 : .max), of: longest)
        laggedSteps = Self.canLag(network, quantizer) ? Self.evenSteps(most: mostWork, of: longest) : 0
        let mostSteps = max(orderedSteps, laggedSteps)
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
        order = TrainOrder(
            firstLambdas: lambdas.map { $0.value(at: 1) }, inputs: inputIndices, steps: orderedSteps,
            stride: mostSteps + 1)
        workspace = AlignedBuffer(
            uninitializedCount: spike_sum_workspace_bytes(sizes[0], orderedSteps * owners.count))
        stepLambdas = AlignedBuffer(uninitializedCount: mostSteps * owners.count)
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
        let lags = isArranged ? lags : nil
        saveBeforeBlock()
        var input = inputSteps(steps, after: step)
        input.trains = count
        input.phi = memories.first?.pointer
        input.phi2 = memories.count > 1 ? memories[1].pointer : nil
        input.signals = signals.pointer + words
        input.spikes = spikes.pointer
        for offset in 0..<(quantizer == .tracking ? steps : 1) {
            for train in 0..<count {
                let time = (clocks?[owners[train]].tau ?? step + 1) + offset
                stepLambdas.pointer[offset * count + train] = lambdas[train].value(at: time)
            }
        }
        input.lambda = UnsafePointer(stepLambdas.pointer)
        let present = network.switchedInput(at: step + 1)
        let inputIndices = present.map { [UInt32](repeating: UInt32($0), count: count) } ?? inputIndices
        let arranged = lags?.arrange(x(ofInput: lags?.input ?? 0))
        var previous: AlignedBuffer<Double>?
        if step > 0, let present, let before = network.switchedInput(at: step), before != present {
            previous = lags?.arrange(x(ofInput: before))
            input.previous = previous.map { UnsafePointer($0.pointer) } ?? x(ofInput: before)
        }
        inputIndices.withUnsafeBufferPointer { inputIndices in
            trialNumbers.withUnsafeBufferPointer { trials in
                input.input = arranged.map { UnsafePointer($0.pointer) } ?? UnsafePointer(network.inputs.pointer)
                input.inputIndex = arranged == nil ? inputIndices.baseAddress : nil
                input.noise = spike_noise(key: noiseKey, trials: trials.baseAddress)
                spike_advance_input(&input)
            }
        }
        withExtendedLifetime((arranged, previous)) {}
        if let lags { sum(by: lags, trains: 0..<count, steps: steps) } else { sumInOrder(steps: steps) }
    }

    /// The call that advances trains by `steps` steps after step `step`, without what depends on the trains.
    func inputSteps(_ steps: Int, after step: Int) -> spike_input_steps {
        var input = spike_input_steps()
        input.units = network.layerSizes[0]
        input.quantizer = quantizer.kernelValue
        input.firstStep = UInt32(step + 1)
        input.steps = UInt32(steps)
        input.trainStride = mostSteps + 1
        return input
    }

    /// [P][U].
    func x(ofInput input: Int) -> UnsafePointer<Double> {
        UnsafePointer(network.inputs.pointer + input * Panels.count(network.layerSizes[0]) * Panels.units)
    }

    /// The drive at a step is the sum over the bits of the step before.
    private func sumInOrder(steps: Int) {
        var sums = spike_sums()
        sums.weights = network.upward[0].argument
        sums.signals = UnsafePointer(signals.pointer)
        sums.signalStride = Panels.words(network.layerSizes[0])
        sums.columns = steps * count
        sums.rows = drive.pointer
        sums.rowStride = Panels.row(network.layerSizes[1])
        sums.rowOf = rowOf.pointer
        sums.workspace = UnsafeMutableRawPointer(workspace.pointer)
        order.columns(steps: steps).withUnsafeBufferPointer {
            sums.order = $0.baseAddress
            _ = spike_sum(&sums)
        }
    }

    /// Ends a block of `steps` steps: its last bits are those before the next one.
    func endBlock(steps: Int) {
        let words = Panels.words(network.layerSizes[0])
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
            let place = isArranged ? lags?.places[unit] ?? unit : unit
            return !memories.allSatisfy { $0.pointer[first + place].isFinite }
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
