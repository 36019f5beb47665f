/// Trials of one kind, side by side in the kernels' layouts while one call advances them.
///
/// Column c is trial c / I with input c % I. Each column holds the numbers of one trial on one input, and no arithmetic
/// crosses columns. Columns share the drive of the input at a block of steps. A *tile* of them, whose numbers the
/// core's cache holds, then makes all steps of the block before the next tile does.
struct LockstepBatch {
    let network: PackedNetwork
    /// The indices of the batch's trials in the caller's array.
    let members: [Int]
    let columns: Int
    let quantizer: Quantizer
    /// Whether the neurons between two layers keep a v for each.
    let decodesBySender: Bool
    let layers: [LayerColumns]
    var trains: InputTrains
    let rates: RateTable
    /// [layer above the input]: a tile's sums from the layer below, and from the layer above. Nil where there is none;
    /// the sums from the input are in `trains`.
    let fromBelow: [NeighbourSums?]
    let fromAbove: [NeighbourSums?]
    /// [tile's columns]: the row of the drive at the step that is being made.
    let driveRows: AlignedBuffer<UInt32>
    let noiseKey: UInt64
    /// [C]: the index of the input, and the trial's number for the draws.
    let inputIndices: AlignedBuffer<UInt32>
    let trialNumbers: AlignedBuffer<UInt32>
    /// [member]: the trials' accumulators while the batch advances.
    private(set) var accumulators: [ErrorAccumulator]
    private let errorSums: [ErrorSums]
    /// [C]: the times of clocks; nil where all are those of the steps.
    var clocks: [ClockState]?
    /// [member].
    private let trialClocks: [Clock]
    /// The trials of a tile.
    private let tileSize: Int
    /// The steps made.
    var step: Int

    /// The bytes of v, s and a memory that a core's second cache holds beside the rows that all columns read.
    private static let tileBytes = 560 << 10

    /// Where a layer's errors at the last step stand, in a form that is read without counting references.
    private struct ErrorSums {
        let layer: Int
        /// The number of the layer's neurons.
        let size: Double
        /// [C] each, in the buffers of the layer.
        let absolute: UnsafeMutablePointer<Double>
        let squared: UnsafeMutablePointer<Double>

        init(_ columns: LayerColumns) {
            (layer, size) = (columns.index, Double(columns.size))
            (absolute, squared) = (columns.absoluteError.pointer, columns.squaredError.pointer)
        }
    }

    /// - Parameter steps: the number of steps that the batch will make.
    init(_ network: PackedNetwork, _ trials: [TrialInFlight], _ members: [Int], steps: Int) {
        self.network = network
        self.members = members
        let batch = members.map { trials[$0] }
        let quantizer = batch[0].schedules.quantizer
        let columns = batch.count * network.inputCount
        let decodesBySender = batch[0].schedules.decodesBySender
        self.quantizer = quantizer
        self.decodesBySender = decodesBySender
        self.columns = columns
        step = batch[0].stepCount
        noiseKey = batch[0].noise.kernelKey
        accumulators = batch.map(\.accumulator)
        layers = network.layerSizes.indices.dropFirst().map {
            LayerColumns(
                index: $0, size: network.layerSizes[$0], memories: quantizer.memoryCount,
                decodesAbove: decodesBySender && $0 + 1 < network.layerSizes.count,
                hasClock: batch[0].schedules.clock != .steps, columns: columns)
        }
        errorSums = layers.map(ErrorSums.init)
        trialClocks = batch.map(\.schedules.clock)
        clocks = trialClocks[0] == .steps ? nil : Array(repeating: ClockState(), count: columns)
        trains = InputTrains(network, batch, quantizer: quantizer, steps: steps)
        rates = RateTable(
            batch, layers: network.layerSizes.count, columnsPerTrial: network.inputCount, steps: trains.mostSteps)
        tileSize = Self.tileSize(layers, trials: batch.count, inputCount: network.inputCount)
        let tileColumns = tileSize * network.inputCount
        fromBelow = layers.map { layer in
            layer.index == 1 ? nil : NeighbourSums(network.upward[layer.index - 1], columns: tileColumns)
        }
        fromAbove = layers.map { layer in
            guard layer.index + 1 < network.layerSizes.count, let weights = network.downward[layer.index + 1] else {
                return nil
            }
            return NeighbourSums(weights, columns: tileColumns)
        }
        driveRows = AlignedBuffer(uninitializedCount: tileColumns)
        inputIndices = AlignedBuffer(uninitializedCount: columns)
        trialNumbers = AlignedBuffer(uninitializedCount: columns)
        for column in 0..<columns {
            inputIndices.pointer[column] = UInt32(column % network.inputCount)
            trialNumbers.pointer[column] = UInt32(truncatingIfNeeded: batch[column / network.inputCount].noise.trial)
        }
        gather(batch)
    }

    /// The most trials of a batch. Where the drive is summed by lags, each trial has rows of its own at many steps.
    static func mostTrials(_ network: PackedNetwork, _ quantizer: Quantizer) -> Int {
        InputTrains.canLag(network, quantizer) && !hasWideSums(network.layerSizes.dropFirst()) ? 32 : .max
    }

    /// Whether there are sums between wide layers above the input. They build tables at each step, for all columns of a
    /// tile.
    private static func hasWideSums(_ sizes: some Collection<Int>) -> Bool {
        zip(sizes, sizes.dropFirst()).contains { min($0, $1) > Panels.units }
    }

