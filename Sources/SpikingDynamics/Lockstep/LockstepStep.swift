import CSpikeKernels

extension LockstepBatch {
    /// Makes one step of all layers above the input, for the columns of a tile of trials.
    ///
    /// - Parameter offset: the index of the step in the block that `trains` and `rates` hold.
    func advanceLayers(_ tile: Range<Int>, _ offset: Int) {
        let columns = self.columns(of: tile)
        trains.rows(of: columns, offset: offset, into: driveRows.pointer)
        let last = step + offset
        for place in layers.indices {
            if let sums = fromBelow[place] {
                sums.sum(
                    layers[place - 1].signals(at: last, column: columns.lowerBound), columns: columns.count)
            }
            if let sums = fromAbove[place] {
                sums.sum(
                    layers[place + 1].signals(at: last, column: columns.lowerBound), columns: columns.count)
            }
            advance(place, columns, offset)
        }
    }

    /// Updates one layer from its sums.
    private func advance(_ place: Int, _ columns: Range<Int>, _ offset: Int) {
        let layer = layers[place]
        let first = columns.lowerBound
        var call = spike_layer_step()
        call.units = layer.size
        call.columns = columns.count
        call.quantizer = quantizer.kernelValue
        call.layer = UInt32(layer.index)
        call.step = UInt32(step + offset + 1)
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
        call.inputIndex = UnsafePointer(inputIndices.pointer + first)
        let rate = { (table: AlignedBuffer<Double>) in
            UnsafePointer(table.pointer + offset * self.columns + first)
        }
        call.epsilon = rate(rates.epsilon[layer.index])
        call.lambda = rate(rates.lambda[layer.index])
        call.decoding = rate(rates.decoding[layer.index - 1])
        call.upperV = layer.decodedFromAbove(column: first)
        if call.upperV != nil { call.upperDecoding = rate(rates.decoding[layer.index + 1]) }
        call.v = layer.numbers[0].pointer + first * layer.row
        call.s = layer.numbers[1].pointer + first * layer.row
        call.phi = layer.memory(0, column: first)
        call.phi2 = layer.memory(1, column: first)
        call.signals = layer.signals(at: step + offset + 1, column: first)
        call.absoluteError = layer.absoluteError.pointer + first
        call.squaredError = layer.squaredError.pointer + first
        call.surprise = layer.surprise.map { $0.pointer + first }
        call.spikes = layer.spikes.pointer + first
        call.noise = spike_noise(key: noiseKey, trials: UnsafePointer(trialNumbers.pointer + first))
        spike_advance_layer(&call)
    }
}
