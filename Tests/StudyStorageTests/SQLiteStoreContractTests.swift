import Foundation
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

@Suite struct SQLiteStoreContractTests {
    /// - Parameter smallestRange: from 1, every claim of new trials is one row.
    @Test(arguments: TrialStoreContract.clauses, [1, 64])
    func keepsTheContract(_ clause: TrialStoreContract.Clause, _ smallestRange: Int) throws {
        try TemporaryFolder.with { folder in
            let contract = TrialStoreContract {
                let stores = try (0..<2).map { _ in
                    try SQLiteStore(
                        path: folder.file("s.sqlite"), access: .writing, lease: SQLiteStore.defaultLease,
                        fileSystem: nil, smallestRange: smallestRange)
                }
                return (stores[0], stores[1])
            }
            try contract.check(clause)
        }
    }
}
