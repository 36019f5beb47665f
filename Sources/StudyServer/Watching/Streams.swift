import Locks

/// All streams of events, by browser.
final class Streams: Sendable {
    typealias Continuation = AsyncStream<String>.Continuation

    private struct Open {
        let id: Int
        let browser: String
        let continuation: Continuation
    }

    private struct State {
        var next = 0
        /// The oldest first.
        var open: [Open] = []
    }

    private let limits: ServerLimits
    private let state = Mutex(State())

    init(limits: ServerLimits) { self.limits = limits }

    /// The number of open streams.
    var count: Int { state.withLock { $0.open.count } }

    /// Opens a stream. Of an event that is not sent yet when the next one comes, nothing is kept.
    ///
    /// The oldest stream of the browser rests where it has more than it may.
    func open(to browser: String) -> (stream: AsyncStream<String>, continuation: Continuation) {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in state.open.removeAll { $0.id == id } }
        }
        let resting = state.withLock { state -> [Continuation] in
            guard state.open.count < limits.streams else { return [continuation] }
            let own = state.open.filter { $0.browser == browser }
            state.open.append(Open(id: id, browser: browser, continuation: continuation))
            return own.prefix(max(0, own.count + 1 - limits.streamsOfBrowser)).map(\.continuation)
        }
        for continuation in resting {
            continuation.yield(StudyEvent.End.rest.text)
            continuation.finish()
        }
        return (stream, continuation)
    }
}
