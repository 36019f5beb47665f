import Foundation
import Locks

/// Large blocks of memory that buffers no longer use, kept for the next ones.
///
/// A batch needs some megabytes for as long as one call. The system would clear their pages for each call anew, and blocks
/// that come and go between the states of waiting trials would fragment the heap.
///
/// With the compiler's flag `EXACT_BLOCKS` nothing is kept, so that the address sanitizer sees where each block ends.
enum RecycledMemory {
    struct Block: @unchecked Sendable {
        let start: UnsafeMutableRawPointer
        let byteCount: Int

        fileprivate init(byteCount: Int) {
            let page = RecycledMemory.largePage
            let isLarge = byteCount >= page / 4
            // Whole pages, so that none of their memory is lost, and that later buffers may be a little larger.
            let isRounded = isLarge && RecycledMemory.isKept(byteCount)
            self.byteCount = isRounded ? (byteCount + page - 1) / page * page : byteCount
            start = .allocate(byteCount: self.byteCount, alignment: isLarge ? page : 64)
            #if os(Linux)
                // A wish. Where the system has no such pages, nothing changes.
                if isLarge { madvise(start, self.byteCount, MADV_HUGEPAGE) }
            #endif
        }
    }

    /// In the order in which they were given back.
    private static let blocks = Mutex<[Block]>([])
    /// The size of a large page on x86-64, and of most on arm64. Weights are read row by row in no order, which costs
    /// fewer lookups of addresses where a whole matrix lies in one page.
    private static let largePage = 2 << 20
    /// Smaller blocks are not kept.
    private static let smallest = 32 << 10
    /// The most bytes that are kept; the oldest blocks are freed first.
    private static let most = 128 << 20

    private static func isKept(_ byteCount: Int) -> Bool {
        #if EXACT_BLOCKS
            false
        #else
            (smallest...most).contains(byteCount)
        #endif
    }

    /// A block of at least `byteCount` bytes, with any content: the smallest that fits and is not much too large, or else a
    /// new one.
    static func take(byteCount: Int) -> Block {
        guard isKept(byteCount) else { return Block(byteCount: byteCount) }
        let found = blocks.withLock { blocks -> Block? in
            let fitting = blocks.indices.filter { byteCount...4 * byteCount ~= blocks[$0].byteCount }
            let best = fitting.min { blocks[$0].byteCount < blocks[$1].byteCount }
            return best.map { blocks.remove(at: $0) }
        }
        return found ?? Block(byteCount: byteCount)
    }

    static func give(_ block: Block) {
        guard isKept(block.byteCount) else { return block.start.deallocate() }
        blocks.withLock { blocks in
            blocks.append(block)
            var sum = blocks.reduce(0) { $0 + $1.byteCount }
            while sum > most {
                let oldest = blocks.removeFirst()
                sum -= oldest.byteCount
                oldest.start.deallocate()
            }
        }
    }
}
