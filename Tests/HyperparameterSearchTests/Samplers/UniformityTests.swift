import Foundation
import HyperparameterSearch
import Testing

/// The moments of many draws with fixed seeds are within five standard errors of those of the distribution.
@Suite struct UniformityTests {
    static let count = 20_000
    static let streams: [RandomSampler.Stream] = [.numpy(seed: 3), .keyed(seed: 3), .keyed(seed: .max)]

    private func draws(_ parameters: [Parameter], _ stream: RandomSampler.Stream) throws -> [String: [Double]] {
        let sampler = RandomSampler(try SearchSpace(parameters), stream: stream)
        var draws: [String: [Double]] = [:]
        for number in 0..<Self.count {
            let trial = try sampler.parameters(ofTrial: number)
            for parameter in parameters { draws[parameter.name, default: []].append(try trial.number(parameter.name)) }
        }
        return draws
    }

    private func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

    @Test(arguments: streams) func linearRangesAreUniform(_ stream: RandomSampler.Stream) throws {
        let draws = try draws([.float("x", in: -1...3), .float("y", in: 0...1)], stream)
        let x = try #require(draws["x"]).map { ($0 + 1) / 4 }
        let y = try #require(draws["y"])
        // Standard errors: of the mean sqrt(1/12n) = 0.00204, of the variance sqrt(1/180n) = 0.000527.
        for numbers in [x, y] {
            #expect(abs(mean(numbers) - 0.5) < 0.0102)
            #expect(abs(mean(numbers.map { ($0 - 0.5) * ($0 - 0.5) }) - 1.0 / 12) < 0.00264)
        }
        // The axes of one trial are independent, and so are neighbouring trials: the covariances are 0 within
        // 5/12sqrt(n).
        let covariance = mean(zip(x, y).map { ($0 - 0.5) * ($1 - 0.5) })
        #expect(abs(covariance) < 0.00295)
        let lagged = mean(zip(x, x.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) })
        #expect(abs(lagged) < 0.00295)
    }

    @Test(arguments: streams) func logRangesAreUniformInTheLogarithm(_ stream: RandomSampler.Stream) throws {
        let draws = try draws([.float("x", in: 1e-4...1e2, scale: .log)], stream)
        let exponents = try #require(draws["x"]).map { (log10($0) + 4) / 6 }
        #expect(abs(mean(exponents) - 0.5) < 0.0102)
        #expect(abs(mean(exponents.map { ($0 - 0.5) * ($0 - 0.5) }) - 1.0 / 12) < 0.00264)
    }

    @Test(arguments: streams) func integersAndCategoriesAreEquallyLikely(_ stream: RandomSampler.Stream) throws {
        let kinds: [ParameterValue] = [10, 20, 30, 40, 50]
        let draws = try draws([.integer("n", in: -2...2), .choice("k", kinds)], stream)
        for (name, values) in [("n", [-2.0, -1, 0, 1, 2]), ("k", [10, 20, 30, 40, 50])] {
            let drawn = try #require(draws[name])
            for value in values {
                // Five standard errors of a frequency of 1/5: 5 sqrt(0.16/n).
                #expect(abs(Double(drawn.count { $0 == value }) / Double(Self.count) - 0.2) < 0.01415)
            }
        }
    }

    @Test func seedsAndStreamsDiffer() throws {
        let space = try SearchSpace([.float("x", in: 0...1)])
        let streams: [RandomSampler.Stream] = [
            .numpy(seed: 1), .numpy(seed: 2), .keyed(seed: 1), .keyed(seed: 2), .keyed(seed: 1 << 40),
        ]
        let first = try streams.map { try RandomSampler(space, stream: $0).parameters(ofTrial: 0) }
        #expect(Set(first).count == streams.count)
    }
}
