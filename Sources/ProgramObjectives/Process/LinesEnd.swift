import Foundation

/// The reading end of a program's standard output. Lines stay in the pipe until they have been passed on, and the beginning
/// of a line until its end has come, or has not come for a while. So if this process dies in between, the guardian finds in the pipe what has not been
/// kept; it may also find lines that have been.
///
/// It copies with `tee`, which only Linux has. Elsewhere lines are lost if this process dies after it has read them and
/// before it has kept them.
struct LinesEnd: ~Copyable {
    private var source: ReadEnd
    private var copy: ReadEnd
    /// Where `tee` copies to; -1 where there is none.
    private let copyTo: Int32
    /// Whether the pipe holds the beginning of a line, so that it is readable though there is no news.
    private(set) var hasPartialLine = false
    /// How often the same partial line has been looked at.
    private var looks = 0

    /// After this many looks a partial line is passed on without its end. Otherwise a full pipe could hold the program up.
    private static let mostLooks = 20
    /// A partial line of more bytes is passed on at once.
    private static let mostKept = 16 << 10

    init(_ descriptor: Int32) {
        source = ReadEnd(descriptor)
        var ends: [Int32] = [-1, -1]
        if Self.tee != nil, pipe(&ends) == 0 {
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        copy = ReadEnd(ends[0])
        copyTo = ends[1]
    }

    deinit { if copyTo >= 0 { close(copyTo) } }

    var descriptor: Int32 { source.descriptor }
    var isAtEnd: Bool { source.isAtEnd }

    /// Passes on the whole lines that are there. A line that is long, or whose end does not come, is passed on in pieces.
    mutating func read(_ body: (ArraySlice<UInt8>) -> Void) {
        guard let bytes = copied() else { return source.read(body) }
        guard !bytes.isEmpty else { return }
        let lines = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[...$0] } ?? []
        let isOverdue = lines.isEmpty && (bytes.count > Self.mostKept || looks >= Self.mostLooks)
        let passed = isOverdue ? bytes[...] : lines
        hasPartialLine = passed.count < bytes.count
        looks = passed.isEmpty ? looks + 1 : 0
        guard !passed.isEmpty else { return }
        body(passed)
        var left = passed.count
        while left > 0, !source.isAtEnd { left -= source.take(left).count }
    }

    /// Passes on all that is in the pipe now, whole lines or not. What others write meanwhile may stay there.
    mutating func drain(_ body: (ArraySlice<UInt8>) -> Void) {
        (hasPartialLine, looks) = (false, 0)
        source.drain(body)
    }

    /// What is in the pipe, which keeps it; nil at the end, or if it cannot be copied.
    private mutating func copied() -> [UInt8]? {
        guard copyTo >= 0, let tee = Self.tee else { return nil }
        var bytes: [UInt8] = []
        let count = tee(source.descriptor, copyTo, ReadEnd.most, Self.nonblocking)
        guard count != 0, count > 0 || errno == EAGAIN else { return nil }
        while bytes.count < count {
            bytes += copy.take(count - bytes.count)
            guard !copy.isAtEnd else { return nil }
        }
        return bytes
    }

    private typealias Tee = @convention(c) (_ from: Int32, _ to: Int32, _ count: Int, _ flags: UInt32) -> Int

    /// The C library's; headers show it only to C with GNU's extensions.
    private static let tee: Tee? = dlsym(nil, "tee").map { unsafeBitCast($0, to: Tee.self) }
    static var keepsLines: Bool { tee != nil }
    /// SPLICE_F_NONBLOCK
    private static let nonblocking: UInt32 = 2
}
