/// Reads the bytes of a file in memory from the front. A gzip file is uncompressed on the way.
///
/// The first bytes decide whether it is gzip, not the name: the program that fetched a file may have unpacked it.
struct UncompressedBytes {
    private enum Form {
        case plain([UInt8], taken: Int)
        case gzip(GzipReader)
    }

    private var form: Form
    private let place: String

    /// - Parameter place: the file or address for errors.
    init(_ bytes: [UInt8], place: String) {
        form = bytes.starts(with: GzipReader.magic) ? .gzip(GzipReader(bytes)) : .plain(bytes, taken: 0)
        self.place = place
    }

    /// The next bytes. Fewer than asked for are returned only at the end.
    mutating func take(_ count: Int) throws(DigitFileError) -> [UInt8] {
        switch form {
        case .plain(let bytes, let taken):
            let end = min(bytes.count, taken + count)
            form = .plain(bytes, taken: end)
            return Array(bytes[taken..<end])
        case .gzip(let reader):
            do {
                return try reader.read(count)
            } catch {
                throw .damaged(place, Self.text(of: error))
            }
        }
    }

    private static func text(of failure: GzipReader.Failure) -> String {
        switch failure {
        case .truncated: "the gzip data ends too early: a part of the file is missing"
        case .corrupt(let detail): "the gzip data is corrupt (\(detail))"
        case .trailing(let count): "the gzip data is followed by \(count) bytes that do not belong to it"
        }
    }
}
