import CSpikeKernels

/// The sums that columns receive from one neighbouring layer, step by step.
///
/// Not `Sendable`: one thread uses it.
final class NeighbourSums {
    /// [..][R]: rows of sums.
    let rows: AlignedBuffer<Double>
    let rowStride: Int
    /// [C]: each column's row.
    let rowOf: AlignedBuffer<UInt32>
    private let weights: PackedWeights
    private let workspace: AlignedBuffer<UInt8>
    private let remembered: RememberedRows?

    /// Sums over `weights` for up to `columns` columns.
    init(_ weights: PackedWeights, columns: Int) {
        self.weights = weights
        let (sources, targets) = (weights.argument.sources, weights.argument.targets)
        // A few units have few patterns of bits. A narrow target costs less than looking a pattern up.
        let remembers = sources <= RememberedRows.mostSources && targets > 4 * Panels.units
        remembered = remembers ? RememberedRows(sources: sources, columns: columns) : nil
        rowStride = Panels.row(targets)
        rows = AlignedBuffer(uninitializedCount: (remembered?.capacity ?? columns) * rowStride)
        rowOf = AlignedBuffer(uninitializedCount: columns)
        workspace = AlignedBuffer(uninitializedCount: spike_sum_workspace_bytes(sources, columns))
    }

    /// Computes the sums over the bits of the neighbour's last step, [`columns`][W].
    func sum(_ signals: UnsafePointer<UInt32>, columns: Int) {
        if let remembered {
            let (first, count) = remembered.find(signals, columns: columns, rowOf: rowOf.pointer)
            guard count > 0 else { return }
            sum(remembered.missing.pointer, columns: count, firstRow: first, rowOf: remembered.missingRows.pointer)
        } else {
            sum(signals, columns: columns, firstRow: 0, rowOf: rowOf.pointer)
        }
    }

    private func sum(
        _ signals: UnsafePointer<UInt32>, columns: Int, firstRow: Int, rowOf: UnsafeMutablePointer<UInt32>
    ) {
        var sums = spike_sums()
        sums.weights = weights.argument
        sums.signals = signals
        sums.signalStride = Panels.words(weights.argument.sources)
        sums.columns = columns
        sums.rows = rows.pointer + firstRow * rowStride
        sums.rowStride = rowStride
        sums.rowOf = rowOf
        sums.workspace = UnsafeMutableRawPointer(workspace.pointer)
        _ = spike_sum(&sums)
    }
}

/// The rows of sums over a layer of few units, each computed when its pattern of bits first occurs.
final class RememberedRows {
    /// The most units of the layer: there is a table of all patterns.
    static let mostSources = 16
    /// The patterns whose rows are kept beyond one for each column. In the paper's search 4 to 7 occur.
    private static let spare = 128

    /// The most rows.
    let capacity: Int
    /// The patterns that `find` did not know, and room for their rows' numbers.
    let missing: AlignedBuffer<UInt32>
    let missingRows: AlignedBuffer<UInt32>
    /// [pattern]: its row + 1, or 0.
    private let places: AlignedBuffer<UInt32>
    /// [row]: its pattern.
    private let patterns: AlignedBuffer<UInt32>
    private var count = 0

    init(sources: Int, columns: Int) {
        capacity = min(columns + Self.spare, columns + 1 << sources)
        missing = AlignedBuffer(uninitializedCount: columns)
        missingRows = AlignedBuffer(uninitializedCount: columns)
        places = AlignedBuffer(count: 1 << sources)
        patterns = AlignedBuffer(uninitializedCount: capacity)
    }

    /// Finds the row of each column's pattern.
    ///
    /// - Returns: the patterns in `missing` take the rows from `first` on, which must now be computed.
    func find(
        _ signals: UnsafePointer<UInt32>, columns: Int, rowOf: UnsafeMutablePointer<UInt32>
    ) -> (first: Int, count: Int) {
        // Room for a new pattern in each column; otherwise all are forgotten.
        if count + columns > capacity {
            for row in 0..<count { places.pointer[Int(patterns.pointer[row])] = 0 }
            count = 0
        }
        let first = count
        for column in 0..<columns {
            let pattern = signals[column]
            var place = places.pointer[Int(pattern)]
            if place == 0 {
                patterns.pointer[count] = pattern
                missing.pointer[count - first] = pattern
                count += 1
                place = UInt32(count)
                places.pointer[Int(pattern)] = place
            }
            rowOf[column] = place - 1
        }
        return (first, count - first)
    }
}
