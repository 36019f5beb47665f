import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@Suite struct InMemoryStoreTests {
    @Test(arguments: TrialStoreContract.clauses)
    func keepsTheContract(_ clause: TrialStoreContract.Clause) throws {
        let contract = TrialStoreContract {
            let store = InMemoryStore()
            return (store, store)
        }
        try contract.check(clause)
    }
}
