import CSpikeKernels

/// The sums that the columns of a batch receive from one neighbouring layer, step by step.
struct NeighbourSums {
    private let weights: PackedWeights
    private let columns: Int
    /// [..][R]: rows of sums.
    let rows: AlignedBuffer<Double>
    let rowStride: Int
    /// [C]: each column's row.
    let rowOf: AlignedBuffer<UInt32>
    private let workspace: AlignedBuffer<UInt8>

    init(_ weights: PackedWeights, columns: Int) {
        self.weights = weights
        self.columns = columns
        rowStride = Panels.row(weights.argument.targets)
        rows = AlignedBuffer(uninitializedCount: columns * rowStride)
        rowOf = AlignedBuffer(uninitializedCount: columns)
        workspace = AlignedBuffer(uninitializedCount: spike_sum_workspace_bytes(weights.argument.sources, columns))
    }

    /// Computes the sums over the bits of the neighbour's last step, [C][W].
    func sum(_ signals: AlignedBuffer<UInt32>) {
        var sums = spike_sums()
        sums.weights = weights.argument
        sums.signals = UnsafePointer(signals.pointer)
        sums.signalStride = Panels.words(weights.argument.sources)
        sums.columns = columns
        sums.rows = rows.pointer
        sums.rowStride = rowStride
        sums.rowOf = rowOf.pointer
        sums.workspace = UnsafeMutableRawPointer(workspace.pointer)
        _ = spike_sum(&sums)
    }
}
