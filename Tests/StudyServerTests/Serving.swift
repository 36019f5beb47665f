import AnnealingStudies
import Foundation
import Locks
import StudyFiles
import StudyReports

@testable import StudyServer

/// Runs a server of the sample while `body` asks it.
func serving(
    _ sample: SampleStudies, host: String = "127.0.0.1", limits: ServerLimits = ServerLimits(),
    token: AccessToken? = nil, changes: StudyChanges? = nil, _ body: @escaping @Sendable (UInt16) throws -> Void
) async throws {
    let server = try StudyServer(
        host: host, port: 0, storage: "a store", kinds: StudyKinds([ConvergenceSettings.self]), token: token,
        changes: changes, readers: { sample.store }, explanation: \.description, limits: limits)
    let running = Task { try await server.run() }
    // Blocking calls are no work for the threads of tasks.
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
        Thread { done.resume(with: Result { try body(server.port) }) }.start()
    }
    running.cancel()
    _ = await running.result
}

/// What a server was asked to change. Nothing is changed.
final class RecordedChanges: Sendable {
    static let token = "a-token-of-the-tests"

    private let calls = Mutex<[String]>([])

    var all: [String] { calls.withLock(\.self) }

    var changes: StudyChanges {
        StudyChanges(
            ask: { [self] study, ask in
                note("ask \(study) \(ask.count) \(ask.lease)")
                return study == "done" ? .finished : study == "busy" ? .later : .trials(["{\"number\":7}"])
            },
            tell: { [self] study, tell in
                note("tell \(study) \(tell.number) \(tell.token) \(tell.told)")
                guard case .step = tell.told else { return .recorded }
                return .step("stop", earlier: 0.5)
            },
            requeue: { [self] study, numbers in
                note("requeue \(study) \(numbers.map { "\($0.sorted())" } ?? "all")")
                return [1, 4]
            },
            delete: { [self] study in
                guard study != "busy" else { throw ChangeError(409, study, "is at work", remedy: "wait") }
                note("delete \(study)")
                return study
            })
    }

    private func note(_ call: String) { calls.withLock { $0.append(call) } }
}

extension Client {
    /// A request of one connection, with a body where there is one.
    static func request(
        _ line: String, _ fields: [String] = [], body: String? = nil, host: String = "localhost", port: UInt16
    ) throws -> (status: Int, text: String) {
        let length = body.map { ["Content-Length: \($0.utf8.count)"] } ?? []
        let head = ["\(line) HTTP/1.1", "Host: \(host)", "Connection: close"] + length + fields
        return try ask(head.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""), port: port)
    }
}
