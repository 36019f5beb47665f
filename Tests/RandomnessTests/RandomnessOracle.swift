import Foundation
import Testing

/// `randomness.json`: numbers that NumPy's `RandomState` drew.
struct RandomnessOracle: Decodable {
    struct PaperSearch: Decodable {
        let seed: UInt32
        let drawn: [String: [Double]]
        let roundedTo3SignificantDigits: [String: [Double]]
    }
    struct Continuation: Decodable {
        let signs: [Int]

        enum CodingKeys: String, CodingKey { case signs = "nextBetaSigns (RandomState.choice([-1,1]))" }
    }
    /// [seed]: the first uniforms.
    let uniforms: [String: [Double]]
    let paperSearch: PaperSearch
    let mnistSeed1234: Continuation

    static func load() throws -> RandomnessOracle {
        let url = try #require(
            Bundle.module.url(forResource: "randomness", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(RandomnessOracle.self, from: Data(contentsOf: url))
    }
}
