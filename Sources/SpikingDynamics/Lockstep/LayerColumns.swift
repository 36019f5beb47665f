import CSpikeKernels

/// One layer above the input, for all columns of a batch, in the kernels' layouts.
struct LayerColumns {
    let index: Int
    let size: Int
    let panels: Int
    let words: Int
    /// R.
    let row: Int
    /// [v, s, the quantizer's memories, and the v of the layer above if it has its own]: [C][R] each.
    let numbers: [AlignedBuffer<Double>]
    private let memories: Int
    private let decodesAbove: Bool
    /// [C][W] each: the bits of even steps, and of odd steps.
    private let signals: (even: AlignedBuffer<UInt32>, odd: AlignedBuffer<UInt32>)
    /// [C]: the sums over units of |s* - s| and of its square, at the last step.
    let absoluteError: AlignedBuffer<Double>
    let squaredError: AlignedBuffer<Double>
    /// [C]: the sum over units of what they add to the surprise of the last step; nil without such a clock.
    let surprise: AlignedBuffer<Double>?
    /// [C]: the spikes since the batch was gathered.
    let spikes: AlignedBuffer<UInt64>

    /// - Parameters:
    ///   - decodesAbove: whether the layer above has a v of its own.
    ///   - hasClock: whether the trials' clocks are not those of the steps, so that surprise is summed.
    init(index: Int, size: Int, memories: Int, decodesAbove: Bool, hasClock: Bool, columns: Int) {
        self.index = index
        self.size = size
        panels = Panels.count(size)
        let (words, row) = (Panels.words(size), Panels.row(size))
        (self.words, self.row) = (words, row)
        (self.memories, self.decodesAbove) = (memories, decodesAbove)
        numbers = (0..<(2 + memories + (decodesAbove ? 1 : 0))).map { _ in AlignedBuffer(count: columns * row) }
        signals = (AlignedBuffer(count: columns * words), AlignedBuffer(count: columns * words))
        absoluteError = AlignedBuffer(count: columns)
        squaredError = AlignedBuffer(count: columns)
        surprise = hasClock ? AlignedBuffer(count: columns) : nil
        spikes = AlignedBuffer(count: columns)
    }

    /// [W]...: the bits of `step`, from this column on. They last until step + 2.
    func signals(at step: Int, column: Int) -> UnsafeMutablePointer<UInt32> {
        (step % 2 == 0 ? signals.even : signals.odd).pointer + column * words
    }

    /// [R]...: an integrator of the quantizer, from this column on; nil if the quantizer has fewer.
    func memory(_ index: Int, column: Int) -> UnsafeMutablePointer<Double>? {
        index < memories ? numbers[2 + index].pointer + column * row : nil
    }

    /// [R]...: the v of the layer above, from this column on; nil if it has none of its own.
    func decodedFromAbove(column: Int) -> UnsafeMutablePointer<Double>? {
        decodesAbove ? numbers[numbers.count - 1].pointer + column * row : nil
    }

    /// Whether all states and memories are finite.
    var isFinite: Bool { numbers.allSatisfy(\.isFinite) }

    /// Whether state and memories of `unit` in column `column` are finite.
    func isFinite(unit: Int, column: Int) -> Bool {
        numbers.allSatisfy { $0.pointer[column * row + unit].isFinite }
    }
}
