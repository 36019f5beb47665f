import Checksums

/// A complete IDX file of unsigned bytes, uncompressed.
struct IDXFile {
    let header: IDXHeader
    /// The whole file with its header.
    let bytes: [UInt8]
    /// SHA-256 of `bytes`.
    let checksum: String

    /// The values after the header, row-major.
    var values: [UInt8] { Array(bytes[header.byteCount...]) }

    /// - Parameters:
    ///   - data: the file, uncompressed or gzip.
    ///   - place: the path or address for errors.
    /// - Throws: ``DigitFileError`` if the content is not a complete file of this kind. No more bytes are uncompressed
    ///   than the header declares and the limit allows.
    init(_ data: [UInt8], as kind: IDXHeader.Kind, place: String) throws(DigitFileError) {
        var source = UncompressedBytes(data, place: place)
        let header = try IDXHeader(from: &source, as: kind, place: place)
        let values = try source.take(header.valueCount)
        let declared = "its header declares \(header.dimensions[0]) \(kind.noun), \(header.valueCount) bytes"
        guard values.count == header.valueCount else {
            throw .damaged(place, "\(declared), and \(values.count) are there")
        }
        guard try source.take(1).isEmpty else { throw .damaged(place, "\(declared), and more are there") }
        var bytes = kind.magic
        bytes.reserveCapacity(header.byteCount + values.count)
        for dimension in header.dimensions {
            bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: dimension >> $0) }
        }
        bytes += values
        (self.header, self.bytes, checksum) = (header, bytes, SHA256.hex(of: bytes))
    }
}
