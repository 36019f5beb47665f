import CSpikeKernels

/// Trials of one kind, side by side in the kernels' layouts while one call advances them.
///
/// Column c is trial c / I with input c % I. Each column holds the numbers of one trial on one input, and no arithmetic
/// crosses columns.
struct LockstepBatch {
    private let network: PackedNetwork
    /// The indices of the batch's trials in the caller's array.
    private let members: [Int]
    private let columns: Int
    private let quantizer: Quantizer
    private var layers: [LayerColumns]
    private let trains: InputTrains
    private let rates: RateTable
    /// [layer above the input]: the sums from the layer below, and from the layer above. Nil where there is none; the
    /// sums from the input are in `trains`.
    private let fromBelow: [NeighbourSums?]
    private let fromAbove: [NeighbourSums?]
    /// [C]: the row of the drive at the step that is being made.
    private let driveRows: AlignedBuffer<UInt32>
    private let noiseKey: UInt64
    /// [C]: the index of the input, and the trial's number for the draws.
    private let inputIndices: AlignedBuffer<UInt32>
    private let trialNumbers: AlignedBuffer<UInt32>
    private var step: Int

    /// - Parameter steps: the number of steps that the batch will make.
    init(_ network: PackedNetwork, _ trials: [TrialInFlight], _ members: [Int], steps: Int) {
        self.network = network
        self.members = members
        let batch = members.map { trials[$0] }
        let quantizer = batch[0].schedules.quantizer
        let columns = batch.count * network.inputCount
        self.quantizer = quantizer
        self.columns = columns
        step = batch[0].stepCount
        noiseKey = batch[0].noise.kernelKey
        layers = network.layerSizes.indices.dropFirst().map {
            LayerColumns(
                index: $0, size: network.layerSizes[$0], memories: quantizer.memoryCount, columns: columns)
        }
        trains = InputTrains(network, batch, quantizer: quantizer, steps: steps)
        rates = RateTable(batch, columnsPerTrial: network.inputCount, steps: trains.mostSteps)
        fromBelow = layers.map { layer in
            layer.index == 1 ? nil : NeighbourSums(network.upward[layer.index - 1], columns: columns)
        }
        fromAbove = layers.map { layer in
            guard layer.index + 1 < network.layerSizes.count, let weights = network.downward[layer.index + 1] else {
                return nil
            }
            return NeighbourSums(weights, columns: columns)
        }
        driveRows = AlignedBuffer(count: columns)
        inputIndices = AlignedBuffer(count: columns)
        trialNumbers = AlignedBuffer(count: columns)
        for column in 0..<columns {
            inputIndices.pointer[column] = UInt32(column % network.inputCount)
            trialNumbers.pointer[column] = UInt32(truncatingIfNeeded: batch[column / network.inputCount].noise.trial)
        }
        gather(batch)
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
            let count = min(trains.mostSteps, target - step, checks - step % checks)
            trains.advance(steps: count, after: step)
            rates.tabulate(steps: count, after: step)
            for offset in 0..<count {
                advanceLayers(offset)
                accumulate(&trials)
            }
            made(count * members.count)
            if step % checks == 0 || step == trials[members[0]].steps { ended += endDiverged(&trials) }
        }
        scatter(&trials)
        return mayContinue
    }

    /// Makes one step of all layers above the input.
    ///
    /// - Parameter offset: the index of the step in the block that `trains` and `rates` hold.
    private mutating func advanceLayers(_ offset: Int) {
        step += 1
        for column in 0..<columns { driveRows.pointer[column] = trains.row(trains.indices[column], offset: offset) }
        for place in layers.indices {
            if place > 0 { fromBelow[place]?.sum(layers[place - 1].signals) }
            if place + 1 < layers.count { fromAbove[place]?.sum(layers[place + 1].signals) }
            advance(place, offset)
        }
        for place in layers.indices { layers[place].swapSignals() }
    }

    /// Updates one layer from its sums.
    private func advance(_ place: Int, _ offset: Int) {
        let layer = layers[place]
        var call = spike_layer_step()
        call.units = layer.size
        call.columns = columns
        call.quantizer = quantizer.kernelValue
        call.layer = UInt32(layer.index)
        call.step = UInt32(step)
        if let sums = fromBelow[place] {
            call.lower = UnsafePointer(sums.rows.pointer)
            call.lowerStride = sums.rowStride
            call.lowerIndex = UnsafePointer(sums.rowOf.pointer)
        } else {
            call.lower = UnsafePointer(trains.drive.pointer)
            call.lowerStride = layer.row
            call.lowerIndex = UnsafePointer(driveRows.pointer)
        }
        if let sums = fromAbove[place] {
            call.upper = UnsafePointer(sums.rows.pointer)
            call.upperStride = sums.rowStride
            call.upperIndex = UnsafePointer(sums.rowOf.pointer)
        }
        call.bias = network.biases[layer.index].map { UnsafePointer($0.pointer) }
        call.fixedPoint = UnsafePointer(network.fixedPoints[layer.index].pointer)
        call.inputIndex = UnsafePointer(inputIndices.pointer)
        call.epsilon = UnsafePointer(rates.epsilon.pointer + offset * columns)
        call.lambda = UnsafePointer(rates.lambda.pointer + offset * columns)
        call.v = layer.numbers[0].pointer
        call.s = layer.numbers[1].pointer
        call.phi = layer.numbers.count > 2 ? layer.numbers[2].pointer : nil
        call.phi2 = layer.numbers.count > 3 ? layer.numbers[3].pointer : nil
        call.signals = layer.nextSignals.pointer
        call.absoluteError = layer.absoluteError.pointer
        call.squaredError = layer.squaredError.pointer
        call.spikes = layer.spikes.pointer
        call.noise = spike_noise(key: noiseKey, trials: UnsafePointer(trialNumbers.pointer))
        spike_advance_layer(&call)
    }

    /// Adds the errors of the step to each trial's accumulator. The errors of the clamped layer are 0.
    private func accumulate(_ trials: inout [TrialInFlight]) {
        let count = network.inputCount
        withUnsafeTemporaryAllocation(of: Double.self, capacity: network.layerSizes.count) { layerErrors in
            for (place, member) in members.enumerated() {
                layerErrors.initialize(repeating: 0)
                var euclidean = 0.0
                for column in place * count..<(place + 1) * count {
                    var squares = 0.0
                    for layer in layers {
                        layerErrors[layer.index] += layer.absoluteError.pointer[column] / Double(layer.size)
                        squares += layer.squaredError.pointer[column]
                    }
                    euclidean += squares.squareRoot()
                }
                for layer in layers { layerErrors[layer.index] /= Double(count) }
                trials[member].accumulator.add(UnsafeBufferPointer(layerErrors), euclidean: euclidean / Double(count))
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

    // MARK: Gathering and scattering

    private func gather(_ trials: [TrialInFlight]) {
        for column in 0..<columns {
            let stored = trials[column / network.inputCount].columns[column % network.inputCount]
            var (start, word) = (0, 0)
            for layer in layers {
                let padded = layer.panels * Panels.units
                for buffer in layer.numbers {
                    (buffer.pointer + column * layer.row).update(from: stored.numbers[start..<start + padded])
                    start += padded
                }
                let words = stored.signals[word..<word + layer.words]
                (layer.signals.pointer + column * layer.words).update(from: words)
                word += layer.words
            }
        }
    }

    private func scatter(_ trials: inout [TrialInFlight]) {
        let trains = self.trains.scatter()
        for (place, member) in members.enumerated() {
            // A trial that diverged has ended at the step of that check, although the batch went on.
            if trials[member].outcome == nil { trials[member].stepCount = step }
            for input in 0..<network.inputCount {
                let column = place * network.inputCount + input
                let train = Int(self.trains.indices[column])
                trials[member].columns[input].train = trains[train]
                trials[member].accumulator.add(spikes: Int(self.trains.spikes.pointer[train]), layer: 0)
                var (start, word) = (0, 0)
                for layer in layers {
                    let padded = layer.panels * Panels.units
                    trials[member].columns[input].numbers.withUnsafeMutableBufferPointer { numbers in
                        for buffer in layer.numbers {
                            _ = numbers[start..<start + padded].update(
                                fromContentsOf: UnsafeBufferPointer(
                                    start: buffer.pointer + column * layer.row, count: padded))
                            start += padded
                        }
                    }
                    for index in 0..<layer.words {
                        trials[member].columns[input].signals[word] =
                            layer.signals.pointer[column * layer.words + index]
                        word += 1
                    }
                    trials[member].accumulator.add(spikes: Int(layer.spikes.pointer[column]), layer: layer.index)
                }
            }
            if trials[member].outcome == nil, step == trials[member].steps {
                trials[member].outcome = .complete(trials[member].accumulator.errors)
            }
            // A trial that has ended needs its state no longer.
            if trials[member].outcome != nil { trials[member].columns = [] }
        }
    }
}
