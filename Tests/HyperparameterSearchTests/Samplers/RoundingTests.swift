import HyperparameterSearch
import Testing

@Suite struct RoundingTests {
    @Test func realNumbersHaveTheGivenDigits() throws {
        let space = try SearchSpace([.float("x", in: 1e-5...1e5, scale: .log)])
        let sampler = RandomSampler(space, stream: .keyed(seed: 1), significantDigits: 2)
        for number in 0..<500 {
            let text = try sampler.parameters(ofTrial: number).number("x").shortestText
            let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
            let significant = digits.reversed().drop { $0 == "0" }
            #expect(significant.count <= 2, "\(text)")
        }
    }

    /// To one digit, every number in 0.96...0.98 rounds to 1, out of the range. The result is the end of the range.
    @Test func roundingStaysInTheRange() throws {
        let space = try SearchSpace([.float("x", in: 0.96...0.98)])
        let sampler = RandomSampler(space, stream: .keyed(seed: 1), significantDigits: 1)
        #expect(try sampler.parameters(ofTrial: 0)["x"] == 0.98)
    }

    @Test func wholeNumbersAndListsAreNotRounded() throws {
        let space = try SearchSpace([.integer("n", in: 12345...12345), .choice("c", [0.123456])])
        let sampler = RandomSampler(space, stream: .keyed(seed: 1), significantDigits: 2)
        #expect(try sampler.parameters(ofTrial: 0) == ["n": 12345, "c": 0.123456])
    }
}
