import FlyingSocks
import Foundation

/// One connection with a client, which sends requests one after the other.
struct Connection: Sendable {
    let socket: AsyncSocket
    let limits: ServerLimits
    /// Gives the answer to a request, or refuses it.
    let answer: @Sendable (HTTPRequest, _ client: String) async throws(HTTPRequest.Refusal) -> HTTPResponse

    /// Answers until the client has no more requests, or does not keep to the limits.
    func serve() async {
        var unread: [UInt8] = []
        var isFirst = true
        while !Task.isCancelled {
            do throws(HTTPRequest.Refusal) {
                guard let head = try await head(&unread, isFirst: isFirst) else { return }
                isFirst = false
                let request = try HTTPRequest(head, limits: limits)
                guard ["GET", "HEAD"].contains(request.method) else {
                    throw HTTPRequest.Refusal(405, "This server is only read.")
                }
                guard await send(try await answer(request, client), to: request) else { return }
            } catch {
                // What follows a refused request is unknown, so the connection ends.
                try? await write(HTTPResponse(error), closes: true)
                return
            }
        }
    }

    /// The address of the client, by which browsers are told apart.
    private var client: String {
        switch try? socket.socket.remotePeer() {
        case .ip4(let address, _), .ip6(let address, _): address
        case .unix, nil: ""
        }
    }

    // MARK: Requests

    /// Reads the next request's line and fields.
    ///
    /// - Parameter unread: what was read beyond the last request.
    /// - Returns: nil where there is none: the client has gone, or waits for longer than it may.
    private func head(_ unread: inout [UInt8], isFirst: Bool) async throws(HTTPRequest.Refusal) -> [UInt8]? {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        var began = unread.isEmpty && !isFirst ? nil : ContinuousClock.now
        var searched = 0
        while true {
            if let range = unread[searched...].firstRange(of: end) {
                let head = Array(unread[..<range.lowerBound])
                unread.removeFirst(range.upperBound)
                guard head.count <= limits.head else { throw tooLarge }
                return head
            }
            guard unread.count <= limits.head else { throw tooLarge }
            searched = max(0, unread.count - 3)
            let left = began.map { limits.headTime - (ContinuousClock.now - $0) / .seconds(1) } ?? limits.idleTime
            do {
                unread += try await within(left) { [socket] in try await socket.read(atMost: 4_096) }
            } catch is TookTooLong {
                guard began != nil, !unread.isEmpty else { return nil }
                throw HTTPRequest.Refusal(408, "The request did not come within \(Int(limits.headTime)) s.")
            } catch {
                return nil
            }
            began = began ?? ContinuousClock.now
        }
    }

    private var tooLarge: HTTPRequest.Refusal {
        HTTPRequest.Refusal(431, "A request has at most \(limits.head) bytes.")
    }

    // MARK: Answers

    /// - Returns: whether the client may send another request.
    private func send(_ response: HTTPResponse, to request: HTTPRequest) async -> Bool {
        do {
            let isHead = request.method == "HEAD"
            switch response.body {
            case .text:
                try await write(response, closes: !request.isPersistent, isHead: isHead)
                return request.isPersistent
            case .events(let events):
                try await write(Data(response.head(closes: true).utf8))
                if !isHead { try await stream(events) }
                return false
            }
        } catch {
            return false
        }
    }

    /// Sends events until there are no more, or the client is gone.
    private func stream(_ events: AsyncStream<String>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await event in events { try await write(Data(event.utf8)) } }
            // The client sends nothing more. The reading ends when the client is gone.
            group.addTask { while try await !socket.read(atMost: 512).isEmpty {} }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func write(_ response: HTTPResponse, closes: Bool, isHead: Bool = false) async throws {
        var bytes = Data(response.head(closes: closes).utf8)
        if case .text(let text) = response.body, !isHead { bytes.append(contentsOf: text.utf8) }
        try await write(bytes)
    }

    private func write(_ bytes: Data) async throws {
        try await within(limits.writeTime) { [socket] in try await socket.write(bytes) }
    }
}
