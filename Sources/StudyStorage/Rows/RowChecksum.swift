import Checksums
import Foundation
import GRDB

/// The checksum of a row: CRC-32 over all its other columns. Every table of settle's has a column for it.
enum RowChecksum {
    static let column = "row_checksum"

    /// All tables that have the column; those of a study's rows are in the order in which they refer to each other.
    static let tables = ["last_run", "studies"] + tablesOfStudies
    static let tablesOfStudies = ["study_attributes", "runs", "claims", "trials"] + tablesOfTrials
    /// The tables whose rows belong to a trial, besides the table of trials.
    static let tablesOfTrials = [
        "traces", "artifacts", "checkpoints", "intermediate_values", "trial_attributes", "conflicts",
    ]

    /// The checksum that a row with all its columns should have.
    static func computed(_ row: Row) -> UInt32 {
        var bytes: [UInt8] = []
        var crc = CRC32()
        for (name, value) in row where name != column {
            switch value.storage {
            case .null: bytes.append(0)
            case .int64(let number):
                bytes.append(1)
                bytes.append(littleEndian: number)
            case .double(let number):
                bytes.append(2)
                bytes.append(littleEndian: number.bitPattern)
            case .string(let text):
                bytes.append(3)
                bytes.append(littleEndian: Int64(text.utf8.count))
                bytes.append(contentsOf: text.utf8)
            case .blob(let data):
                bytes.append(4)
                bytes.append(littleEndian: Int64(data.count))
                crc.update(bytes)
                crc.update(data)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        crc.update(bytes)
        return crc.value
    }

    static func isSound(_ row: Row) -> Bool {
        (row[column] as DatabaseValue?).flatMap(Int64.fromDatabaseValue) == Int64(computed(row))
    }

    /// - Parameter row: a row of the table, with all its columns.
    /// - Throws: ``DamagedRow`` where the row differs from its checksum.
    static func verify(_ row: Row, of table: String) throws {
        guard !isSound(row) else { return }
        let columns = row.hasColumn("number") ? ["study_id", "number"] : row.hasColumn("id") ? ["id"] : ["study_id"]
        let key = columns.reduce(into: [String: DatabaseValue]()) { $0[$1] = row[$1] }
        if try RowSealer.current?.sealsRow(of: table, where: key) == true { return }
        let owner: DatabaseValue? = row[table == "studies" ? "id" : "study_id"]
        let number: DatabaseValue? = table == "runs" ? row["id"] : row["number"]
        throw DamagedRow(
            table: table, study: owner.flatMap(Int64.fromDatabaseValue), number: number.flatMap(Int.fromDatabaseValue))
    }

    /// Writes the checksums of all rows of a table.
    static func seal(all table: String, in database: Database) throws {
        let rows = try Int64.fetchAll(database, sql: "SELECT rowid FROM \(table)")
        for row in rows { try seal(row, of: table, in: database) }
    }

    /// Writes the checksum of a row, as it is now.
    static func seal(_ rowID: Int64, of table: String, in database: Database) throws {
        let select = try database.cachedStatement(sql: "SELECT * FROM \(table) WHERE rowid = ?")
        guard let row = try Row.fetchOne(select, arguments: [rowID]) else { return }
        try database.cachedStatement(sql: "UPDATE \(table) SET \(column) = ? WHERE rowid = ?")
            .execute(arguments: [Int64(computed(row)), rowID])
    }
}

/// The error of a row that differs from its checksum.
struct DamagedRow: Error {
    let table: String
    /// The ID of the study that the row belongs to.
    let study: Int64?
    /// The trial's number; a run's ID in the table of runs.
    let number: Int?

    /// The error that names the file and the study.
    func named(_ path: String, _ database: Database) -> StorageError {
        let name = study.flatMap { study in
            try? String.fetchOne(database, sql: "SELECT name FROM studies WHERE id = ?", arguments: [study])
        }
        switch table {
        case "studies", "study_attributes", "last_run": return .damaged(path: path, study: name, .study)
        case "runs": return .damaged(path: path, study: name, .run(number ?? 0))
        default: return .damaged(path: path, study: name, .trial(number ?? 0))
        }
    }
}