    /// As many trials as the cache holds, but not so few that sums are slow; then tiles of equal size.
    private static func tileSize(_ layers: [LayerColumns], trials: Int, inputCount: Int) -> Int {
        let bytes = layers.reduce(0) { $0 + $1.row * 8 * $1.numbers.count } * inputCount
        let fewest = hasWideSums(layers.map(\.size)) ? 128 : 32
        let most = max(tileBytes / bytes, fewest / inputCount, 1)
        let tiles = (trials + most - 1) / most
        return (trials + tiles - 1) / tiles
    }

    /// Advances the batch to step `target` and writes the state back to `trials`. Stops early once more than a quarter
    /// of the trials have diverged, since a smaller batch is then faster.
    ///
    /// - Returns: false if `shouldContinue` returned false; then, too, the batch has stopped early.
    mutating func advance(
        _ trials: inout [TrialInFlight], to target: Int, made: (_ steps: Int) -> Void, shouldContinue: () -> Bool
    ) -> Bool {
        let checks = ConvergenceExperiment.stepsBetweenChecks
        var mayContinue = true
        var ended = 0
        while step < target, ended * 4 <= members.count {
            mayContinue = shouldContinue()
            guard mayContinue else { break }
            let most = trains.prepareBlock(after: step)
            let count = network.stepsWithOneInput(after: step, most: min(most, target - step, checks - step % checks))
            if let input = network.switchedInput(at: step + 1) {
                inputIndices.pointer.update(repeating: UInt32(input), count: columns)
            }
            if network.switchesInput(before: step + 1) {
                for column in clocks?.indices ?? 0..<0 {
                    clocks?[column].switchInput(trialClocks[column / network.inputCount])
                }
            }
            trains.advance(steps: count, after: step, clocks: clocks)
            if clocks == nil { rates.tabulate(steps: count, after: step) }
            for first in stride(from: 0, to: members.count, by: tileSize) {
                let tile = first..<min(first + tileSize, members.count)
                for offset in 0..<count {
                    if let clocks { rates.tabulate(clocks, columns(of: tile), offset) }
                    advanceLayers(tile, offset)
                    accumulate(tile)
                    if clocks != nil { advanceClocks(tile, offset, of: count) }
                }
            }
            trains.endBlock(steps: count)
            step += count
            made(count * members.count)
            if step % checks == 0 || step == trials[members[0]].steps { ended += endDiverged(&trials) }
        }
        trains.arrange(nil)
        scatter(&trials)
        return mayContinue
    }

    /// Adds the errors of the step to the accumulators of a tile's trials. The errors of the clamped layer are 0.
    private mutating func accumulate(_ tile: Range<Int>) {
        let count = network.inputCount
        withUnsafeTemporaryAllocation(of: Double.self, capacity: network.layerSizes.count) { layerErrors in
            for place in tile {
                layerErrors.initialize(repeating: 0)
                var euclidean = 0.0
                for column in place * count..<(place + 1) * count {
                    var squares = 0.0
                    for sums in errorSums {
                        layerErrors[sums.layer] += sums.absolute[column] / sums.size
                        squares += sums.squared[column]
                    }
                    euclidean += squares.squareRoot()
                }
                for sums in errorSums { layerErrors[sums.layer] /= Double(count) }
                accumulators[place].add(UnsafeBufferPointer(layerErrors), euclidean: euclidean / Double(count))
            }
        }
    }

    /// The columns of some trials.
    func columns(of trials: Range<Int>) -> Range<Int> {
        trials.lowerBound * network.inputCount..<trials.upperBound * network.inputCount
    }

    /// Advances the clocks of a tile after the step with this offset, in a block of `steps` steps.
    private mutating func advanceClocks(_ tile: Range<Int>, _ offset: Int, of steps: Int) {
        let count = Double(layers.reduce(0) { $0 + $1.size })
        for column in columns(of: tile) {
            let surprise = layers.reduce(0) { $0 + ($1.surprise?.pointer[column] ?? 0) }
            clocks?[column].advance(trialClocks[column / network.inputCount], surprise: surprise / count)
            if trains.followsClock, clocks?[column].tau == 1, offset + 1 < steps {
                trains.restart(column: column, at: offset + 1, steps: steps, after: step)
            }
        }
    }

    /// Ends the trials that have diverged: a state or a memory is no longer finite.
    ///
    /// - Returns: the number of trials ended.
    private func endDiverged(_ trials: inout [TrialInFlight]) -> Int {
        guard !(trains.isFinite && layers.allSatisfy(\.isFinite)) else { return 0 }
        var ended = 0
        for (place, member) in members.enumerated() where trials[member].outcome == nil {
            for column in place * network.inputCount..<(place + 1) * network.inputCount {
                guard let (layer, unit) = firstNonFiniteUnit(column: column) else { continue }
                trials[member].outcome = .failed(.diverged(layer: layer, unit: unit, step: step))
                trials[member].stepCount = step
                ended += 1
                break
            }
        }
        return ended
    }

    private func firstNonFiniteUnit(column: Int) -> (layer: Int, unit: Int)? {
        if let unit = trains.firstNonFiniteUnit(column: column) { return (0, unit) }
        for layer in layers {
            if let unit = (0..<layer.size).first(where: { !layer.isFinite(unit: $0, column: column) }) {
                return (layer.index, unit)
            }
        }
        return nil
    }
}
