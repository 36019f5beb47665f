extension LockstepBatch {
    /// Copies the trials' states into the kernels' layouts, which are at rest.
    mutating func gather(_ trials: [TrialInFlight]) {
        for column in 0..<columns {
            // A trial at rest has no state.
            guard let stored = trials[column / network.inputCount].state(ofInput: column % network.inputCount) else {
                continue
            }
            clocks?[column] = stored.clock
            var (start, word) = (0, 0)
            for layer in layers {
                for buffer in layer.numbers {
                    (buffer.pointer + column * layer.row).update(
                        from: stored.numbers.values.baseAddress! + start, count: layer.size)
                    start += layer.size
                }
                layer.signals(at: step, column: column).update(from: stored.signals[word..<word + layer.words])
                word += layer.words
            }
        }
    }

    /// Copies the states back to the trials, and ends those that have made their last step.
    func scatter(_ trials: inout [TrialInFlight]) {
        let states = trains.scatter()
        for (place, member) in members.enumerated() {
            trials.withUnsafeMutableBufferPointer { scatter(place, to: &$0[member], states) }
        }
    }

    private func scatter(_ place: Int, to trial: inout TrialInFlight, _ states: [TrialInFlight.InputTrain]) {
        let columns = place * network.inputCount..<(place + 1) * network.inputCount
        trial.accumulator = accumulators[place]
        for column in columns {
            let train = Int(trains.indices[column])
            trial.accumulator.add(spikes: Int(trains.spikes.pointer[train]), layer: 0)
            for layer in layers {
                trial.accumulator.add(spikes: Int(layer.spikes.pointer[column]), layer: layer.index)
            }
        }
        if trial.outcome == nil {
            trial.stepCount = step
            if step == trial.steps { trial.outcome = .complete(trial.accumulator.errors) }
        }
        // A trial that diverged has ended at the step of that check, although the batch went on. A trial that has ended
        // needs its state no longer.
        trial.columns = trial.outcome == nil ? columns.map { state(ofColumn: $0, states) } : []
    }

    private func state(ofColumn column: Int, _ states: [TrialInFlight.InputTrain]) -> TrialInFlight.Column {
        let count = layers.reduce(0) { $0 + $1.size * $1.numbers.count }
        let numbers = StateNumbers(count: count) { numbers in
            var place = 0
            for layer in layers {
                for buffer in layer.numbers {
                    (numbers + place).update(from: buffer.pointer + column * layer.row, count: layer.size)
                    place += layer.size
                }
            }
        }
        let signals = layers.flatMap {
            UnsafeBufferPointer(start: $0.signals(at: step, column: column), count: $0.words)
        }
        return TrialInFlight.Column(
            numbers: numbers, signals: signals, train: states[Int(trains.indices[column])],
            clock: clocks?[column] ?? ClockState())
    }
}
