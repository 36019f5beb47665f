/// Zeroed memory for numbers of one precision, aligned to 64 bytes.
///
/// Not `Sendable`: a type that shares a buffer between threads says why it may.
final class RealBuffer {
    let precision: Precision
    let count: Int
    let start: UnsafeMutableRawPointer

    init(_ precision: Precision, count: Int) {
        self.precision = precision
        self.count = count
        let bytes = max(1, count) * precision.width
        start = .allocate(byteCount: bytes, alignment: 64)
        start.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    }

    deinit {
        start.deallocate()
    }

    /// The address of the number at `index`.
    func place(_ index: Int) -> UnsafeMutableRawPointer { start + index * precision.width }

    subscript(index: Int) -> Double {
        get {
            switch precision {
            case .float32: Double(place(index).load(as: Float.self))
            case .float64: place(index).load(as: Double.self)
            }
        }
        set {
            switch precision {
            case .float32: place(index).storeBytes(of: Float(newValue), as: Float.self)
            case .float64: place(index).storeBytes(of: newValue, as: Double.self)
            }
        }
    }

    /// Copies `count` numbers from `source`.
    func copy(_ count: Int, from source: UnsafeRawPointer, to index: Int = 0) {
        place(index).copyMemory(from: source, byteCount: count * precision.width)
    }

    func clear(_ range: Range<Int>) {
        place(range.lowerBound).initializeMemory(as: UInt8.self, repeating: 0, count: range.count * precision.width)
    }
}
