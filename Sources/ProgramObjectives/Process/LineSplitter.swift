/// Splits a stream into lines. A line that is longer than the limit is dropped, so that memory is constant.
struct LineSplitter: Sendable {
    /// The longest line that is read, in bytes.
    static let limit = 64 << 10
    private static let newline = UInt8(ascii: "\n")

    /// The beginning of a line whose end has not come.
    private var rest: [UInt8] = []
    /// Whether the line that is being read is too long.
    private var isTooLong = false

    /// Takes the next bytes and passes on each whole line, without its end.
    mutating func take(_ bytes: ArraySlice<UInt8>, _ line: (ArraySlice<UInt8>) -> Void) {
        var left = bytes
        while let end = left.firstIndex(of: Self.newline) {
            if !isTooLong {
                if rest.isEmpty {
                    if end - left.startIndex <= Self.limit { line(left[..<end]) }
                } else if rest.count + (end - left.startIndex) <= Self.limit {
                    rest += left[..<end]
                    line(rest[...])
                }
            }
            rest.removeAll(keepingCapacity: true)
            isTooLong = false
            left = left[(end + 1)...]
        }
        guard !isTooLong else { return }
        guard rest.count + left.count <= Self.limit else {
            (rest, isTooLong) = ([], true)
            return
        }
        rest += left
    }

    /// Passes on what stands after the last end of a line.
    mutating func finish(_ line: (ArraySlice<UInt8>) -> Void) {
        if !rest.isEmpty, !isTooLong { line(rest[...]) }
        (rest, isTooLong) = ([], false)
    }
}
