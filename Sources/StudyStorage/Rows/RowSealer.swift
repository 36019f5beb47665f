import GRDB

/// Writes the checksums of all rows that a transaction inserts or updates, whichever statements do so.
///
/// A row that was damaged before would get a checksum that holds. Therefore a row is verified before it is changed.
///
/// It is used on the queue of its database only.
final class RowSealer: TransactionObserver, @unchecked Sendable {
    /// The sealer of the transaction that is under way on this thread.
    @TaskLocal static var current: RowSealer?

    private static let tables = Set(RowChecksum.tables)
    private let database: Database
    /// The changed rows by table.
    private var changed: [String: Set<Int64>] = [:]
    /// The tables of which rows have been changed since the transaction began.
    private var changedTables: Set<String> = []
    private var isSealing = false

    private init(_ database: Database) { self.database = database }

    /// Calls `body` within a transaction, and then writes the checksums of the rows that it changed.
    static func sealing<Result>(_ database: Database, _ body: (Database) throws -> Result) throws -> Result {
        let sealer = RowSealer(database)
        database.add(transactionObserver: sealer, extent: .databaseLifetime)
        defer { database.remove(transactionObserver: sealer) }
        let result = try $current.withValue(sealer) { try body(database) }
        try sealer.seal()
        return result
    }

    private func seal() throws {
        isSealing = true
        defer { isSealing = false }
        for (table, rows) in changed {
            for row in rows { try RowChecksum.seal(row, of: table, in: database) }
        }
        changed = [:]
    }

    /// Whether a row that differs from its checksum was changed by this transaction, and holds once it is sealed.
    ///
    /// - Parameter key: the columns that select the row, and rows that belong to the same trial.
    func sealsRow(of table: String, where key: [String: DatabaseValue]) throws -> Bool {
        // The row may have been read before it was sealed, in one query with a row that led here earlier.
        guard changedTables.contains(table) else { return false }
        try seal()
        let columns = key.keys.sorted()
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT * FROM \(table) WHERE " + columns.map { "\($0) = ?" }.joined(separator: " AND "),
            arguments: StatementArguments(columns.map { key[$0] }))
        return !rows.isEmpty && rows.allSatisfy(RowChecksum.isSound)
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
        changedTables.insert(event.tableName)
    }

    func databaseDidCommit(_ database: Database) {}
    func databaseDidRollback(_ database: Database) {}
}
