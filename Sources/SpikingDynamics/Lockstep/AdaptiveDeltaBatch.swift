/// Trials of adaptive delta modulation, side by side while one call advances them.
///
/// Column c is trial c / I with input c % I, where I is 1 if inputs switch. The traces change at each step, so that the
/// sums are dense. A row of weights is read once for a tile of columns. Each sum adds its terms in the order of the
/// reference, ``AdaptiveDeltaNetwork``, and no arithmetic crosses columns: numbers are the reference's, to the bit,
/// whatever else is in the batch.
struct AdaptiveDeltaBatch {
    private let experiment: ConvergenceExperiment
    /// The indices of the batch's trials in the caller's array.
    private let members: [Int]
    /// I.
    private let inputCount: Int
    /// [layer].
    private let layers: [AdaptiveDeltaLayer]
    /// [member].
    private let schedules: [AnnealingSchedules]
    /// [member]: the trials' accumulators while the batch advances.
    private var accumulators: [ErrorAccumulator]
    /// The trials of a tile.
    private let tileSize: Int
    /// The steps made.
    private var step: Int

    /// The columns of a tile whose sums stay in the core's first cache.
    private static let tileColumns = 4

    init(_ experiment: ConvergenceExperiment, _ trials: [TrialInFlight], _ members: [Int]) {
        let batch = members.map { trials[$0] }
        let inputCount = experiment.simulationCount
        self.experiment = experiment
        self.members = members
        self.inputCount = inputCount
        schedules = batch.map(\.schedules)
        accumulators = batch.map(\.accumulator)
        step = batch[0].stepCount
        tileSize = max(1, Self.tileColumns / inputCount)
        let tileColumns = tileSize * inputCount
        layers = experiment.network.layerSizes.enumerated().map { index, size in
            AdaptiveDeltaLayer(index: index, size: size, columns: members.count * inputCount, tileColumns: tileColumns)
        }
        for column in 0..<members.count * inputCount {
            let stored = batch[column / inputCount].state(ofInput: column % inputCount)
            for layer in layers { layer.gather(stored, column: column, layers: layers) }
        }
    }

    /// Advances the batch to step `target` and writes the state back to `trials`.
    ///
    /// - Returns: false if `shouldContinue` returned false; then the batch has stopped early.
    mutating func advance(
        _ trials: inout [TrialInFlight], to target: Int, made: (_ steps: Int) -> Void, shouldContinue: () -> Bool
    ) -> Bool {
        let checks = ConvergenceExperiment.stepsBetweenChecks
        var mayContinue = true
        while step < target {
            mayContinue = shouldContinue()
            guard mayContinue else { break }
            let count = min(target - step, checks - step % checks)
            for first in stride(from: 0, to: members.count, by: tileSize) {
                let tile = first..<min(first + tileSize, members.count)
                for t in step + 1...step + count { advance(tile, at: t) }
            }
            step += count
            made(count * members.count)
            if step % checks == 0 || step == trials[members[0]].steps { endDiverged(&trials) }
        }
        for (place, member) in members.enumerated() { scatter(place, to: &trials[member]) }
        return mayContinue
    }

