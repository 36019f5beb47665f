import CZlib

/// Gzip data for tests to damage.
enum GzipBytes {
    /// One member.
    static func of(_ bytes: [UInt8]) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        defer { stream.deallocate() }
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        deflateInit2_(
            stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        defer { deflateEnd(stream) }
        var input = bytes
        return [UInt8](unsafeUninitializedCapacity: bytes.count + 1000) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                precondition(deflate(stream, Z_FINISH) == Z_STREAM_END)
                count = output.count - Int(stream.pointee.avail_out)
            }
        }
    }
}
