import CPostgreSQL
import Foundation

/// A connection to a server. One thread at a time uses it.
final class Connection: @unchecked Sendable {
    private let functions: postgresql_functions
    private let handle: OpaquePointer
    /// The names of the statements that are prepared, by their text.
    private var prepared: [String: String] = [:]
    private let id = Int.random(in: 1...Int.max)
    /// The number of transactions that write.
    private var calls = 0

    /// What the connection tells of itself and of the server.
    let server: Server

    struct Server: Sendable {
        /// `database 'studies' at db.example.org (user alice)`
        let name: String
        /// For example 150004 for 15.4.
        let version: Int
        let encoding: String
        /// Whether transactions cannot write: the server is a copy of another one, or its administrator said so.
        let isReadOnly: Bool
        /// The schema of the tables.
        let schema: String
        /// The server's process for this connection.
        let process: Int
        let processStart: String
    }

    /// Connects.
    ///
    /// - Throws: ``ServerError``, ``PostgreSQLError``.
    init(_ address: PostgreSQLAddress) throws {
        functions = try Library.functions()
        // What the address says takes the place of these. A machine that is gone is noticed within half a minute.
        let environment = ProcessInfo.processInfo.environment
        let defaults = [
            ("connect_timeout", environment["PGCONNECT_TIMEOUT"] ?? "10"), ("keepalives_idle", "10"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
            ("fallback_application_name", "settle"), ("dbname", address.text), ("client_encoding", "UTF8"),
        ]
        let handle = Self.withCStrings(defaults.map(\.0)) { [functions] keywords in
            Self.withCStrings(defaults.map(\.1)) { values in functions.connect(keywords, values, 1) }
        }
        guard let handle else { throw ServerError(state: nil, message: "out of memory") }
        self.handle = handle
        let name = Self.name(of: handle, functions)
        guard functions.status(handle) == Int32(POSTGRESQL_CONNECTION_OK) else {
            let message = functions.error_message(handle).map { String(cString: $0) } ?? ""
            functions.finish(handle)
            throw PostgreSQLError.unreachable(server: name, detail: ServerError.line(message))
        }
        _ = functions.set_notice_processor(handle, postgresql_ignore_notice, nil)
        do {
            server = try Self.begin(handle, functions, name)
        } catch {
            functions.finish(handle)
            throw error
        }
    }

    deinit { functions.finish(handle) }

    /// The settings of the session. The server ends a connection whose client is gone, or whose client stays silent within
    /// a transaction, so that nobody waits for its locks for long.
    private static let settings = """
        SELECT set_config('search_path', CASE WHEN source = 'client' THEN setting ELSE 'settle' END, false)
        FROM pg_settings WHERE name = 'search_path';
        SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
        SET tcp_user_timeout = 30000;
        SET jit = off;
        SELECT set_config(name, '60000', false) FROM pg_settings
        WHERE name = 'idle_in_transaction_session_timeout' AND setting = '0';
        SELECT current_setting('server_version_num'), current_setting('server_encoding'),
        current_setting('transaction_read_only'), trim('"' FROM trim(split_part(current_setting('search_path'), ',', 1))),
        pg_backend_pid()::text, (SELECT backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid())
        """

    private static func begin(
        _ handle: OpaquePointer, _ functions: postgresql_functions, _ name: String
    ) throws -> Server {
        let result = try checked(functions.execute(handle, settings), handle, functions)
        defer { functions.clear(result) }
        let text = { (column: Int32) in String(cString: functions.value(result, 0, column)) }
        return Server(
            name: name, version: Int(text(0)) ?? 0, encoding: text(1), isReadOnly: text(2) == "on", schema: text(3),
            process: Int(text(4)) ?? 0, processStart: text(5))
    }

    private static func name(of handle: OpaquePointer, _ functions: postgresql_functions) -> String {
        let text = { (value: UnsafePointer<CChar>?) in value.map { String(cString: $0) } ?? "" }
        let (host, port) = (text(functions.host(handle)), text(functions.port(handle)))
        let place = host.hasPrefix("/") || port == "5432" || port.isEmpty ? host : "\(host):\(port)"
        return "database '\(text(functions.database(handle)))' at \(place.isEmpty ? "this machine" : place) "
            + "(user \(text(functions.user(handle))))"
    }

    /// Whether the connection can be used for another transaction.
    var isUsable: Bool {
        functions.status(handle) == Int32(POSTGRESQL_CONNECTION_OK)
            && functions.transaction_status(handle) == Int32(POSTGRESQL_TRANSACTION_IDLE)
    }

    /// A transaction that writes.
    struct Call: Sendable {
        /// A random number for the connection.
        let connection: Int
        /// The number of the transaction on the connection.
        let number: Int
        /// The process that serves the connection.
        let process: Int
        let processStart: String
    }

    /// The next transaction that writes.
    func nextCall() throws(ServerError) -> Call {
        if calls == 0 { try execute("DELETE FROM calls WHERE made_at < now() - interval '1 day'") }
        calls += 1
        return Call(connection: id, number: calls, process: server.process, processStart: server.processStart)
    }

    /// Begins a transaction that writes.
    func beginCall() throws(ServerError) -> Call {
        let call = try nextCall()
        try execute(
            """
            BEGIN; INSERT INTO calls (connection, number) VALUES (\(call.connection), \(call.number))
            ON CONFLICT (connection) DO UPDATE SET number = excluded.number, made_at = excluded.made_at
            """)
        return call
    }

    // MARK: Statements

    /// Executes one or more statements without parameters.
    func execute(_ sql: String) throws(ServerError) {
        functions.clear(try Self.checked(functions.execute(handle, sql), handle, functions))
    }

    /// Executes a statement, which is prepared at its first use on this connection.
    @discardableResult
    func run(_ sql: String, _ parameters: [Parameter] = []) throws(ServerError) -> ResultRows {
        let name = try prepare(sql, parameters)
        var buffer: [UInt8] = []
        var places: [Range<Int>?] = []
        for parameter in parameters {
            let start = buffer.count
            let isPresent = parameter.append(to: &buffer)
            places.append(isPresent ? start..<buffer.count : nil)
        }
        let (lengths, formats) = (places.map { Int32($0?.count ?? 0) }, places.map { _ in Int32(1) })
        // An empty buffer may have no address, and a pointer without address is a null.
        buffer.append(0)
        let result = buffer.withUnsafeBytes { bytes in
            let values = places.map { place in
                place.flatMap { bytes.baseAddress?.advanced(by: $0.lowerBound).assumingMemoryBound(to: CChar.self) }
            }
            return functions.execute_prepared(handle, name, Int32(values.count), values, lengths, formats, 1)
        }
        return ResultRows(try Self.checked(result, handle, functions), functions)
    }

    private func prepare(_ sql: String, _ parameters: [Parameter]) throws(ServerError) -> String {
        if let name = prepared[sql] { return name }
        let name = "s\(prepared.count)"
        let types = parameters.map(\.type)
        functions.clear(
            try Self.checked(
                functions.prepare(handle, name, sql, Int32(types.count), types), handle, functions))
        prepared[sql] = name
        return name
    }

    private static func checked(
        _ result: OpaquePointer?, _ handle: OpaquePointer, _ functions: postgresql_functions
    ) throws(ServerError) -> OpaquePointer {
        guard let result else {
            throw ServerError(state: nil, message: functions.error_message(handle).map { String(cString: $0) } ?? "")
        }
        let status = functions.result_status(result)
        if status == Int32(POSTGRESQL_COMMAND_OK) || status == Int32(POSTGRESQL_TUPLES_OK) { return result }
        defer { functions.clear(result) }
        let field = { (code: Int32) in functions.result_error_field(result, code).map { String(cString: $0) } }
        // What libpq itself says of a lost connection has no code.
        let state = field(Int32(POSTGRESQL_SQLSTATE))
        let message =
            field(Int32(POSTGRESQL_MESSAGE))
            ?? functions.error_message(handle).map { String(cString: $0) } ?? "no answer"
        throw ServerError(state: state, message: message)
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies.map { UnsafePointer($0) } + [nil])
    }
}
