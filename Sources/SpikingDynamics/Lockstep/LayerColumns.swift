import CSpikeKernels

/// One layer above the input, for all columns of a batch, in the kernels' layouts.
struct LayerColumns {
    let index: Int
    let size: Int
    let panels: Int
    let words: Int
    /// R.
    let row: Int
    /// [v, s and the quantizer's memories]: [C][R] each.
    let numbers: [AlignedBuffer<Double>]
    /// [C][W] each: the bits of even steps, and of odd steps.
    private let signals: (even: AlignedBuffer<UInt32>, odd: AlignedBuffer<UInt32>)
    /// [C]: the sums over units of |s* - s| and of its square, at the last step.
    let absoluteError: AlignedBuffer<Double>
    let squaredError: AlignedBuffer<Double>
    /// [C]: the spikes since the batch was gathered.
    let spikes: AlignedBuffer<UInt64>

    init(index: Int, size: Int, memories: Int, columns: Int) {
        self.index = index
        self.size = size
        panels = Panels.count(size)
        let (words, row) = (Panels.words(size), Panels.row(size))
        (self.words, self.row) = (words, row)
        numbers = (0..<(2 + memories)).map { _ in AlignedBuffer(count: columns * row) }
        signals = (AlignedBuffer(count: columns * words), AlignedBuffer(count: columns * words))
        absoluteError = AlignedBuffer(count: columns)
        squaredError = AlignedBuffer(count: columns)
        spikes = AlignedBuffer(count: columns)
    }

    /// [W]...: the bits of `step`, from this column on. They last until step + 2.
    func signals(at step: Int, column: Int) -> UnsafeMutablePointer<UInt32> {
        (step % 2 == 0 ? signals.even : signals.odd).pointer + column * words
    }

    /// Whether all states and memories are finite.
    var isFinite: Bool { numbers.allSatisfy(\.isFinite) }

    /// Whether state and memories of `unit` in column `column` are finite.
    func isFinite(unit: Int, column: Int) -> Bool {
        numbers.allSatisfy { $0.pointer[column * row + unit].isFinite }
    }
}
