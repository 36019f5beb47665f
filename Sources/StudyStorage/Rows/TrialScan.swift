import Checksums
import Foundation
import GRDB
import GRDBSQLite
import HyperparameterSearch

/// Reads rows of the table of trials column by column, without a copy of their texts. The checksum of each row is
/// computed.
///
/// It calls SQLite itself, because GRDB looks columns up by name in each row.
struct TrialScan {
    private let database: Database
    private let study: StudyID
    private let statement: Statement
    private let row: OpaquePointer
    private let columns: [String: Int32]
    /// The bytes that a row's checksum covers, as ``RowChecksum/computed(_:)`` takes them.
    private var bytes: [UInt8] = []

    /// - Parameter sql: selects all columns of the table.
    init(_ database: Database, of study: StudyID, sql: String, _ arguments: StatementArguments) throws {
        self.database = database
        self.study = study
        statement = try database.makeStatement(sql: sql)
        try statement.setArguments(arguments)
        row = statement.sqliteStatement
        columns = Dictionary(uniqueKeysWithValues: zip(statement.columnNames, 0...))
        bytes.reserveCapacity(1024)
    }

    /// Calls `visit` with each row: with its texts where it is the sound row of a trial with a result, and a function that
    /// reads the row, or throws what is wrong with it.
    mutating func visit(_ visit: TrialPasses.TextVisit) throws {
        let places = try Places(columns)
        while true {
            let code = sqlite3_step(row)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                let message = database.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
            }
            let number = Int(sqlite3_column_int64(row, places.number))
            let texts = isSound(places.checksum) ? texts(number, places) : nil
            try visit(texts) { [database, study] in
                let stored = try SQLiteStore.trial(number, of: study, in: database)
                guard let stored else { throw StoredRow.error("no trial \(number)") }
                return stored
            }
        }
    }

    /// The columns' indices.
    private struct Places {
        let number, state, value, bound, lastValue, steps, started, finished, run, parameters, values: Int32
        let parent, checksum: Int32

        init(_ columns: [String: Int32]) throws {
            let place = { (name: String) throws -> Int32 in
                guard let place = columns[name] else { throw StoredRow.error("no column \(name)") }
                return place
            }
            (number, state, value) = (try place("number"), try place("state"), try place("value"))
            (bound, lastValue, steps) = (try place("bound"), try place("last_value"), try place("steps"))
            (started, finished, run) = (try place("started_at"), try place("finished_at"), try place("run_id"))
            (parameters, values) = (try place("parameters"), try place("named_values"))
            parent = try place("parent_study")
            checksum = try place(RowChecksum.column)
        }
    }

    private func texts(_ number: Int, _ places: Places) -> TrialTexts? {
        guard (0..<StudyDefinition.largestBudget).contains(number), let parameters = text(places.parameters),
            let values = text(places.values), let started = date(places.started),
            let finished = date(places.finished), sqlite3_column_type(row, places.run) == SQLITE_INTEGER,
            sqlite3_column_type(row, places.parent) == SQLITE_NULL
        else { return nil }
        let outcome: Outcome
        switch text(places.state)?.first {
        case UInt8(ascii: "c"):
            guard let value = double(places.value), value.isFinite else { return nil }
            outcome = .complete(value: value)
        case UInt8(ascii: "p"):
            let (bound, last) = (double(places.bound), double(places.lastValue))
            guard bound?.isFinite != false, last?.isFinite != false,
                let pruning = Pruning(bound: bound, lastValue: last)
            else { return nil }
            outcome = .pruned(pruning)
        default: return nil
        }
        let facts = TrialTexts.Facts(
            number: number, outcome: outcome, steps: Int(sqlite3_column_int64(row, places.steps)), started: started,
            finished: finished, run: RunID(sqlite3_column_int64(row, places.run)))
        return TrialTexts(facts, parameters: parameters, values: values)
    }

    private func text(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
        guard let start = sqlite3_column_text(row, column) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column)))
    }

    private func double(_ column: Int32) -> Double? {
        sqlite3_column_type(row, column) == SQLITE_NULL ? nil : sqlite3_column_double(row, column)
    }

    private func date(_ column: Int32) -> Date? { double(column).flatMap(StoredRow.date) }

    private mutating func isSound(_ checksum: Int32) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        for column in 0..<Int32(columns.count) where column != checksum {
            switch sqlite3_column_type(row, column) {
            case SQLITE_INTEGER:
                bytes.append(1)
                bytes.append(littleEndian: sqlite3_column_int64(row, column))
            case SQLITE_FLOAT:
                bytes.append(2)
                bytes.append(littleEndian: sqlite3_column_double(row, column).bitPattern)
            case SQLITE_TEXT:
                let text = text(column)
                bytes.append(3)
                bytes.append(littleEndian: Int64(text?.count ?? 0))
                if let text { bytes.append(contentsOf: text) }
            case SQLITE_NULL: bytes.append(0)
            // The table has no blobs.
            default: return false
            }
        }
        return sqlite3_column_type(row, checksum) == SQLITE_INTEGER
            && sqlite3_column_int64(row, checksum) == Int64(CRC32.of(bytes))
    }
}
