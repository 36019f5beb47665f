import CZlib

/// Inflates gzip data in memory piece by piece; the caller decides the size of each piece. The data may have several
/// members.
final class GzipReader {
    enum Failure: Error, Equatable {
        /// The data ends before the compressed stream does.
        case truncated
        /// zlib's words: a wrong checksum, an impossible code.
        case corrupt(String)
        /// This number of bytes follows the end of the last member.
        case trailing(Int)
    }

    static let magic: [UInt8] = [0x1F, 0x8B]

    private let input: [UInt8]
    private var consumed = 0
    private var isAtEnd = false
    /// zlib's state points back to it, so it must not move in memory.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init(_ input: [UInt8]) {
        self.input = input
        stream.initialize(to: z_stream())
        // Adding 16 selects the gzip format, whose CRC is checked. This fails only if memory runs out.
        let size = Int32(MemoryLayout<z_stream>.size)
        precondition(inflateInit2_(stream, 16 + MAX_WBITS, ZLIB_VERSION, size) == Z_OK)
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// The next bytes, uncompressed. Fewer than asked for are returned only at the end of the data; then the CRC and
    /// the length of every member have been found correct.
    func read(_ count: Int) throws(Failure) -> [UInt8] {
        var failure: Failure?
        let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            input.withUnsafeBufferPointer { failure = inflate($0, into: buffer, &filled) }
        }
        if let failure { throw failure }
        return output
    }

    private func inflate(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>, _ filled: inout Int
    ) -> Failure? {
        while filled < output.count && !isAtEnd {
            // zlib counts in 32 bits.
            let (available, room) = (UInt32(clamping: input.count - consumed), UInt32(clamping: output.count - filled))
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + consumed })
            stream.pointee.avail_in = available
            stream.pointee.next_out = output.baseAddress.map { $0 + filled }
            stream.pointee.avail_out = room
            let status = CZlib.inflate(stream, Z_NO_FLUSH)
            consumed += Int(available - stream.pointee.avail_in)
            filled += Int(room - stream.pointee.avail_out)
            switch status {
            case Z_STREAM_END:
                if consumed == input.count {
                    isAtEnd = true
                } else if input[consumed...].starts(with: Self.magic) {
                    inflateReset(stream)
                } else {
                    return .trailing(input.count - consumed)
                }
            case Z_OK where stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0:
                break
            case Z_OK, Z_BUF_ERROR:
                return .truncated
            default:
                return .corrupt(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
            }
        }
        return nil
    }
}
