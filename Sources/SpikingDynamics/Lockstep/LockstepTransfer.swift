extension LockstepBatch {
    /// Copies the trials' states into the kernels' layouts.
    func gather(_ trials: [TrialInFlight]) {
        for column in 0..<columns {
            let stored = trials[column / network.inputCount].columns[column % network.inputCount]
            var (start, word) = (0, 0)
            for layer in layers {
                let padded = layer.panels * Panels.units
                for buffer in layer.numbers {
                    (buffer.pointer + column * layer.row).update(from: stored.numbers[start..<start + padded])
                    start += padded
                }
                layer.signals(at: step, column: column).update(from: stored.signals[word..<word + layer.words])
                word += layer.words
            }
        }
    }

    /// Copies the states back to the trials, and ends those that have made their last step.
    func scatter(_ trials: inout [TrialInFlight]) {
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
                    let signals = layer.signals(at: step, column: column)
                    for index in 0..<layer.words {
                        trials[member].columns[input].signals[word] = signals[index]
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
