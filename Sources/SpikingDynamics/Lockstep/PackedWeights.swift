import CSpikeKernels

/// The weights of one direction between two layers, in the kernels' layout: as integers where they have some.
///
/// `@unchecked Sendable`: `init` writes the buffers; after that they are only read.
final class PackedWeights: @unchecked Sendable {
    /// The kernels' argument. It points into this object.
    let argument: spike_weights
    /// [P of targets][32 W of sources][U]: one of the two.
    private let integers: AlignedBuffer<Int64>?
    private let reals: AlignedBuffer<Double>?
    /// The sums of all groups of bits, if there are few targets.
    private let tables: AlignedBuffer<Int64>?

    /// The packed form of a matrix with a row for each of its sources.
    init(_ matrix: WeightMatrix) {
        let (sources, targets) = (matrix.values.count / matrix.width, matrix.width)
        let count = spike_packed_count(sources, targets)
        if let weights = matrix.integers {
            let packed = AlignedBuffer<Int64>(uninitializedCount: count)
            spike_pack_exact(weights.values, sources, targets, targets, 1, packed.pointer)
            var argument = spike_weights(
                sources: sources, targets: targets, exact: true, scale: weights.scale, packed: packed.pointer,
                tables: nil)
            if targets <= Panels.units {
                let tables = AlignedBuffer<Int64>(uninitializedCount: spike_table_count(sources, targets))
                spike_build_tables(&argument, tables.pointer)
                argument.tables = UnsafePointer(tables.pointer)
                self.tables = tables
            } else {
                tables = nil
            }
            (integers, reals, self.argument) = (packed, nil, argument)
        } else {
            let packed = AlignedBuffer<Double>(uninitializedCount: count)
            spike_pack_ordered(matrix.values, sources, targets, targets, 1, packed.pointer)
            (integers, reals, tables) = (nil, packed, nil)
            argument = spike_weights(
                sources: sources, targets: targets, exact: false, scale: 1, packed: packed.pointer, tables: nil)
        }
    }
}
