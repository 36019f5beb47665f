import Foundation
import Randomness
import Testing

@Suite("MersenneTwister is NumPy's RandomState")
struct MersenneTwisterTests {
    @Test("the first uniforms of each seed, to the bit")
    func firstUniforms() throws {
        let oracle = try RandomnessOracle.load()
        #expect(oracle.uniforms.count == 3)
        for (seed, expected) in oracle.uniforms {
            var generator = MersenneTwister(seed: try #require(UInt32(seed)))
            #expect(expected.map { _ in generator.uniform() } == expected, "seed \(seed)")
        }
    }

    @Test("the paper's search: trial n has the n-th four uniforms, whether skipped to or drawn in turn")
    func paperSearch() throws {
        let search = try RandomnessOracle.load().paperSearch
        let trials = search.drawn.keys.compactMap { Int($0) }
        #expect(trials.count == 9)
        var inTurn = MersenneTwister(seed: search.seed)
        var drawn: [[Double]] = []
        for _ in 0..<5000 { drawn.append((0..<4).map { _ in inTurn.uniform() }) }
        for trial in trials {
            var skipped = MersenneTwister(seed: search.seed)
            skipped.skip(words: trial * 8)
            #expect((0..<4).map { _ in skipped.uniform() } == search.drawn["\(trial)"])
            #expect(drawn[trial] == search.drawn["\(trial)"])
            let rounded = drawn[trial].map { Double(String(format: "%.3g", $0)) }
            #expect(rounded == search.roundedTo3SignificantDigits["\(trial)"])
        }
    }

    @Test("signs after the weights of a 784-500-10 network")
    func signs() throws {
        let expected = try RandomnessOracle.load().mnistSeed1234.signs
        var generator = MersenneTwister(seed: 1234)
        generator.skip(words: 2 * (784 * 500 + 500 * 10))
        #expect(expected.count == 40)
        #expect(expected.map { _ in generator.sign() } == expected)
    }

    @Test("words of the reference implementation, and of the largest seed")
    func words() {
        var standard = MersenneTwister(seed: 5489)
        #expect(standard.nextWord() == 3_499_211_612)
        standard.skip(words: 9998)
        #expect(standard.nextWord() == 4_123_659_995, "the 10,000th word, as the C++ standard requires")
        var largest = MersenneTwister(seed: .max)
        #expect((0..<3).map { _ in largest.nextWord() } == [419_326_371, 479_346_978, 3_918_654_476])
    }

    @Test("skipping equals drawing", arguments: [0, 1, 2, 623, 624, 625, 1247, 1248, 1249, 5000])
    func skip(count: Int) {
        for before in [0, 1, 623, 624] {
            var skipping = MersenneTwister(seed: 42)
            var drawing = skipping
            for _ in 0..<before { #expect(skipping.nextWord() == drawing.nextWord()) }
            skipping.skip(words: count)
            for _ in 0..<count { _ = drawing.nextWord() }
            for _ in 0..<700 { #expect(skipping.nextWord() == drawing.nextWord()) }
        }
    }

    @Test("a copy runs on its own, and a range is low + (high - low) u")
    func copies() {
        var first = MersenneTwister(seed: 7)
        var second = first
        let uniform = first.uniform()
        _ = first.nextWord()
        #expect(second.uniform(from: -2, to: 0.5) == -2 + 2.5 * uniform)
    }
}
