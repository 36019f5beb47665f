import GRDB

/// Writes the checksums of all rows that a transaction inserts or updates, whichever statements do so.
///
/// A row that was damaged before would get a checksum that holds. Therefore a row is verified before it is changed.
final class RowSealer: TransactionObserver {
    private static let tables = Set(RowChecksum.tables)
    /// The changed rows by table.
    private var changed: [String: Set<Int64>] = [:]
    private var isSealing = false

    /// Calls `body` within a transaction, and then writes the checksums of the rows that it changed.
    static func sealing<Result>(_ database: Database, _ body: (Database) throws -> Result) throws -> Result {
        let sealer = RowSealer()
        database.add(transactionObserver: sealer, extent: .databaseLifetime)
        defer { database.remove(transactionObserver: sealer) }
        let result = try body(database)
        sealer.isSealing = true
        for (table, rows) in sealer.changed.sorted(by: { $0.key < $1.key }) {
            for row in rows.sorted() { try RowChecksum.seal(row, of: table, in: database) }
        }
        return result
    }

    func observes(eventsOfKind kind: DatabaseEventKind) -> Bool {
        switch kind {
        case .insert(let table): Self.tables.contains(table)
        case .update(let table, _): Self.tables.contains(table)
        case .delete: false
        }
    }

    func databaseDidChange(with event: DatabaseEvent) {
        guard !isSealing else { return }
        changed[event.tableName, default: []].insert(event.rowID)
    }

    func databaseDidCommit(_ database: Database) {}
    func databaseDidRollback(_ database: Database) {}
}
