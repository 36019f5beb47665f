import CHTTPTransfer
import Foundation

/// Downloads one file over HTTP or HTTPS into memory.
struct HTTPDownload {
    let url: URL
    /// Seconds without a byte after which the download fails.
    let patience: TimeInterval
    /// The most bytes to accept.
    let limit: Int

    /// Blocks until the file has arrived.
    ///
    /// - Parameter progress: called with the bytes received and, if the server says so, the bytes expected.
    /// - Returns: nil if the server does not have the file (404).
    /// - Throws: ``DigitFileError`` if the server cannot be reached, answers with another status, stalls, or sends too
    ///   many or too few bytes, or if the caller asks to stop.
    func run(_ watch: FetchWatch, progress: (Int, Int?) -> Void) throws(DigitFileError) -> [UInt8]? {
        let content = Content(limit: limit)
        let transfer = try start(content)
        defer { http_transfer_end(transfer) }
        var (seen, heardAt) = (0, ContinuousClock.now)
        while true {
            let goesOn = http_transfer_step(transfer, 50)
            try watch.checkCancellation(url.absoluteString)
            if content.received != seen { (seen, heardAt) = (content.received, .now) }
            let share = Share(received: seen, announced: http_transfer_expected(transfer))
            if seen > 0 { progress(seen, share.expected) }
            let status = http_transfer_status(transfer)
            if status == 404 { return nil }
            if status != 0, status != 200 {
                throw unreachable("the server answers \(status) (\(HTTPStatus.meaning(of: status)))")
            }
            guard seen <= limit else {
                throw .damaged(url.absoluteString, "the server sends more than any form of the file has")
            }
            if goesOn {
                guard ContinuousClock.now - heardAt < .seconds(patience) else {
                    throw unreachable("nothing came for \(String(format: "%g", patience)) s\(share)")
                }
            } else if http_transfer_is_partial(transfer) {
                throw unreachable("the connection ended\(share)")
            } else if let detail = http_transfer_failure(transfer) {
                throw unreachable("the connection failed\(share) (\(String(cString: detail)))")
            } else {
                return content.bytes
            }
        }
    }

    private func start(_ content: Content) throws(DigitFileError) -> OpaquePointer {
        var reason: UnsafePointer<CChar>?
        let context = Unmanaged.passUnretained(content).toOpaque()
        if let transfer = http_transfer_start(url.absoluteString, Content.take, context, &reason) { return transfer }
        let detail = reason.map { String(cString: $0) } ?? ""
        throw DigitFileError(
            .unreachable, url.absoluteString, "libcurl, which downloads files, cannot be used (\(detail))",
            "install libcurl, or name another source", by: .anySource)
    }

    private func unreachable(_ rule: String) -> DigitFileError {
        DigitFileError(
            .unreachable, url.absoluteString, rule, "try again, or name another mirror", by: .mirror)
    }
}

/// How much of a file has arrived, as errors say it.
private struct Share: CustomStringConvertible {
    let received: Int
    /// nil where the server has announced no length.
    let expected: Int?

    init(received: Int, announced: Int64) {
        self.received = received
        expected = announced >= 0 ? Int(announced) : nil
    }

    var description: String {
        received > 0 ? " after \(received)\(expected.map { " of \($0)" } ?? "") bytes" : ""
    }
}

/// Collects the bytes of a transfer, on the thread that steps it.
private final class Content {
    private(set) var received = 0
    private(set) var bytes: [UInt8] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    static let take: http_transfer_sink = { context, bytes, count in
        guard let context else { return }
        let content = Unmanaged<Content>.fromOpaque(context).takeUnretainedValue()
        content.received += count
        // Bytes beyond the limit are counted but not kept.
        guard content.received <= content.limit else { return }
        content.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
