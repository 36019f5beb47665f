import Randomness

/// Random numbers that a sampler draws one after another for one trial or one generation. They are a pure function of
/// (seed, number, the count of draws before).
public struct KeyedDraws: Sendable {
    private let stream: KeyedStream
    private let number: Int
    private var drawn = 0

    /// - Parameters:
    ///   - seed: of the sampler.
    ///   - number: of the trial or generation. A sampler that draws for both uses different seeds or ranges.
    public init(seed: UInt64, number: Int) {
        stream = KeyedStream(seed: seed, purpose: .proposing)
        self.number = number
    }

    /// The next number in [0, 1).
    public mutating func uniform() -> Double {
        defer { drawn += 1 }
        return stream.uniform(trial: number, draw: drawn)
    }

    /// The next standard normal number: the quantile of the middle of the uniform's cell.
    public mutating func normal() -> Double { PortableMath.normalQuantile(uniform() + 0x1p-54) }

    /// The next index in 0 ..< count.
    public mutating func index(below count: Int) -> Int { Int(uniform() * Double(count)) }
}
