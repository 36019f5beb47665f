import HyperparameterSearch
import SearchContracts
import SearchSamplers
import Testing

@Suite("The Sobol sampler") struct SobolSamplerTests {
    private static let parameters: [Parameter] = [
        .float("x", in: -1...3), .float("rate", in: 0.001...10, scale: .log), .integer("layers", in: 2...5),
        .categorical("kind", ["a", "b", "c"]), .fixed("fixed", 7),
    ]
    private static let subject = SamplerContract.Subject("sobol", parameters) {
        try SobolSampler(SearchSpace(parameters), seed: 3)
    }

    @Test("keeps the contract of independent samplers", arguments: SamplerContract.clauses)
    func contract(clause: SamplerContract.Clause) throws {
        try SamplerContract.check(clause, of: Self.subject)
    }

    @Test("gives each value of an axis its share of the first points")
    func shares() throws {
        let sampler = try SobolSampler(SearchSpace(Self.parameters), seed: 3)
        let trials = try (0..<256).map { try sampler.parameters(ofTrial: $0) }
        let layers = Dictionary(grouping: trials) { $0["layers"] }
        #expect(layers.values.map(\.count) == [64, 64, 64, 64])
        let kinds = Dictionary(grouping: trials) { $0["kind"] }
        #expect(kinds.values.allSatisfy { (85...86).contains($0.count) })
        #expect(Set(try trials.map { Int((try $0.number("x") + 1) * 64) }).count == 256)
    }

    @Test("rounds numbers to significant digits, and says so in its fingerprint")
    func rounding() throws {
        let space = try SearchSpace([.float("x", in: 0.1...1)])
        let sampler = try SobolSampler(space, seed: 3, significantDigits: 2)
        let value = try sampler.parameters(ofTrial: 5).number("x")
        #expect(value == (value * 100).rounded() / 100)
        #expect(sampler.fingerprint != (try SobolSampler(space, seed: 3)).fingerprint)
        #expect(sampler.fingerprint != (try SobolSampler(space, seed: 4, significantDigits: 2)).fingerprint)
    }

    @Test("refuses a space of one point, and one with more parameters than it has dimensions")
    func refusals() throws {
        #expect(throws: SearchSamplerError.nothingToSearch) {
            try SobolSampler(SearchSpace([.fixed("a", 1)]), seed: 1)
        }
        let wide = try SearchSpace((0..<257).map { .float("x\($0)", in: 0...1) })
        #expect(throws: SearchSamplerError.tooManyParameters(257, most: 256, sampler: "sobol")) {
            try SobolSampler(wide, seed: 1)
        }
    }
}
