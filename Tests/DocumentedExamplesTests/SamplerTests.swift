import HyperparameterSearch
import SearchContracts
import Testing

@Suite("The sampler keeps the contract")
struct SamplerTests {
    private static let parameters: [Parameter] = [.float("x", in: 0...1), .categorical("kind", ["a", "b"])]

    @Test(arguments: SamplerContract.clauses)
    func keeps(_ clause: SamplerContract.Clause) throws {
        let subject = SamplerContract.Subject("random", Self.parameters) {
            RandomSampler(try SearchSpace(Self.parameters), stream: .keyed(seed: 7))
        }
        try SamplerContract.check(clause, of: subject)
    }
}
