import Foundation
import PostgreSQLStorage
import SearchContracts
import TestSupport
import Testing

@Suite(.enabled(if: TemporaryPostgreSQL.shared != nil, Comment(rawValue: TemporaryPostgreSQL.need)))
struct PostgreSQLStoreContractTests {
    @Test(arguments: TrialStoreContract.clauses)
    func keepsTheContract(_ clause: TrialStoreContract.Clause) throws {
        let server = try #require(TemporaryPostgreSQL.shared)
        let address = try server.store(schema: TemporaryPostgreSQL.newSchema())
        let contract = TrialStoreContract {
            (try PostgreSQLStore(address), try PostgreSQLStore(address))
        }
        try contract.check(clause)
    }
}
