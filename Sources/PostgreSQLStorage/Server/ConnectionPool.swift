import Dispatch
import Locks

/// The connections of a store. Each call uses one; calls of several threads at once use several.
final class ConnectionPool: Sendable {
    /// The most connections at once. Servers allow a hundred in all, unless they are told otherwise.
    private static let largest = 4
    /// The most connections that are kept while no call uses them.
    private static let mostIdle = 2

    private let idle = Mutex<[Connection]>([])
    private let free = DispatchSemaphore(value: largest)
    private let connect: @Sendable () throws -> Connection

    /// - Parameter connect: makes a connection.
    init(connect: @escaping @Sendable () throws -> Connection) { self.connect = connect }

    /// Calls `body` with a connection that no other call uses.
    ///
    /// - Throws: what `body` throws, and what making a connection throws.
    func with<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        free.wait()
        defer { free.signal() }
        let connection = try idle.withLock { $0.popLast() } ?? connect()
        defer { keep(connection) }
        return try body(connection)
    }

    /// Keeps a connection for later calls. Where it is lost, or others are kept already, it is closed.
    private func keep(_ connection: Connection) {
        guard connection.isUsable else {
            // The others are probably lost too.
            return close()
        }
        idle.withLock { if $0.count < Self.mostIdle { $0.append(connection) } }
    }

    /// Closes the connections that no call uses.
    func close() {
        let closed = idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
        withExtendedLifetime(closed) {}
    }
}
