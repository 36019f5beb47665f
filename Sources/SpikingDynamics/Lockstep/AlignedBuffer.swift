/// Memory for the kernels, aligned to 64 bytes.
///
/// Not `Sendable`: one thread fills it. A type that shares a filled buffer between threads says why it may.
final class AlignedBuffer<Element: BitwiseCopyable> {
    let pointer: UnsafeMutablePointer<Element>
    let count: Int
    private let block: RecycledMemory.Block

    /// Zeroed memory.
    convenience init(count: Int) {
        self.init(uninitializedCount: count)
        block.start.initializeMemory(as: UInt8.self, repeating: 0, count: max(1, count) * MemoryLayout<Element>.stride)
    }

    /// Memory that is written before it is read.
    init(uninitializedCount count: Int) {
        self.count = count
        block = RecycledMemory.take(byteCount: max(1, count) * MemoryLayout<Element>.stride)
        pointer = block.start.bindMemory(to: Element.self, capacity: max(1, count))
    }

    deinit {
        RecycledMemory.give(block)
    }
}

extension AlignedBuffer where Element == Double {
    /// Whether all numbers are finite. The loop reads only the exponents, so that the compiler can vectorize it.
    var isFinite: Bool {
        let exponent: UInt64 = 0x7FF0_0000_0000_0000
        var found: UInt64 = 0
        for index in 0..<count {
            found |= (pointer[index].bitPattern & exponent) == exponent ? 1 : 0
        }
        return found == 0
    }
}
