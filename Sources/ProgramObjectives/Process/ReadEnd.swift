import Foundation

/// The reading end of a pipe, which never blocks.
struct ReadEnd: ~Copyable {
    let descriptor: Int32
    private(set) var isAtEnd = false

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// The most bytes that are read at once, which is what a pipe holds.
    static let most = 64 << 10

    /// Reads what is there, at most ``most`` bytes.
    mutating func read(_ body: (ArraySlice<UInt8>) -> Void) {
        let bytes = take(Self.most)
        if !bytes.isEmpty { body(bytes[...]) }
    }

    /// Reads what is in the pipe now. What others write meanwhile may stay there.
    mutating func drain(_ body: (ArraySlice<UInt8>) -> Void) {
        var left: Int32 = 0
        guard ioctl(descriptor, UInt(FIONREAD), &left) == 0 else { return }
        while left > 0, !isAtEnd {
            var count = 0
            read { bytes in
                count = bytes.count
                body(bytes)
            }
            if count == 0 { return }
            left -= Int32(count)
        }
    }

    /// Takes bytes out of the pipe.
    mutating func take(_ count: Int) -> [UInt8] {
        guard !isAtEnd else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, taken in
            let result = Foundation.read(descriptor, buffer.baseAddress, count)
            taken = max(0, result)
            isAtEnd = result == 0 || (result < 0 && errno != EAGAIN && errno != EINTR)
        }
    }
}
