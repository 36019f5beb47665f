import Foundation
import SearchContracts
import StudyStorage
import TestSupport
import Testing

@Suite struct SQLiteStoreContractTests {
    @Test(arguments: TrialStoreContract.clauses)
    func keepsTheContract(_ clause: TrialStoreContract.Clause) throws {
        try TemporaryFolder.with { folder in
            let contract = TrialStoreContract {
                (try SQLiteStore(path: folder.file("s.sqlite")), try SQLiteStore(path: folder.file("s.sqlite")))
            }
            try contract.check(clause)
        }
    }
}
