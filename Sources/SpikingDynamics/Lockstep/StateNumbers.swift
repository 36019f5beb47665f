import Locks

/// The numbers of a waiting trial's state. They never change.
///
/// A lossless search keeps thousands of states, which come and go. Their memory is cut from large pages: of small pages,
/// each would cost the system a fault.
final class StateNumbers: @unchecked Sendable {
    /// Valid as long as this object.
    let values: UnsafeBufferPointer<Double>
    private let piece: StateMemory.Piece

    /// - Parameter fill: writes all numbers.
    init(count: Int, fill: (UnsafeMutablePointer<Double>) -> Void) {
        piece = StateMemory.take(byteCount: count * MemoryLayout<Double>.stride)
        let start = piece.start.bindMemory(to: Double.self, capacity: count)
        fill(start)
        values = UnsafeBufferPointer(start: start, count: count)
    }

    convenience init(_ numbers: some Collection<Double>) {
        self.init(count: numbers.count) { start in
            _ = UnsafeMutableBufferPointer(start: start, count: numbers.count).initialize(fromContentsOf: numbers)
        }
    }

    deinit {
        StateMemory.give(piece, byteCount: values.count * MemoryLayout<Double>.stride)
    }
}

/// Pieces of memory of few sizes, cut from blocks of a large page.
///
/// With the compiler's flag `EXACT_BLOCKS` each piece is a block of its own, so that the address sanitizer sees where it
/// ends.
private enum StateMemory {
    struct Piece: @unchecked Sendable {
        let start: UnsafeMutableRawPointer
    }

    /// The pieces of one size.
    private struct Pieces {
        var free: [Piece] = []
        var blocks: [RecycledMemory.Block] = []
        var count = 0
    }

    /// By size.
    private static let pieces = Mutex<[Int: Pieces]>([:])
    private static let blockSize = 2 << 20

    /// The size of the piece for a number of bytes. Nil for large numbers: these get a block of their own.
    private static func size(_ byteCount: Int) -> Int? {
        #if EXACT_BLOCKS
            nil
        #else
            byteCount <= blockSize / 16 ? max(1, (byteCount + 63) / 64) * 64 : nil
        #endif
    }

    static func take(byteCount: Int) -> Piece {
        guard let size = size(byteCount) else {
            return Piece(start: .allocate(byteCount: byteCount, alignment: 64))
        }
        return pieces.withLock { pieces in
            if let piece = pieces[size]?.free.popLast() { return piece }
            let block = RecycledMemory.take(byteCount: blockSize)
            let count = blockSize / size
            pieces[size, default: Pieces()].blocks.append(block)
            pieces[size]?.count += count
            // The first pieces of a block are taken first.
            pieces[size]?.free += (1..<count).reversed().map { Piece(start: block.start + $0 * size) }
            return Piece(start: block.start)
        }
    }

    static func give(_ piece: Piece, byteCount: Int) {
        guard let size = size(byteCount) else { return piece.start.deallocate() }
        pieces.withLock { pieces in
            pieces[size]?.free.append(piece)
            guard let all = pieces[size], all.free.count == all.count else { return }
            // No state is left. The blocks serve other buffers.
            pieces[size] = nil
            for block in all.blocks { RecycledMemory.give(block) }
        }
    }
}
