/// MT19937 as NumPy's `RandomState(seed)` uses it: a study can draw the same numbers as a NumPy script.
///
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", 1998; seeding by `init_genrand`.
public struct MersenneTwister: Sendable {
    /// The degree n of the recurrence: the number of words that one twist makes.
    private static let wordCount = 624
    /// The middle term m of the recurrence.
    private static let middle = 397

    /// [wordCount]: the state words.
    private var words: [UInt32]
    /// The next state word to temper; `wordCount` means that a twist is due.
    private var position = Self.wordCount

    /// A generator in the state of `RandomState(seed)`.
    public init(seed: UInt32) {
        words = [seed]
        words.reserveCapacity(Self.wordCount)
        for index in 1..<Self.wordCount {
            let previous = words[index - 1]
            words.append(1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(index))
        }
    }

    /// The next 32 random bits (`genrand_int32`).
    public mutating func nextWord() -> UInt32 {
        if position == Self.wordCount { twist() }
        var word = words[position]
        position += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9d2c_5680
        word ^= (word << 15) & 0xefc6_0000
        word ^= word >> 18
        return word
    }

    /// A number in [0, 1) with 53 random bits (`genrand_res53`), from two words.
    public mutating func uniform() -> Double {
        let high = Double(nextWord() >> 5)
        let low = Double(nextWord() >> 6)
        return (high * 0x1p26 + low) * 0x1p-53
    }

    /// A number in [low, high) as NumPy's `uniform(low, high)`: `low + (high - low) * u`, from two words.
    public mutating func uniform(from low: Double, to high: Double) -> Double {
        low + (high - low) * uniform()
    }

    /// -1 or 1 as NumPy's `choice([-1, 1])`, from the lowest bit of one word: 0 gives -1.
    public mutating func sign() -> Int {
        nextWord() & 1 == 0 ? -1 : 1
    }

    /// Skips `words` draws of 32 bits without tempering them. A uniform takes two.
    ///
    /// - Precondition: `words` is not negative; the generator cannot run backwards.
    /// - Complexity: O(`words`), about one nanosecond a word.
    public mutating func skip(words count: Int) {
        precondition(
            count >= 0, "cannot skip \(count) words: the generator only runs forward; pass 0 or more")
        var remaining = count
        while remaining > Self.wordCount - position {
            remaining -= Self.wordCount - position
            twist()
        }
        position += remaining
    }

    /// Replaces the state words by the next `wordCount` terms of the recurrence.
    private mutating func twist() {
        let count = Self.wordCount
        words.withUnsafeMutableBufferPointer { words in
            for index in 0..<count {
                let next = index + 1 == count ? 0 : index + 1
                let far = index + Self.middle < count ? index + Self.middle : index + Self.middle - count
                let joined = (words[index] & 0x8000_0000) | (words[next] & 0x7fff_ffff)
                words[index] = words[far] ^ (joined >> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_b0df)
            }
        }
        position = 0
    }
}
