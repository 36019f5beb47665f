import HyperparameterSearch

/// The tables, as a sequence of migrations. A released migration is never changed; a later change is a new migration.
///
/// The tables and columns are those of the SQLite store's, with the same meaning. A server checks its pages, so rows have no
/// checksums.
struct Schema {
    struct Migration: Sendable {
        let name: String
        let sql: String
    }

    private let server: Connection.Server
    private let migrations: [Migration]

    init(_ server: Connection.Server, _ migrations: [Migration]) {
        (self.server, self.migrations) = (server, migrations)
    }

    /// Sees to it that the tables are there in this version's form. Where the connection is lost, it may be called again.
    ///
    /// - Throws: ``PostgreSQLError``, ``ServerError``.
    func open(_ connection: Connection, for access: PostgreSQLStore.Access) throws {
        let applied = try self.applied(connection)
        if applied == migrations.map(\.name) {
            if access == .writing, server.isReadOnly { throw PostgreSQLError.readOnly(server: server.name) }
            return
        }
        guard access == .writing else {
            if applied.isEmpty { throw PostgreSQLError.missing(server: server.name, schema: server.schema) }
            throw PostgreSQLError.older(server: server.name, schema: server.schema)
        }
        guard !server.isReadOnly else { throw PostgreSQLError.readOnly(server: server.name) }
        do {
            try migrate(connection)
        } catch {
            try? connection.execute("ROLLBACK")
            throw error
        }
    }

    /// Makes the schema where it is missing, and applies the migrations that are missing, in one transaction. Processes
    /// that do so at the same time wait for each other.
    private func migrate(_ connection: Connection) throws {
        try connection.execute("BEGIN")
        try connection.run(
            "SELECT pg_advisory_xact_lock(\(AdvisoryLock.migrations), hashtext($1))", [.text(server.schema)])
        // Another process may have done it meanwhile.
        let applied = try self.applied(connection)
        if applied.isEmpty {
            let quoted = "\"" + server.schema.replacing("\"", with: "\"\"") + "\""
            var exists = try connection.run(
                "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)", [.text(server.schema)]
            ).first
            if try exists?.boolean() != true { try connection.execute("CREATE SCHEMA \(quoted)") }
            try connection.execute("CREATE TABLE migrations (id integer PRIMARY KEY, name text NOT NULL)")
        }
        for (index, migration) in migrations.enumerated().dropFirst(applied.count) {
            try connection.execute(migration.sql)
            try connection.run(
                "INSERT INTO migrations (id, name) VALUES ($1::bigint, $2)",
                [.integer(index + 1), .text(migration.name)])
        }
        try connection.execute("COMMIT")
    }

    /// The names of the migrations that have been applied.
    ///
    /// - Throws: ``PostgreSQLError`` where the schema is newer or another program's.
    private func applied(_ connection: Connection) throws -> [String] {
        let tables = try connection.run(
            """
            SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')
            AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
            """, [.text(server.schema)]
        ).map { try? $0.text() }
        guard !tables.isEmpty else { return [] }
        guard tables.contains("migrations"), tables.contains("trials") else {
            throw PostgreSQLError.otherProgram(server: server.name, schema: server.schema)
        }
        // A schema that the user may not use is left out of the search for tables.
        var usable = try connection.run("SELECT has_schema_privilege($1, 'USAGE')", [.text(server.schema)]).first
        guard try usable?.boolean() == true else {
            throw PostgreSQLError.noRights(server: server.name, detail: "permission denied for schema \(server.schema)")
        }
        let applied = try connection.run("SELECT name FROM migrations ORDER BY id").map { try $0.text() }
        guard applied.elementsEqual(migrations.map(\.name).prefix(applied.count)) else {
            throw PostgreSQLError.newer(server: server.name, schema: server.schema)
        }
        return applied
    }
}

/// The first numbers of the advisory locks, which are those of the whole database.
enum AdvisoryLock {
    /// Held while tables are made. The second number is a hash of the schema's name.
    static let migrations = 0x5365_746C
    /// Shared by the transactions that give trials of a study new revisions; a reader of changes waits for them. The second
    /// number is the study's ID.
    static let revisions = 0x5365_746D
}
