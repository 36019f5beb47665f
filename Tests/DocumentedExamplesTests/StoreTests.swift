import HyperparameterSearch
import SearchContracts
import Testing

@Suite("The store keeps the contract")
struct StoreTests {
    @Test(arguments: TrialStoreContract.clauses)
    func keeps(_ clause: TrialStoreContract.Clause) throws {
        try TrialStoreContract {
            let store = InMemoryStore()
            return (store, store)
        }.check(clause)
    }
}
