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
    private let workspace: AlignedBuffer<UInt8>
    private let noiseKey: UInt64
    /// [C]: the index of the input, and the trial's number for the draws.
    private let inputIndices: AlignedBuffer<UInt32>
    private let trialNumbers: AlignedBuffer<UInt32>
    private var step: Int

    init(_ network: PackedNetwork, _ trials: [TrialInFlight], _ members: [Int]) {
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
        trains = InputTrains(network, batch, quantizer: quantizer)
        rates = RateTable(batch, columnsPerTrial: network.inputCount, steps: trains.mostSteps)
        workspace = AlignedBuffer(count: spike_workspace_bytes(columns))
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
        var call = spike_layer_step_f64()
        call.columns = columns
        call.stride = columns
        call.quantizer = quantizer.kernelValue
        call.step = UInt32(step)
        call.inputCount = network.inputCount
        call.inputIndex = UnsafePointer(inputIndices.pointer)
        call.epsilon = UnsafePointer(rates.epsilon.pointer + offset * columns)
        call.lambda = UnsafePointer(rates.lambda.pointer + offset * columns)
        call.noise = spike_noise(key: noiseKey, trials: UnsafePointer(trialNumbers.pointer))
        call.workspace = UnsafeMutableRawPointer(workspace.pointer)
        trains.indices.withUnsafeBufferPointer { indices in
            for place in layers.indices {
                let layer = layers[place]
                call.layer = UInt32(layer.index)
                call.units = layer.size
                if place == 0 {
                    call.drive = UnsafePointer(trains.drive.pointer + offset * trains.count * Panels.units)
                    call.driveStride = trains.mostSteps * trains.count
                    call.driveIndex = indices.baseAddress
                } else {
                    call.drive = nil
                    call.lower = source(layers[place - 1], network.upward[layer.index - 1])
                }
                call.upper = spike_source_f64()
                if place + 1 < layers.count, let weights = network.downward[layer.index + 1] {
                    call.upper = source(layers[place + 1], weights)
                }
                call.bias = UnsafePointer(network.biases[layer.index].pointer)
                call.fixedPoint = UnsafePointer(network.fixedPoints[layer.index].pointer)
                call.v = layer.numbers[0].pointer
                call.s = layer.numbers[1].pointer
                call.phi = layer.numbers.count > 2 ? layer.numbers[2].pointer : nil
                call.phi2 = layer.numbers.count > 3 ? layer.numbers[3].pointer : nil
                call.signals = layer.nextSignals.pointer
                call.absoluteError = layer.absoluteError.pointer
                call.squaredError = layer.squaredError.pointer
                call.spikes = layer.spikes.pointer
                spike_advance_layer_f64(&call)
            }
        }
        for place in layers.indices { layers[place].swapSignals() }
    }

    /// The bits of a neighbouring layer at the last step, with the weights from it.
    private func source(_ layer: LayerColumns, _ weights: AlignedBuffer<Double>) -> spike_source_f64 {
        spike_source_f64(
            sources: layer.size, weights: UnsafePointer(weights.pointer), signals: UnsafePointer(layer.signals.pointer),
            signalStride: columns)
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
            if let unit = (0..<layer.size).first(where: { !layer.isFinite(unit: $0, column: column, of: columns) }) {
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
            stored.numbers.withUnsafeBufferPointer { numbers in
                for layer in layers {
                    for buffer in layer.numbers {
                        Panels.gather(numbers, from: start, into: buffer, column: column, of: columns)
                        start += layer.panels * Panels.units
                    }
                    for index in 0..<layer.words {
                        layer.signals.pointer[index * columns + column] = stored.signals[word]
                        word += 1
                    }
                }
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
                    trials[member].columns[input].numbers.withUnsafeMutableBufferPointer { numbers in
                        for buffer in layer.numbers {
                            Panels.scatter(buffer, column: column, of: columns, into: numbers, at: start)
                            start += layer.panels * Panels.units
                        }
                    }
                    for index in 0..<layer.words {
                        trials[member].columns[input].signals[word] = layer.signals.pointer[index * columns + column]
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
