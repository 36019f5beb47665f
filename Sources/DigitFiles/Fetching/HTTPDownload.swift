import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

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
        let configuration = URLSessionConfiguration.ephemeral
        // A fallback only: the loop below measures `patience`.
        configuration.timeoutIntervalForRequest = patience + 60
        var request = URLRequest(url: url)
        // Without compression in transit, the bytes and their announced number are those of the file itself.
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        let receiver = Receiver(limit: limit)
        let session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        session.dataTask(with: request).resume()

        var (seen, heardAt) = (Receiver.State(), ContinuousClock.now)
        while true {
            receiver.wait(seconds: 0.05)
            try watch.checkCancellation(url.absoluteString)
            let state = receiver.snapshot
            if state.received != seen.received || state.status != seen.status { heardAt = .now }
            seen = state
            if state.received > 0 { progress(state.received, state.expected) }
            if state.status == 404 { return nil }
            if let status = state.status, status != 200 {
                throw unreachable("the server answers \(status) (\(Self.meaning(of: status)))")
            }
            guard state.received <= limit else {
                throw .damaged(url.absoluteString, "the server sends more than any form of the file has")
            }
            switch state.end {
            case nil:
                guard ContinuousClock.now - heardAt < .seconds(patience) else {
                    throw unreachable("nothing came for \(String(format: "%g", patience)) s\(Self.share(of: state))")
                }
            case .failed(let detail):
                throw unreachable("the connection failed\(Self.share(of: state)) (\(detail))")
            case .complete:
                if let expected = state.expected, state.received < expected {
                    throw unreachable("the connection ended\(Self.share(of: state))")
                }
                return receiver.bytes
            }
        }
    }

    private func unreachable(_ rule: String) -> DigitFileError {
        DigitFileError(
            .unreachable, url.absoluteString, rule, "try again, or name another mirror", by: .mirror)
    }

    private static func meaning(of status: Int) -> String { HTTPURLResponse.localizedString(forStatusCode: status) }

    private static func share(of state: Receiver.State) -> String {
        guard state.received > 0 else { return "" }
        return " after \(state.received)\(state.expected.map { " of \($0)" } ?? "") bytes"
    }
}

/// Collects the content and the state of a session's only task.
private final class Receiver: NSObject, URLSessionDataDelegate, Sendable {
    enum End: Equatable {
        case complete
        case failed(String)
    }

    struct State {
        var status: Int?
        var expected: Int?
        var received = 0
        var end: End?
    }

    private let content = Mutex((state: State(), bytes: [UInt8]()))
    private let changed = DispatchSemaphore(value: 0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    var snapshot: State { content.withLock { $0.state } }
    var bytes: [UInt8] { content.withLock { $0.bytes } }

    /// Waits until something has changed, but no longer than `seconds`.
    func wait(seconds: Double) {
        _ = changed.wait(timeout: .now() + seconds)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        content.withLock {
            $0.state.status = (response as? HTTPURLResponse)?.statusCode
            $0.state.expected = response.expectedContentLength >= 0 ? Int(response.expectedContentLength) : nil
        }
        changed.signal()
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        content.withLock {
            $0.state.received += data.count
            // Bytes beyond the limit are counted but not kept.
            if $0.state.received <= limit { $0.bytes.append(contentsOf: data) }
        }
        changed.signal()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        content.withLock { $0.state.end = error.map { .failed(Self.text(of: $0)) } ?? .complete }
        changed.signal()
    }

    private static func text(of error: any Error) -> String {
        var next: NSError? = error as NSError
        while let error = next {
            if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
            next = error.userInfo[NSUnderlyingErrorKey] as? NSError
        }
        // Foundation's own text may be no more than its domain and code.
        let text = error.localizedDescription
        return text.contains("ErrorDomain") ? "the connection failed" : text
    }
}