    /// Makes step `t` of a tile of trials.
    private mutating func advance(_ tile: Range<Int>, at t: Int) {
        let columns = tile.lowerBound * inputCount..<tile.upperBound * inputCount
        let connections = experiment.connections
        // All sums are over the traces of the step before.
        for layer in layers.dropFirst() {
            connections.upward[layer.index - 1].sumRows(
                scaledBy: layers[layer.index - 1].traces, of: columns, into: layer.fromBelow)
            if layer.index + 1 < layers.count, let down = connections.downward[layer.index + 1] {
                down.sumRows(scaledBy: layers[layer.index + 1].traces, of: columns, into: layer.fromAbove)
            }
        }
        for place in tile {
            let epsilons = layers.dropFirst().map { schedules[place].epsilon(ofLayer: $0.index).value(at: t) }
            guard let modulation = schedules[place].code.adaptiveDelta else { continue }
            var layerErrors = [Double](repeating: 0, count: layers.count)
            var euclidean = 0.0
            for column in place * inputCount..<(place + 1) * inputCount {
                let input = experiment.input(ofSimulation: column % inputCount, at: t)
                layers[0].clamp(experiment.inputs[input], column: column)
                var squares = 0.0
                for layer in layers {
                    let constants = modulation.constants(ofLayer: layer.index)
                    if layer.index > 0 {
                        layer.move(
                            column: column, inTile: column - columns.lowerBound, epsilon: epsilons[layer.index - 1],
                            biases: experiment.network.biases[layer.index])
                    }
                    let ups = layer.send(constants, column: column, isFirst: t == 1)
                    accumulators[place].add(spikes: ups, layer: layer.index)
                    let distance = layer.distance(
                        from: experiment.fixedPoints[input].states[layer.index], column: column)
                    layerErrors[layer.index] += distance.absolute / Double(layer.size)
                    squares += distance.squared
                }
                euclidean += squares.squareRoot()
            }
            for layer in layers.indices { layerErrors[layer] /= Double(inputCount) }
            layerErrors.withUnsafeBufferPointer {
                accumulators[place].add($0, euclidean: euclidean / Double(inputCount))
            }
        }
    }

    /// Ends the trials that have diverged: a state is no longer finite.
    private func endDiverged(_ trials: inout [TrialInFlight]) {
        for (place, member) in members.enumerated() where trials[member].outcome == nil {
            for column in place * inputCount..<(place + 1) * inputCount {
                guard let (layer, unit) = firstNonFiniteUnit(column: column) else { continue }
                trials[member].outcome = .failed(.diverged(layer: layer, unit: unit, step: step))
                trials[member].stepCount = step
                break
            }
        }
    }

    private func firstNonFiniteUnit(column: Int) -> (layer: Int, unit: Int)? {
        for layer in layers {
            if let unit = layer.firstNonFiniteUnit(column: column) { return (layer.index, unit) }
        }
        return nil
    }

    private func scatter(_ place: Int, to trial: inout TrialInFlight) {
        trial.accumulator = accumulators[place]
        if trial.outcome == nil {
            trial.stepCount = step
            if step == trial.steps { trial.outcome = .complete(trial.accumulator.errors) }
        }
        // A trial that has ended needs its state no longer.
        guard trial.outcome == nil, step > 0 else {
            trial.columns = []
            return
        }
        trial.columns = (place * inputCount..<(place + 1) * inputCount).map { column in
            let above = layers.dropFirst()
            return TrialInFlight.Column(
                numbers: StateNumbers(above.flatMap { $0.numbers(column: column) }),
                signals: above.flatMap { $0.signals(column: column) },
                train: .init(
                    memories: StateNumbers(layers[0].numbers(column: column)),
                    signals: layers[0].signals(column: column)),
                clock: ClockState())
        }
    }
}

extension WeightMatrix {
    /// Several sums at once, each as by ``sumRows(scaledBy:into:)``, in the same order: sums[place][T] for the columns of
    /// `states`, [C][S].
    fileprivate func sumRows(
        scaledBy states: AlignedBuffer<Double>, of columns: Range<Int>, into sums: AlignedBuffer<Double>
    ) {
        let sources = values.count / width
        sums.pointer.update(repeating: 0, count: columns.count * width)
        values.withUnsafeBufferPointer { values in
            for source in 0..<sources {
                let row = values.baseAddress! + source * width
                for (place, column) in columns.enumerated() {
                    let state = states.pointer[column * sources + source]
                    guard state != 0 else { continue }
                    let sum = sums.pointer + place * width
                    for target in 0..<width { sum[target] += state * row[target] }
                }
            }
        }
    }
}
