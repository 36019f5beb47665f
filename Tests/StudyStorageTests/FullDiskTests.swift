import GRDB
import Testing

@testable import StudyStorage

@Suite("A full disk")
struct FullDiskTests {
    @Test(
        "is named where the database cannot grow, and where the index of its write-ahead log cannot",
        arguments: [ResultCode.SQLITE_FULL, .SQLITE_IOERR_SHMSIZE])
    func named(_ code: ResultCode) {
        let error = StorageError(DatabaseError(resultCode: code), path: "a.sqlite")
        guard case .full("a.sqlite") = error else {
            Issue.record("\(error)")
            return
        }
    }
}
