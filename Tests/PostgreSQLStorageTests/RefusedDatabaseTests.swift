import Foundation
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import PostgreSQLStorage

/// Databases that cannot be used, or not for everything. Each is named in one line.
@Suite(.enabled(if: TemporaryPostgreSQL.shared != nil, Comment(rawValue: TemporaryPostgreSQL.need)))
struct RefusedDatabaseTests {
    private let server: TemporaryPostgreSQL
    private let schema = TemporaryPostgreSQL.newSchema()

    init() throws { server = try #require(TemporaryPostgreSQL.shared) }

    /// The one line that a call says, which names what it must.
    private func line(_ words: String..., from body: () throws -> Void) {
        let error = #expect(throws: PostgreSQLError.self) { try body() }
        let text = "\(error as Any)"
        #expect(!text.contains("\n"))
        for word in words { #expect(text.contains(word), "\(text)") }
    }

    @Test func refusesPasswordsInAddresses() {
        for address in [
            "postgresql://alice:secret@db/studies", "postgresql://alice@db/studies?password=secret",
            "postgres://:secret@/studies", "postgresql://alice@db/studies?sslpassword=secret",
        ] {
            let error = #expect(throws: PostgreSQLError.self) { try PostgreSQLAddress(address) }
            #expect("\(error as Any)".contains("PGPASSWORD"))
            #expect(!"\(error as Any)".contains("secret"))
            #expect(error?.isUsage == true)
        }
        for address in ["postgresql://alice:secret@db:x/studies", "postgresql://alice:secret@[db/studies"] {
            let error = #expect(throws: PostgreSQLError.self) {
                _ = try PostgreSQLStore(PostgreSQLAddress(address), access: .reading)
            }
            #expect(!"\(error as Any)".contains("secret"))
        }
    }

    @Test func namesAServerThatIsNotThere() throws {
        line("no connection", "'studies'", "/nowhere", "alice") {
            _ = try PostgreSQLStore(PostgreSQLAddress("postgresql://alice@/studies?host=/nowhere"))
        }
        line("nobody-here", "does not exist") {
            _ = try PostgreSQLStore(server.store(schema: nil, database: "nobody-here"))
        }
    }

    @Test func readsWithoutWritingAndMakesNothing() throws {
        line("no studies", schema) { _ = try PostgreSQLStore(server.store(schema: schema), access: .reading) }
        #expect(try server.execute("SELECT count(*) FROM pg_namespace WHERE nspname = '\(schema)'") == "0")
        let writer = try PostgreSQLStore(server.store(schema: schema))
        _ = try writer.openStudy(Sample.definition())
        let reader = try PostgreSQLStore(server.store(schema: schema), access: .reading)
        #expect(try reader.studies().count == 1)
        line("read-only") { _ = try reader.openStudy(Sample.definition("other")) }
    }

    @Test func namesAReadOnlyDatabase() throws {
        _ = try PostgreSQLStore(server.store(schema: schema)).openStudy(Sample.definition())
        let address = try server.store(schema: schema, options: "%20-cdefault_transaction_read_only%3Don")
        line("read-only") { _ = try PostgreSQLStore(address) }
        #expect(try PostgreSQLStore(address, access: .reading).studies().count == 1)
    }

    @Test func namesAMissingRight() throws {
        let user = "u_" + schema
        try server.execute("CREATE ROLE \(user) LOGIN")
        line("lacks a right", "database postgres", user) {
            _ = try PostgreSQLStore(server.store(schema: schema, user: user))
        }
        let owner = try PostgreSQLStore(server.store(schema: schema))
        let study = try owner.openStudy(Sample.definition()).id
        line("lacks a right", schema) {
            _ = try PostgreSQLStore(server.store(schema: schema, user: user), access: .reading)
        }
        try server.execute("GRANT USAGE ON SCHEMA \(schema) TO \(user)")
        try server.execute("GRANT SELECT ON ALL TABLES IN SCHEMA \(schema) TO \(user)")
        let reader = try PostgreSQLStore(server.store(schema: schema, user: user), access: .reading)
        #expect(try reader.studies().map(\.id) == [study])
        let writer = try PostgreSQLStore(server.store(schema: schema, user: user))
        line("lacks a right", "permission denied") { _ = try writer.beginRun(Sample.run, of: study) }
        for rights in ["SELECT, INSERT, UPDATE, DELETE ON ALL TABLES", "USAGE, SELECT ON ALL SEQUENCES"] {
            try server.execute("GRANT \(rights) IN SCHEMA \(schema) TO \(user)")
        }
        let run = try writer.beginRun(Sample.run, of: study)
        try writer.claimAndRecord([Sample.complete(0, 1)], for: run)
    }

    @Test func namesAFullDisk() throws {
        let store = try PostgreSQLStore(server.store(schema: schema))
        let study = try store.openStudy(Sample.definition()).id
        let run = try store.beginRun(Sample.run, of: study)
        _ = try store.claim(1, for: run)
        try server.execute(
            """
            CREATE FUNCTION \(schema).fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'could not extend file "base/1": No space left on device' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER disk_full BEFORE UPDATE ON \(schema).trials FOR EACH STATEMENT EXECUTE FUNCTION \(schema).fail()
            """)
        line("no room left", "No space left") { try store.record([Sample.complete(0, 1)], for: run) }
        try server.execute("DROP TRIGGER disk_full ON \(schema).trials")
        #expect(try store.record([Sample.complete(0, 1)], for: run).recorded == [0])
    }

    @Test func refusesOtherTablesAndEncodings() throws {
        try server.execute("CREATE SCHEMA \(schema) CREATE TABLE trials (a int)")
        line("another program", schema) { _ = try PostgreSQLStore(server.store(schema: schema)) }
        let database = "d_" + schema
        try server.execute("CREATE DATABASE \(database) ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")
        line("LATIN1", database) { _ = try PostgreSQLStore(server.store(schema: nil, database: database)) }
    }

    @Test func migratesOlderTablesAndRefusesNewerOnes() throws {
        let address = try server.store(schema: schema)
        let older = try PostgreSQLStore(address)
        let study = try older.openStudy(Sample.definition()).id
        let later =
            Schema.migrations + [
                Schema.Migration(name: "2 a note", sql: "ALTER TABLE studies ADD COLUMN note text DEFAULT 'new'")
            ]
        line("older version", "only read") {
            _ = try PostgreSQLStore(address, access: .reading, migrations: later)
        }
        let newer = try PostgreSQLStore(address, access: .writing, migrations: later)
        #expect(try newer.study(named: "study")?.id == study)
        #expect(try server.execute("SELECT note FROM \(schema).studies") == "new")
        for access in [PostgreSQLStore.Access.writing, .reading] {
            line("newer version") { _ = try PostgreSQLStore(address, access: access) }
        }
    }

    @Test func racingProcessesMakeTheTablesOnce() throws {
        let address = try server.store(schema: schema)
        let ids = try onThreads(4) { _ in try PostgreSQLStore(address).openStudy(Sample.definition()).id }
        #expect(Set(ids).count == 1)
        #expect(try server.execute("SELECT count(*) FROM \(schema).migrations") == "1")
    }
}
