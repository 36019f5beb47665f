import Foundation
import Testing

@testable import HyperparameterSearch

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

    @Test("a rounded number is the one that is printed: also midpoints, nines, and numbers with exponents")
    func isAsPrinted() {
        var generator = PruningRandom(seed: 8)
        var numbers: [Double] = [
            0, 1, 9.995, 99.95, 0.9995, 1.005, 2.5, 0.125, 0.375, 1234.5, 9_999_999, .leastNonzeroMagnitude, 1e300,
        ]
        numbers += (0..<20_000).map { _ in
            let exponent = Double.random(in: -8...18, using: &generator)
            return Double.random(in: 1...10, using: &generator) * pow(10, exponent)
        }
        // Few digits, so that many are midpoints.
        numbers += (0..<20_000).map { _ in Double(Int.random(in: 0...99_999, using: &generator)) / 1024 }
        numbers += (0..<20_000).map { _ in Double(Int.random(in: 0...99_999, using: &generator)) / 10_000 }
        for number in numbers + numbers.map({ -$0 }) {
            for count in [1, 2, 3, 5, 16, 17] {
                #expect(
                    number.rounded(significantDigits: count) == number.printed(significantDigits: count),
                    "\(number) to \(count) digits")
            }
        }
    }
}
