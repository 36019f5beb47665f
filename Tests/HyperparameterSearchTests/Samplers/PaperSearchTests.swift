import HyperparameterSearch
import Testing

/// The paper's candidates, listed in `randomness.json` (`paperSearch.roundedTo3SignificantDigits`).
@Suite struct PaperSearchTests {
    static let names = ["epsilon.initial", "epsilon.exponent", "lambda.initial", "lambda.exponent"]

    static let oracle: [Int: [Double]] = [
        0: [0.192, 0.622, 0.438, 0.785], 1: [0.78, 0.273, 0.276, 0.802], 2: [0.958, 0.876, 0.358, 0.501],
        3: [0.683, 0.713, 0.37, 0.561], 4: [0.503, 0.0138, 0.773, 0.883], 1000: [0.144, 0.0672, 0.906, 0.0403],
        2500: [0.717, 0.574, 0.67, 0.755], 4333: [0.843, 0.0923, 0.832, 0.584], 4999: [0.255, 0.985, 0.989, 0.812],
    ]

    static func sampler(significantDigits: Int?) throws -> RandomSampler {
        RandomSampler(
            try SearchSpace(names.map { .float($0, in: 0...1) }), stream: .numpy(seed: 1234),
            significantDigits: significantDigits)
    }

    private func values(_ number: Int, of sampler: some IndependentSampler) throws -> [Double] {
        let parameters = try sampler.parameters(ofTrial: number)
        return try Self.names.map(parameters.number)
    }

    @Test func candidatesEqualTheOracle() throws {
        let sampler = try Self.sampler(significantDigits: 3)
        for (number, expected) in Self.oracle { #expect(try values(number, of: sampler) == expected) }
    }

    @Test func withoutRoundingTheyAreNumPysUniforms() throws {
        let sampler = try Self.sampler(significantDigits: nil)
        #expect(
            try values(0, of: sampler) == [
                0.1915194503788923, 0.6221087710398319, 0.4377277390071145, 0.7853585837137692,
            ])
        #expect(try values(4333, of: sampler).first == 0.8427121323985648)
    }

    /// Three parameters of NumPy's stream (design, section 1) are printed with an exponent.
    @Test func threeTrialsHaveAParameterBelowOneTenThousandth() throws {
        let sampler = try Self.sampler(significantDigits: 3)
        let small = try (0..<5000).filter { number in try values(number, of: sampler).contains { $0 < 1e-4 } }
        #expect(small == [618, 1006, 1603])
        let texts = try small.map { number in try values(number, of: sampler).min()?.shortestText }
        #expect(texts == ["4.31e-05", "2.59e-05", "8.32e-05"])
    }

    /// A fixed axis draws nothing, so the other axes keep their draws.
    @Test func fixedParametersDrawNothing() throws {
        let space = try SearchSpace([
            .fixed("a", "x"), .float("epsilon.initial", in: 0...1), .fixed("b", 2),
            .float("epsilon.exponent", in: 0...1), .float("lambda.initial", in: 0...1), .choice("c", [3]),
            .float("lambda.exponent", in: 0...1),
        ])
        let sampler = RandomSampler(space, stream: .numpy(seed: 1234), significantDigits: 3)
        #expect(try values(4333, of: sampler) == Self.oracle[4333])
        #expect(try sampler.parameters(ofTrial: 4333)["b"] == 2)
    }
}
