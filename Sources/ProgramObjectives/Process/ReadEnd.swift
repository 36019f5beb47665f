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

    /// Reads what is there, at most 64 KiB.
    mutating func read(_ body: (ArraySlice<UInt8>) -> Void) {
        guard !isAtEnd else { return }
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            let result = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            count = max(0, result)
            isAtEnd = result == 0 || (result < 0 && errno != EAGAIN && errno != EINTR)
        }
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
}
