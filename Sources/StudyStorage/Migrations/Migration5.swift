import GRDB

/// Schema 5. Every row of every table has a checksum.
enum Migration5 {
    static let name = "5 a checksum for every row"

    static func migrate(_ database: Database) throws {
        // Rows that break a rule of the schema stay as they are, for a check to tell of.
        try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
        for table in RowChecksum.tables where table != "claims" {
            try database.execute(
                sql: """
                    ALTER TABLE \(table) ADD COLUMN \(RowChecksum.column) INTEGER
                    CHECK (\(RowChecksum.column) BETWEEN 0 AND 4294967295)
                    """)
            try RowChecksum.seal(all: table, in: database)
        }
        try database.execute(sql: "PRAGMA ignore_check_constraints = OFF")
    }
}
