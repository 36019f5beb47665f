/// Random numbers for fuzzing (SplitMix64), the same on every machine for the same seed.
public struct FuzzRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    /// A whole number from 0 to below `count`; 0 where `count` is not positive.
    public mutating func below(_ count: Int) -> Int {
        count > 0 ? Int(next() % UInt64(count)) : 0
    }

    /// True with probability 1 / `count`.
    public mutating func isOne(in count: Int) -> Bool { below(count) == 0 }

    /// A random element of a list, which must not be empty.
    public mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
