/// Writing integers as bytes, the lowest byte first, whatever the byte order of this machine. ``LittleEndianReader``
/// reads them.
///
/// Floating-point numbers are written by their `bitPattern`.
extension RangeReplaceableCollection<UInt8> {
    /// Appends the bytes of an integer.
    @inlinable
    public mutating func append(littleEndian number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// Appends the bytes of each integer in order.
    @inlinable
    public mutating func append(littleEndian numbers: [some FixedWidthInteger]) {
        numbers.map(\.littleEndian).withUnsafeBytes { append(contentsOf: $0) }
    }
}
