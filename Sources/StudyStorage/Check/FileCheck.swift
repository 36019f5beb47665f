import GRDB
import HyperparameterSearch

extension SQLiteStore {
    /// The damage of the file as a whole: damaged pages and indices, and rows that break a rule of the schema or refer
    /// to missing rows. A file without findings may be written to.
    ///
    /// - Throws: ``StorageError`` where SQLite cannot read the file.
    public func findings() throws -> [StoreFinding] {
        try Self.explaining(path) {
            // SQLite ignores CHECKs on a read-only connection, so a copy is checked. The copy has the same pages.
            try DatabaseCopy.temporary(of: reader).read { database in
                let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                let faults = lines.map {
                    StoreFinding(.fault, "SQLite finds the file damaged: \($0)", remedy: .restore)
                }
                return try faults + Self.danglingRows(database) + Self.changedSchema(database)
                    + Self.lastRun(database)
            }
        }
    }

    /// The tables and indices that are not as settle makes them.
    private static func changedSchema(_ database: Database) throws -> [StoreFinding] {
        let sound = try DatabaseQueue()
        try Schema.migrator.migrate(sound)
        let found = try definitions(database)
        return try sound.read(definitions).sorted { $0.key < $1.key }.filter { found[$0.key] != $0.value }.map {
            StoreFinding(
                .fault, "the definition of '\($0.key)' in the file's schema was changed or damaged", remedy: .rebuild)
        }
    }

    private static func definitions(_ database: Database) throws -> [String: String] {
        try Row.fetchAll(
            database,
            sql: "SELECT name, type || ' ' || tbl_name || ': ' || coalesce(sql, '') AS text FROM sqlite_master"
        ).reduce(into: [:]) { definitions, row in
            guard let name = String.fromDatabaseValue(row["name"]) else { return }
            definitions[name] = String.fromDatabaseValue(row["text"])
        }
    }

    /// The row with the last run's ID.
    private static func lastRun(_ database: Database) throws -> [StoreFinding] {
        let rows = try Row.fetchAll(database, sql: "SELECT * FROM last_run")
        guard rows.count != 1 || !rows.allSatisfy(RowChecksum.isSound) else { return [] }
        return [StoreFinding(.fault, "the last run's ID was changed or damaged", remedy: .rebuild)]
    }

    private static func danglingRows(_ database: Database) throws -> [StoreFinding] {
        try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
            let table: String = try row.decode(forColumn: "table")
            let parent: String = try row.decode(forColumn: "parent")
            let identifier: Int64? = try row.decode(forColumn: "rowid")
            // The rows of runs and of a study's attributes belong to no trial.
            let owner = try Row.fetchOne(
                database,
                sql: """
                    SELECT studies.name AS name, \(["runs", "study_attributes"].contains(table) ? "NULL" : "child.number") AS number
                    FROM \(table.quotedDatabaseIdentifier) AS child LEFT JOIN studies ON studies.id = child.study_id
                    WHERE child.rowid = ?
                    """,
                arguments: [identifier])
            return StoreFinding(
                .fault, study: try owner?.decode(String?.self, forColumn: "name"),
                trial: try owner?.decode(Int?.self, forColumn: "number"),
                "a row of the table '\(table)' refers to one of '\(parent)' that is not there",
                // A merge refuses a trial without its run.
                remedy: parent == "runs" ? .restore : .rebuild)
        }
    }
}

/// The remedies that checks of a file and of a study share.
extension StoreFinding {
    static let restore = "restore a backup"
    /// A merge copies the finished trials; the others wait to be evaluated.
    static let rebuild = "restore a backup, or make a sound file of this one with: settle merge FILE -o NEW"
}
