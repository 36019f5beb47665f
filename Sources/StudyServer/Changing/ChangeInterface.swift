/// The interface for programs: JSON in, JSON out, with the token as `Authorization: Bearer TOKEN`.
///
///     POST   /api/studies/NAME/ask        {"count": 8, "lease": 1800}
///     POST   /api/studies/NAME/tell       {"number": 3, "token": "17-5fd1", "value": 0.31}
///     POST   /api/studies/NAME/requeue    {"failed": [3, 17]}
///     DELETE /api/studies/NAME
///
/// A cookie does not do: a page of another site could make a browser send it.
struct ChangeInterface: Sendable {
    let desk: ChangeDesk

    func answer(_ request: HTTPRequest, from sender: AccessPolicy.Sender) async -> HTTPResponse {
        do { return HTTPResponse(json: try await reply(to: request, from: sender)) } catch { return error.response }
    }

    private func reply(
        to request: HTTPRequest, from sender: AccessPolicy.Sender
    ) async throws(ChangeError) -> String {
        guard sender == .program else { throw ChangeError(AccessPolicy.bearer, request.line) }
        let path = request.path.dropFirst().map(\.self)
        guard path.count >= 2, path[0] == "studies" else { throw Self.nothing(request) }
        let name = path[1]
        switch path.dropFirst(2).first {
        case nil:
            try Self.require("DELETE", request)
            _ = try ChangeBody(request.body, known: [])
            return JSONText.of(["deleted": try await desk.run { try $0.delete(name) }])
        case "ask" where path.count == 3:
            try Self.require("POST", request)
            let ask = try ChangeBody.ask(request.body)
            return try await desk.run { try $0.ask(name, ask) }.json
        case "tell" where path.count == 3:
            try Self.require("POST", request)
            let tell = try ChangeBody.tell(request.body)
            return try await desk.run { try $0.tell(name, tell) }.json
        case "requeue" where path.count == 3:
            try Self.require("POST", request)
            let numbers = try ChangeBody.requeue(request.body)
            return JSONText.of(["requeued": try await desk.run { try $0.requeue(name, numbers) }])
        default: throw Self.nothing(request)
        }
    }

    private static func nothing(_ request: HTTPRequest) -> ChangeError {
        ChangeError(
            404, request.line, "is nothing that this server does",
            remedy: "POST to /api/studies/NAME/ask, /tell or /requeue, or DELETE /api/studies/NAME")
    }

    private static func require(_ method: String, _ request: HTTPRequest) throws(ChangeError) {
        guard request.method == method else {
            throw ChangeError(HTTPRequest.Refusal(405, "is not how this is asked for", allow: method), request.line)
        }
        guard request.body.isEmpty || request.isOfType("application/json") else {
            throw ChangeError(
                415, request.fields["content-type", default: ""], "is not the type of a change",
                remedy: "send JSON, with 'Content-Type: application/json'")
        }
    }
}

/// Makes changes one after the other, away from the threads of tasks.
struct ChangeDesk: Sendable {
    private let changes: StudyChanges
    private let queue = StoreQueue("changes")

    init(_ changes: StudyChanges) { self.changes = changes }

    func run<Result: Sendable>(
        _ change: @escaping @Sendable (StudyChanges) throws -> Result
    ) async throws(ChangeError) -> Result {
        do { return try await queue.run { [changes] in try change(changes) } } catch let error as ChangeError {
            throw error
        } catch {
            throw ChangeError(
                500, "the change", "failed: \(error)", remedy: "see what the server printed, and try again")
        }
    }
}

extension StudyChanges.AskReply {
    fileprivate var json: String {
        switch self {
        case .trials(let lines): "{\"state\":\"trials\",\"trials\":[\(lines.joined(separator: ","))]}"
        case .finished: "{\"state\":\"finished\",\"trials\":[]}"
        case .later: "{\"state\":\"later\",\"trials\":[]}"
        }
    }
}

extension StudyChanges.TellReply {
    fileprivate var json: String {
        struct Step: Encodable {
            let answer: String
            let earlier: Double?
        }
        return switch self {
        case .recorded: JSONText.of(["answer": "recorded"])
        case .repeated: JSONText.of(["answer": "repeated"])
        case .step(let word, let earlier): JSONText.of(Step(answer: word, earlier: earlier))
        }
    }
}
