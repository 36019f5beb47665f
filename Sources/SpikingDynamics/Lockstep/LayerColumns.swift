import CSpikeKernels

/// One layer above the input, for all columns of a batch, in the kernels' layouts.
struct LayerColumns {
    let index: Int
    let size: Int
    let panels: Int
    let words: Int
    /// [v, s and the quantizer's memories]: [P][C][U] each.
    let numbers: [AlignedBuffer<Double>]
    /// [W][C] each: the last step's bits, and room for the next.
    private(set) var signals: AlignedBuffer<UInt32>
    private(set) var nextSignals: AlignedBuffer<UInt32>
    /// [C]: the sums over units of |s* - s| and of its square, at the last step.
    let absoluteError: AlignedBuffer<Double>
    let squaredError: AlignedBuffer<Double>
    /// [C]: the spikes since the batch was gathered.
    let spikes: AlignedBuffer<UInt64>

    init(index: Int, size: Int, memories: Int, columns: Int) {
        self.index = index
        self.size = size
        let panels = Panels.count(size)
        self.panels = panels
        words = Panels.words(size)
        numbers = (0..<(2 + memories)).map { _ in AlignedBuffer(count: panels * columns * Panels.units) }
        signals = AlignedBuffer(count: words * columns)
        nextSignals = AlignedBuffer(count: words * columns)
        absoluteError = AlignedBuffer(count: columns)
        squaredError = AlignedBuffer(count: columns)
        spikes = AlignedBuffer(count: columns)
    }

    /// Exchanges the two buffers after a step: the bits just written become those of the last step.
    mutating func swapSignals() {
        swap(&signals, &nextSignals)
    }

    /// Whether all states and memories are finite.
    var isFinite: Bool { numbers.allSatisfy(\.isFinite) }

    /// Whether state and memories of `unit` in column `column` are finite.
    func isFinite(unit: Int, column: Int, of columns: Int) -> Bool {
        let place = ((unit / Panels.units) * columns + column) * Panels.units + unit % Panels.units
        return numbers.allSatisfy { $0.pointer[place].isFinite }
    }
}
