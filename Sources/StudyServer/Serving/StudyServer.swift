import FlyingSocks
import Foundation
import HyperparameterSearch
import StudyFiles
import StudyReports
import Synchronization

/// Shows the studies of a store as pages that follow the runs at work, to browsers.
///
/// The server only reads. It sends nothing but what is stored and its own pages: there are no files that it could send.
public struct StudyServer: Sendable {
    private let site: Site
    private let listener: Socket
    private let pool: any AsyncSocketPool
    private let policy: AddressPolicy
    private let limits: ServerLimits
    /// The port that the server listens on.
    public let port: UInt16
    /// The address of the list of all studies.
    public let address: String
    /// Whether only this machine reaches the server.
    public let isLoopback: Bool

    /// Listens, and answers when it is run.
    ///
    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - storage: the name of the store for people.
    ///   - readers: opens the store for reading. It is called twice: drawing a figure does not keep the pages waiting.
    ///   - explanation: the text of the reason why a figure of a search is absent.
    /// - Throws: ``StudyServerError``; the errors of `readers`.
    public init(
        host: String, port: UInt16, storage: String, kinds: StudyKinds,
        readers: () throws -> any StudyReader, explanation: @escaping @Sendable (SearchPartAbsence) -> String
    ) throws {
        try self.init(
            host: host, port: port, storage: storage, kinds: kinds, readers: readers, explanation: explanation,
            limits: ServerLimits())
    }

    init(
        host: String, port: UInt16, storage: String, kinds: StudyKinds,
        readers: () throws -> any StudyReader, explanation: @escaping @Sendable (SearchPartAbsence) -> String,
        limits: ServerLimits
    ) throws {
        let place = try ListeningPlace(host: host, port: port)
        listener = try place.listen()
        (self.port, isLoopback) = (try place.port(of: listener), place.isLoopback)
        address = "http://\(place.name):\(self.port)/"
        policy = AddressPolicy(hosts: [host, place.name], isLoopback: place.isLoopback)
        self.limits = limits
        pool = SocketPool<Poll>.make(maxEvents: 64)
        site = try Site(storage: storage, kinds: kinds, readers: readers, explanation: explanation, limits: limits)
    }

    /// Answers until the task is cancelled.
    public func run() async throws {
        try await pool.prepare()
        let listening = try AsyncSocket(socket: listener, pool: pool)
        defer { try? listener.close() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            group.addTask { try await accept(on: listening) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func accept(on listening: AsyncSocket) async throws {
        let open = Counter()
        try await withThrowingDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let socket: AsyncSocket
                do {
                    socket = try await listening.accept()
                } catch is CancellationError {
                    return
                } catch {
                    // The client is gone already, or this process has no more files for now.
                    try await Task.sleep(for: .milliseconds(50))
                    continue
                }
                guard open.enter(atMost: limits.connections) else {
                    try? socket.close()
                    continue
                }
                group.addTask {
                    await Connection(socket: socket, limits: limits, answer: answer).serve()
                    try? socket.close()
                    open.leave()
                }
            }
        }
    }

    @Sendable private func answer(
        _ request: HTTPRequest, client: String
    ) async throws(HTTPRequest.Refusal) -> HTTPResponse {
        try policy.check(request)
        return await site.answer(request, client: client)
    }
}

/// How many there are of something.
private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    /// - Returns: false where there are as many as may be.
    func enter(atMost most: Int) -> Bool {
        guard count.add(1, ordering: .relaxed).newValue > most else { return true }
        leave()
        return false
    }

    func leave() { count.subtract(1, ordering: .relaxed) }
}
