import GRDB

extension Schema {
    /// Refuses a file with views, triggers, virtual tables or computed columns, except for settle's own view with its
    /// own text. SQLite runs their code when a table is read or written, without a limit of time or memory.
    ///
    /// - Throws: ``StorageError/corrupt(path:detail:)`` where a file has some.
    static func refuseViewsAndTriggers(_ database: Database, _ path: String) throws {
        let name = try String.fetchOne(
            database,
            sql: """
                SELECT name FROM sqlite_master AS object
                WHERE NOT (type = 'view' AND name = ? AND sql IN (?, ?))
                AND (type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'
                OR EXISTS (SELECT 1 FROM pragma_table_xinfo(object.name) WHERE hidden > 1))
                """,
            arguments: [Migration6.viewName, Migration6.view, Migration7.view])
        guard let name else { return }
        throw StorageError.corrupt(
            path: path,
            detail: "it has the view, trigger or computed column '\(name.prefix(100))', which settle never makes")
    }

    /// Whether the names of the migrations are in a table that is read without running other code of the file.
    static func hasPlainTableOfMigrations(_ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM sqlite_master AS object
                WHERE name = 'grdb_migrations' AND type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
                AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(object.name) WHERE hidden > 1))
                """) ?? false
    }
}
