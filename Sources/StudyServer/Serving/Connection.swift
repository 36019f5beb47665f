import FlyingSocks
import Foundation

/// One connection with a client, which sends requests one after the other.
struct Connection: Sendable {
    let socket: AsyncSocket
    let limits: ServerLimits
    /// The methods that the server knows.
    let methods: [String]
    /// Gives the answer to a request, or refuses it.
    let answer: @Sendable (HTTPRequest, _ client: String) async throws(HTTPRequest.Refusal) -> HTTPResponse

    /// Answers until the client has no more requests, or does not keep to the limits.
    func serve() async {
        var unread: [UInt8] = []
        var isFirst = true
        while !Task.isCancelled {
            var line = ""
            do throws(HTTPRequest.Refusal) {
                guard let head = try await head(&unread, isFirst: isFirst) else { return }
                isFirst = false
                line = String(
                    decoding: head.prefix(120).prefix { $0 >= 0x20 && $0 != UInt8(ascii: "?") }, as: UTF8.self)
                var request = try HTTPRequest(head, limits: limits)
                guard methods.contains(request.method) else {
                    throw HTTPRequest.Refusal(
                        405, "This server takes \(methods.joined(separator: ", ")) alone.",
                        allow: methods.joined(separator: ", "))
                }
                request.body = try await body(of: request, &unread)
                guard await send(try await answer(request, client), to: request) else { return }
            } catch {
                // What follows a refused request is unknown, so the connection ends.
                let isOfProgram = line.split(separator: " ").dropFirst().first?.hasPrefix("/api/") == true
                try? await write(
                    isOfProgram ? ChangeError(error, line).response : HTTPResponse(error), closes: true)
                // These clients have more to send.
                if [411, 413, 431].contains(error.status) { await end() }
                return
            }
        }
    }

    /// Ends the connection so that a client that is still sending gets the answer: it would lose it with the connection.
    private func end() async {
        shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
        try? await within(limits.endTime) { [socket] in
            var left = 1 << 20
            while left > 0 {
                let count = try await socket.read(atMost: 4_096).count
                if count == 0 { return }
                left -= count
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

    private func body(
        of request: HTTPRequest, _ unread: inout [UInt8]
    ) async throws(HTTPRequest.Refusal) -> [UInt8] {
        let began = ContinuousClock.now
        if request.bodyLength > unread.count, request.fields["expect"]?.lowercased() == "100-continue" {
            try? await write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        while unread.count < request.bodyLength {
            let left = limits.headTime - (ContinuousClock.now - began) / .seconds(1)
            do {
                let bytes = try await within(left) { [socket] in try await socket.read(atMost: 4_096) }
                guard !bytes.isEmpty else { throw CancellationError() }
                unread += bytes
            } catch is TookTooLong {
                throw HTTPRequest.Refusal(408, "The body did not come within \(Int(limits.headTime)) s.")
            } catch {
                throw HTTPRequest.Refusal(400, "The request ended before its body did.")
            }
        }
        defer { unread.removeFirst(request.bodyLength) }
        return Array(unread.prefix(request.bodyLength))
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
