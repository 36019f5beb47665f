import CSpikeKernels

/// The blocks whose drive is summed by lags (`InputLags`). Those are the blocks where trains are not alike: of tracking
/// encoders, whose bits depend on lambda at each step, and after the input has switched.
extension InputTrains {
    /// Neighbours are alike if they differ in at most one of this number of bits. Then sums in order cost less.
    private static let alikeBits = 16
    /// The most pairs of neighbours that are compared.
    private static let comparedPairs = 31

    /// Whether sums by lags are possible, and blocks exist where they may pay.
    static func canLag(_ network: PackedNetwork, _ quantizer: Quantizer) -> Bool {
        guard network.inputCount == 1, InputLags.canSum(network.upward[0]) else { return false }
        return quantizer == .tracking || (quantizer == .sigmaDelta && network.switching != nil)
    }

    /// Chooses how the block after step `step` is summed, and puts the neurons in that order.
    ///
    /// - Returns: the most steps of the block.
    mutating func prepareBlock(after step: Int) -> Int {
        guard laggedSteps > 0, lagsPay(after: step) else {
            arrange(nil)
            return orderedSteps
        }
        let input = network.switchedInput(at: step + 1) ?? 0
        if let lags, lags.input == input {
            arrange(lags)
        } else {
            let x = UnsafeBufferPointer(start: x(ofInput: input), count: network.layerSizes[0])
            arrange(InputLags(x, input: input, weights: network.upward[0], trains: count, steps: laggedSteps))
        }
        if followsClock, memoriesBefore == nil {
            memoriesBefore = AlignedBuffer(uninitializedCount: memories[0].count)
            spikesBefore = AlignedBuffer(uninitializedCount: count)
        }
        return laggedSteps
    }

    /// The present bits tell whether neighbours are alike. Before the first step there are none. With the first input
    /// the order makes sigma-delta neighbours alike.
    private func lagsPay(after step: Int) -> Bool {
        if step == 0 { return followsClock }
        if quantizer == .sigmaDelta, let switching = network.switching, step < switching.every { return false }
        let words = Panels.words(network.layerSizes[0])
        let bits = { (train: Int) in signals.pointer + train * (mostSteps + 1) * words }
        let pairs = Array(zip(order.trains, order.trains.dropFirst()).prefix(Self.comparedPairs))
        guard !pairs.isEmpty else { return true }
        let differences = pairs.reduce(0) { sum, pair in
            let (one, other) = (bits(pair.0), bits(pair.1))
            return sum + (0..<words).reduce(0) { $0 + (one[$1] ^ other[$1]).nonzeroBitCount }
        }
        return differences * Self.alikeBits > network.layerSizes[0] * pairs.count
    }

    /// Puts memories and the bits before the block in the order of `new`; nil for the neurons' own order.
    mutating func arrange(_ new: InputLags?) {
        let old = isArranged ? lags : nil
        defer {
            lags = new ?? lags
            isArranged = new != nil
        }
        guard old !== new else { return }
        let size = network.layerSizes[0]
        // [place]: where the number stands at present.
        let sources = (0..<size).map { place in
            let neuron = new?.neurons[place] ?? place
            return old?.places[neuron] ?? neuron
        }
        let (words, row) = (Panels.words(size), Panels.row(size))
        for train in 0..<count {
            for memory in memories {
                let numbers = memory.pointer + train * row
                let moved = sources.map { numbers[$0] }
                numbers.update(from: moved[...])
            }
            let bits = signals.pointer + train * (mostSteps + 1) * words
            var moved = [UInt32](repeating: 0, count: words)
            for (place, source) in sources.enumerated() {
                moved[place / 32] |= (bits[source / 32] >> UInt32(source % 32) & 1) << UInt32(place % 32)
            }
            bits.update(from: moved[...])
        }
    }

    /// The drive of some trains by lags, from the bits before the block on.
    func sum(by lags: InputLags, trains: Range<Int>, steps: Int) {
        let (words, row) = (Panels.words(network.layerSizes[0]), Panels.row(network.layerSizes[1]))
        let first = trains.lowerBound
        lags.sum(
            UnsafePointer(signals.pointer + first * (mostSteps + 1) * words), trainStride: mostSteps + 1,
            trains: trains.count, steps: steps, rows: drive.pointer + first * steps * row)
        for train in trains {
            for offset in 0..<steps {
                rowOf.pointer[train * (mostSteps + 1) + offset] = UInt32(train * steps + offset)
            }
        }
    }

    /// Keeps what `restart` needs.
    func saveBeforeBlock() {
        guard isArranged, let memoriesBefore, let spikesBefore else { return }
        memoriesBefore.pointer.update(from: memories[0].pointer, count: memories[0].count)
        spikesBefore.pointer.update(from: spikes.pointer, count: count)
    }

    /// Makes the train of `column` anew, whose clock starts again at the step of the block with this offset.
    ///
    /// - Parameter steps: the steps of the block, which comes after step `step`.
    func restart(column: Int, at offset: Int, steps: Int, after step: Int) {
        guard let lags, let memoriesBefore, let spikesBefore else { return }
        let train = Int(indices[column])
        for late in offset..<steps {
            stepLambdas.pointer[late * count + train] = lambdas[train].value(at: late - offset + 1)
        }
        let (words, row) = (Panels.words(network.layerSizes[0]), Panels.row(network.layerSizes[0]))
        (memories[0].pointer + train * row).update(from: memoriesBefore.pointer + train * row, count: row)
        spikes.pointer[train] = spikesBefore.pointer[train]
        var input = inputSteps(steps, after: step)
        input.trains = 1
        let arranged = lags.arrange(x(ofInput: lags.input))
        input.input = UnsafePointer(arranged.pointer)
        input.phi = memories[0].pointer + train * row
        input.signals = signals.pointer + (train * (mostSteps + 1) + 1) * words
        input.spikes = spikes.pointer + train
        let ownLambdas = (0..<steps).map { stepLambdas.pointer[$0 * count + train] }
        ownLambdas.withUnsafeBufferPointer {
            input.lambda = $0.baseAddress
            spike_advance_input(&input)
        }
        withExtendedLifetime(arranged) {}
        sum(by: lags, trains: train..<train + 1, steps: steps)
    }
}
