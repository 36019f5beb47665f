import GRDB

extension Schema {
    /// Views, triggers, virtual tables and computed columns are code that runs when a table is read or written, for as
    /// long and in as much memory as it likes. settle's files have none.
    ///
    /// - Throws: ``StorageError/corrupt(path:detail:)`` where a file has some.
    static func refuseCode(_ database: Database, _ path: String) throws {
        let name = try String.fetchOne(
            database,
            sql: """
                SELECT name FROM sqlite_master AS object
                WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'
                OR EXISTS (SELECT 1 FROM pragma_table_xinfo(object.name) WHERE hidden > 1)
                """)
        guard let name else { return }
        throw StorageError.corrupt(
            path: path,
            detail: "it has the view, trigger or computed column '\(name.prefix(100))', which settle never makes")
    }
}
