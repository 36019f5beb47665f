/// One layer of an ``AdaptiveDeltaBatch``: the neurons of all columns.
struct AdaptiveDeltaLayer {
    let index: Int
    /// U: the number of neurons.
    let size: Int
    /// [C][U]: s, r and the step of the last bit.
    let states: AlignedBuffer<Double>
    let traces: AlignedBuffer<Double>
    let steps: AlignedBuffer<Double>
    /// [C][U]: the last bits.
    let bits: AlignedBuffer<Bool>
    /// [a tile's columns][U]: the sums over the layer below, and over the layer above; 0 where there is none.
    let fromBelow: AlignedBuffer<Double>
    let fromAbove: AlignedBuffer<Double>

    init(index: Int, size: Int, columns: Int, tileColumns: Int) {
        (self.index, self.size) = (index, size)
        (states, traces, steps) = (
            AlignedBuffer(count: columns * size), AlignedBuffer(count: columns * size),
            AlignedBuffer(count: columns * size)
        )
        bits = AlignedBuffer(count: columns * size)
        let sums = index == 0 ? 0 : tileColumns * size
        (fromBelow, fromAbove) = (AlignedBuffer(count: sums), AlignedBuffer(count: sums))
    }

    func clamp(_ input: [Double], column: Int) {
        (states.pointer + column * size).update(from: input, count: size)
    }

    /// Moves the activations by the sums at place `inTile` of the tile.
    func move(column: Int, inTile: Int, epsilon: Double, biases: [Double]) {
        let (states, place) = (states.pointer + column * size, inTile * size)
        let (fromBelow, fromAbove) = (fromBelow.pointer + place, fromAbove.pointer + place)
        biases.withUnsafeBufferPointer { biases in
            for unit in 0..<size {
                let s = states[unit]
                states[unit] = clip(s - epsilon * (s - (fromBelow[unit] + fromAbove[unit] + biases[unit])))
            }
        }
    }

    /// Sends the bits of a step.
    ///
    /// - Returns: the number of bits that are 1.
    func send(_ constants: AdaptiveDeltaModulation.Constants, column: Int, isFirst: Bool) -> Int {
        let start = column * size
        var ups = 0
        for unit in start..<start + size {
            var modulator = AdaptiveDeltaModulation.Modulator(
                trace: traces.pointer[unit], step: steps.pointer[unit],
                lastBit: isFirst ? nil : bits.pointer[unit])
            let bit = modulator.send(states.pointer[unit], constants)
            ups += bit ? 1 : 0
            traces.pointer[unit] = modulator.trace
            steps.pointer[unit] = modulator.step
            bits.pointer[unit] = bit
        }
        return ups
    }

    /// The sums over the units, in ascending order, of |s* - s| and of its square.
    func distance(from target: [Double], column: Int) -> (absolute: Double, squared: Double) {
        AdaptiveDeltaNetwork.distance(
            from: target, UnsafeBufferPointer(start: states.pointer + column * size, count: size))
    }

    func firstNonFiniteUnit(column: Int) -> Int? {
        (0..<size).first { !states.pointer[column * size + $0].isFinite }
    }
}

/// The state of a column between two calls: above the input s, r and steps of each layer, of the input r and steps.
extension AdaptiveDeltaLayer {
    /// How many numbers each neuron has, above the input and of the input.
    static let numbersPerUnit = (above: 3, input: 2)

    private var saved: [AlignedBuffer<Double>] { index == 0 ? [traces, steps] : [states, traces, steps] }

    /// [s but of the input, r, step][U].
    func numbers(column: Int) -> [Double] {
        saved.flatMap { UnsafeBufferPointer(start: $0.pointer + column * size, count: size) }
    }

    /// [W]: the last bits.
    func signals(column: Int) -> [UInt32] {
        var words = [UInt32](repeating: 0, count: Panels.words(size))
        for unit in 0..<size where bits.pointer[column * size + unit] { words[unit / 32] |= 1 << UInt32(unit % 32) }
        return words
    }

    /// Moves the neurons of a column to a stored state, or to rest if there is none.
    func gather(_ stored: TrialInFlight.Column?, column: Int, layers: [AdaptiveDeltaLayer]) {
        guard let stored else {
            let trace = AdaptiveDeltaModulation.Modulator.initialTrace(ofLayer: index)
            (traces.pointer + column * size).update(repeating: trace, count: size)
            return
        }
        let below = layers[..<index].dropFirst()
        let numbers = index == 0 ? stored.train.memories : stored.numbers
        let signals = index == 0 ? stored.train.signals : stored.signals
        var start = below.reduce(0) { $0 + $1.size } * Self.numbersPerUnit.above
        for buffer in saved {
            (buffer.pointer + column * size).update(from: numbers.values.baseAddress! + start, count: size)
            start += size
        }
        let firstWord = below.reduce(0) { $0 + Panels.words($1.size) }
        for unit in 0..<size {
            bits.pointer[column * size + unit] = signals[firstWord + unit / 32] >> UInt32(unit % 32) & 1 == 1
        }
    }
}
