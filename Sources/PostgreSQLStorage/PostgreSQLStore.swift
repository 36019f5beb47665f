import Foundation
import HyperparameterSearch

/// A store in a schema of a PostgreSQL database. Any number of processes on any number of machines may work on it.
///
/// Every call is one short transaction. Leases are on the server's clock. A call whose connection is lost is made again,
/// with growing pauses, until the server has been away for as long as the store's patience.
public final class PostgreSQLStore: TrialStore {
    /// How the database is opened.
    public enum Access: Sendable {
        /// For reading and writing. Missing tables are made, and older ones are migrated.
        case writing
        /// For reading. Missing tables are an error. Nothing is written.
        case reading
    }

    /// The lease of a run, in seconds: a run that does not call the store for longer may be taken for dead.
    public static let defaultLease: TimeInterval = 60
    /// How long a call waits for a server that is away, in seconds.
    public static let defaultPatience: TimeInterval = 300

    /// The address of the database.
    public let address: PostgreSQLAddress
    let access: Access
    let lease: TimeInterval
    let patience: TimeInterval
    let tell: @Sendable (String) -> Void
    let pool: ConnectionPool
    let server: Connection.Server
    /// This process.
    let worker = Worker.current

    /// - Parameters:
    ///   - address: of the database.
    ///   - access: whether anything will be written.
    ///   - lease: the lease of this process's runs, in seconds.
    ///   - patience: how long a call waits for a server that is away, in seconds.
    ///   - tell: is called with a line for people when the connection is lost for longer than a moment, and when it is
    ///     back.
    /// - Throws: ``PostgreSQLError``.
    public convenience init(
        _ address: PostgreSQLAddress, access: Access = .writing, lease: TimeInterval = PostgreSQLStore.defaultLease,
        patience: TimeInterval = PostgreSQLStore.defaultPatience,
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        try self.init(
            address, access: access, lease: lease, patience: patience, migrations: Schema.migrations, tell: tell)
    }

    init(
        _ address: PostgreSQLAddress, access: Access, lease: TimeInterval = PostgreSQLStore.defaultLease,
        patience: TimeInterval = PostgreSQLStore.defaultPatience, migrations: [Schema.Migration],
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        (self.address, self.access, self.lease, self.patience) = (address, access, lease, patience)
        self.tell = tell
        pool = ConnectionPool { try Connection(address) }
        server = try Self.firstConnection(pool, patience)
        let schema = Schema(server, migrations)
        try persistently { _ in try pool.with { try schema.open($0, for: access) } }
    }

    /// The first connection. A server that starts or has too many clients is waited for; another error is thrown at once.
    private static func firstConnection(
        _ pool: ConnectionPool, _ patience: TimeInterval
    ) throws -> Connection.Server {
        let began = Date()
        while true {
            do {
                let server = try pool.with(\.server)
                guard server.version >= 120_000 else {
                    throw PostgreSQLError.tooOld(
                        server: server.name, version: "\(server.version / 10_000).\(server.version % 10_000)")
                }
                guard server.encoding == "UTF8" else {
                    throw PostgreSQLError.encoding(server: server.name, found: server.encoding)
                }
                return server
            } catch PostgreSQLError.unreachable(let server, let detail) {
                let isPassing = ["starting up", "shutting down", "recovery", "too many clients", "connection slots"]
                    .contains { detail.contains($0) }
                guard isPassing, Date().timeIntervalSince(began) < patience else {
                    throw PostgreSQLError.unreachable(server: server, detail: detail)
                }
                Thread.sleep(forTimeInterval: 0.5)
            } catch let error as ServerError {
                guard error.isLoss, Date().timeIntervalSince(began) < patience else {
                    throw PostgreSQLError.unreachable(server: "the server", detail: error.message)
                }
                Thread.sleep(forTimeInterval: 0.5)
            }
        }
    }

    /// Closes the connections. No call may follow.
    public func close() throws { pool.close() }

    /// The database and the schema, for people.
    public var name: String { "\(server.name), schema '\(server.schema)'" }
}
