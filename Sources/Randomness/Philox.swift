/// Philox4x32-10, a counter-based generator: a keyed bijection of 128-bit counters whose outputs pass tests of
/// randomness. It is a pure function, so any thread can compute any number in any order.
///
/// Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public enum Philox {
    /// Four counter words, or the four output words.
    public typealias Block = (UInt32, UInt32, UInt32, UInt32)
    /// Two key words.
    public typealias Key = (UInt32, UInt32)

    /// The four random words o0...o3 at `counter` under `key`, by ten rounds.
    public static func block(counter: Block, key: Key) -> Block {
        var counter = counter
        var key = key
        for _ in 0..<10 {
            let even = UInt64(0xd251_1f53) &* UInt64(counter.0)
            let odd = UInt64(0xcd9e_8d57) &* UInt64(counter.2)
            counter = (
                high(odd) ^ counter.1 ^ key.0, low(odd),
                high(even) ^ counter.3 ^ key.1, low(even)
            )
            key.0 &+= 0x9e37_79b9  // the golden ratio
            key.1 &+= 0xbb67_ae85  // sqrt(3) - 1
        }
        return counter
    }

    private static func high(_ product: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: product >> 32) }
    private static func low(_ product: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: product) }
}
