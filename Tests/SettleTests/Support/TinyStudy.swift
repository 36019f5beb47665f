import GRDB
import HyperparameterSearch

@testable import StudyStorage

extension Scratch {
    /// A folder with the study `tiny`, twelve trials that have been evaluated.
    static func withTinyStudy() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
        _ = try scratch.settle("run", "tiny.yaml")
        return scratch
    }

    /// Changes what is stored, as settle never does: rows keep a checksum that holds, results do not.
    func tamper(_ sql: String) throws {
        try DatabaseQueue(path: storage).write { try RowSealer.sealing($0) { try $0.execute(sql: sql) } }
    }

    /// Changes what is stored as a fault of the disk does: no checksum holds.
    func damage(_ sql: String) throws {
        try DatabaseQueue(path: storage).write { try $0.execute(sql: sql) }
    }

    /// The same with checksums that hold: as another program, with other arithmetic, would have recorded it.
    func tamperUnseen(_ sql: String, file: String? = nil) throws {
        try DatabaseQueue(path: file ?? storage).write { database in
            try RowSealer.sealing(database) { database in
                try database.execute(sql: sql)
                for row in try Row.fetchAll(database, sql: "SELECT study_id, number FROM trials") {
                    let study = StudyID(row["study_id"])
                    try TrialRecord(row["number"], of: study, in: database)?.saveChecksum(database)
                }
            }
        }
    }
}
