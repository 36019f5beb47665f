import FlyingSocks
import Foundation
import HyperparameterSearch
import StudyFiles
import StudyReports
import Synchronization

/// Shows the studies of a store as pages that follow the runs at work, to browsers.
///
/// The server only reads, unless it is given ``StudyChanges``. It sends nothing but what is stored and its own pages: there
/// are no files that it could send.
public struct StudyServer: Sendable {
    private let site: Site
    private let listener: Socket
    private let pool: any AsyncSocketPool
    private let policy: AddressPolicy
    private let access: AccessPolicy
    private let limits: ServerLimits
    private let methods: [String]
    /// The port that the server listens on.
    public let port: UInt16
    /// The address of the list of all studies.
    public let address: String
    /// Whether only this machine reaches the server.
    public let isLoopback: Bool
    /// The token that the server made, since it needs one and was given none.
    public let madeToken: AccessToken?
    /// Whether anything is asked for the token.
    public var needsToken: Bool { access.token != nil }

    /// Listens, and answers when it is run.
    ///
    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - storage: the name of the store for people.
    ///   - token: the secret that changes need, and reading from other machines. The server makes one where it needs one
    ///     and this is nil.
    ///   - changes: what may be changed; nil for nothing.
    ///   - readers: opens the store for reading. It is called twice: drawing a figure does not keep the pages waiting.
    ///   - explanation: the text of the reason why a figure of a search is absent.
    /// - Throws: ``StudyServerError``; the errors of `readers`.
    public init(
        host: String, port: UInt16, storage: String, kinds: StudyKinds,
        token: AccessToken? = nil, changes: StudyChanges? = nil,
        readers: () throws -> any StudyReader, explanation: @escaping @Sendable (SearchPartAbsence) -> String
    ) throws {
        try self.init(
            host: host, port: port, storage: storage, kinds: kinds, token: token, changes: changes, readers: readers,
            explanation: explanation, limits: ServerLimits())
    }

    init(
        host: String, port: UInt16, storage: String, kinds: StudyKinds, token: AccessToken? = nil,
        changes: StudyChanges? = nil, readers: () throws -> any StudyReader,
        explanation: @escaping @Sendable (SearchPartAbsence) -> String, limits: ServerLimits
    ) throws {
        let place = try ListeningPlace(host: host, port: port)
        listener = try place.listen()
        (self.port, isLoopback) = (try place.port(of: listener), place.isLoopback)
        address = "http://\(place.name):\(self.port)/"
        policy = AddressPolicy(hosts: [host, place.name], isLoopback: place.isLoopback)
        let isGuarded = changes != nil || !place.isLoopback
        madeToken = isGuarded && token == nil ? AccessToken.made() : nil
        access = AccessPolicy(
            token: isGuarded ? token ?? madeToken : nil, guardsReading: !place.isLoopback, port: self.port)
        var limits = limits
        if changes != nil { limits.body = ServerLimits.bodyOfChange }
        self.limits = limits
        methods = changes == nil ? ["GET", "HEAD"] : ["GET", "HEAD", "POST", "DELETE"]
        pool = SocketPool<Poll>.make(maxEvents: 64)
        site = try Site(
            storage: storage, kinds: kinds, changes: changes, readers: readers, explanation: explanation, limits: limits
        )
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
                    let connection = Connection(
                        socket: socket, limits: limits, methods: methods, answer: answer)
                    await connection.serve()
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
        if let answer = try access.signIn(request) { return answer }
        return await site.answer(request, client: client, from: try access.sender(of: request))
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
