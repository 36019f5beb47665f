/// The last bytes of a stream. It needs constant memory however much is written.
struct OutputTail: Sendable {
    /// The number of bytes that are kept.
    static let limit = 64 << 10

    private var buffer: [UInt8] = []
    /// Whether earlier bytes have been dropped.
    private(set) var isCut = false

    init(_ bytes: [UInt8] = []) { append(bytes[...]) }

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        if bytes.count > Self.limit { isCut = true }
        buffer += bytes.suffix(Self.limit)
        // The buffer grows to twice the limit, so that dropping takes constant time a byte.
        if buffer.count > 2 * Self.limit { cut() }
    }

    private mutating func cut() {
        guard buffer.count > Self.limit else { return }
        buffer.removeFirst(buffer.count - Self.limit)
        isCut = true
    }

    /// At most ``limit`` bytes.
    var bytes: [UInt8] { Array(buffer.suffix(Self.limit)) }

    /// The last line that is not blank, shortened to 300 characters; nil if there is none.
    var lastLine: String? {
        let lines = String(decoding: bytes.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let line = lines.last(where: { $0.contains { !$0.isWhitespace } }) else { return nil }
        let text = String(line.drop { $0.isWhitespace })
        return text.count > 300 ? text.prefix(299) + "…" : text
    }
}
