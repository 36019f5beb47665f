/// What one client may take of the server.
struct ServerLimits: Sendable {
    /// Bytes of a request's line.
    var requestLine = 4_096
    /// Bytes of a request's line and fields together.
    var head = 16_384
    /// Bytes of a body; 0 where nothing may be changed.
    var body = 0
    /// ``body`` of a server that makes changes.
    static let bodyOfChange = 65_536
    /// Fields of a request.
    var fields = 64
    /// Seconds in which a request must have come, from its first byte, or from the connection's beginning for its first; and
    /// as many for its body.
    var headTime = 10.0
    /// Seconds that a connection may wait for its next request.
    var idleTime = 30.0
    /// Seconds in which a client must take what it is sent: a page, or an event.
    var writeTime = 30.0
    /// Seconds in which a client that is refused may still send, so that it gets the answer.
    var endTime = 2.0
    /// Connections at the same time.
    var connections = 256
    /// Streams of events at the same time.
    var streams = 128
    /// Streams of events at the same time to one browser. A browser opens six connections to a server, and pages that hold
    /// all of them would keep the next one from loading. So the oldest stream rests where there is one more.
    var streamsOfBrowser = 4
}

/// A client took longer than the limits allow.
struct TookTooLong: Error {}

/// Runs work that must end in time.
///
/// - Throws: ``TookTooLong``; what `work` throws.
func within<Result: Sendable>(
    _ seconds: Double, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: .seconds(seconds))
            return nil
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() ?? nil else { throw TookTooLong() }
        return result
    }
}
