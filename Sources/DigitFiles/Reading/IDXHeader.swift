import Checksums

/// The header of an IDX file: two zero bytes, the type of the values (8: unsigned bytes), the number of dimensions,
/// then each dimension in four bytes, the most significant first.
struct IDXHeader: Equatable {
    enum Kind: UInt8 {
        /// [label]
        case labels = 1
        /// [image][row][column], row-major
        case images = 3

        var dimensionCount: Int { Int(rawValue) }
        var magic: [UInt8] { [0, 0, 8, rawValue] }

        var noun: String {
            switch self {
            case .labels: "labels"
            case .images: "images"
            }
        }
    }

    /// The magic number of QMNIST's labels: integers of four bytes, two dimensions.
    private static let qmnistLabels: [UInt8] = [0, 0, 12, 2]

    /// The most bytes that are read of one file.
    static let limit = 1 << 30

    let kind: Kind
    let dimensions: [Int]
    /// The number of values after the header.
    let valueCount: Int

    var byteCount: Int { 4 + 4 * kind.dimensionCount }

    /// Reads the header from the front of `source`.
    ///
    /// - Throws: ``DigitFileError`` if it is another kind of file, ends within its header, or declares no values or too
    ///   many.
    init(from source: inout UncompressedBytes, as kind: Kind, place: String) throws(DigitFileError) {
        let magic = try source.take(4)
        if kind == .labels, magic == Self.qmnistLabels {
            throw .unsupported(
                place,
                "it is QMNIST's table of labels, eight numbers for each image (it begins with "
                    + "\(HexText.of(magic))), and labels of one byte are read",
                "write a file of its first column: \(HexText.of(kind.magic)), the count in four bytes, a byte for each "
                    + "label")
        }
        guard magic == kind.magic else { throw .damaged(place, Self.wrongMagic(magic, wanted: kind)) }
        let bytes = try source.take(4 * kind.dimensionCount)
        guard bytes.count == 4 * kind.dimensionCount else { throw .damaged(place, "it ends within its header") }
        let dimensions = (0..<kind.dimensionCount).map { index in
            bytes[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let shape = dimensions.map(String.init).joined(separator: " x ")
        guard !dimensions.contains(0) else {
            throw .damaged(place, "its header declares \(shape) values: no dimension may be 0")
        }
        var count = 1
        for dimension in dimensions {
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            guard !overflow, product <= Self.limit else {
                throw .damaged(place, "its header declares \(shape) values, and at most \(Self.limit) bytes are read")
            }
            count = product
        }
        (self.kind, self.dimensions, valueCount) = (kind, dimensions, count)
    }

    private static func wrongMagic(_ magic: [UInt8], wanted: Kind) -> String {
        if magic.isEmpty { return "it is empty" }
        let shown = HexText.of(magic)
        let rule = "\(wanted.noun) begin with \(HexText.of(wanted.magic))"
        guard magic.count == 4, magic.starts(with: [0, 0]) else {
            return "it begins with \(shown), which is neither IDX nor gzip: \(rule)"
        }
        if magic[2] == 8, let other = Kind(rawValue: magic[3]) {
            return "it holds \(other.noun) (it begins with \(shown)), and \(rule)"
        }
        return "it is IDX of another kind (it begins with \(shown)): \(rule)"
    }
}
