/// Makes hostile inputs from good ones. It flips, inserts, deletes, cuts off and repeats bytes, moves bytes from one
/// input to another, and inserts words that are difficult for parsers.
public struct ByteMutator: Sendable {
    /// The largest length of a result, in bytes.
    public static let longest = 1 << 16

    private let corpus: [[UInt8]]
    private let words: [[UInt8]]

    /// - Parameters:
    ///   - corpus: good inputs, at least one.
    ///   - words: words of the language. Texts that are difficult for every parser are added.
    public init(corpus: [[UInt8]], words: [String] = []) {
        self.corpus = corpus
        self.words = words.map { Array($0.utf8) } + Self.trouble
    }

    /// A good input, changed one to eight times; sometimes unchanged.
    public func input(_ random: inout FuzzRandom) -> [UInt8] {
        var bytes = random.pick(corpus)
        for _ in 0..<(1 << random.below(4)) { change(&bytes, &random) }
        return Array(bytes.prefix(Self.longest))
    }

    private func change(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let place = random.below(bytes.count + 1)
        let length = min(1 << random.below(9), bytes.count - place)
        let block = place..<place + length
        switch random.below(12) {
        case 0: flip(&bytes, &random)
        case 1: bytes.insert(UInt8(random.below(256)), at: place)
        case 2: bytes.removeSubrange(block)
        case 3: bytes.removeLast(bytes.count - place)
        case 4: bytes.insert(contentsOf: bytes[block], at: place)
        case 5: bytes.insert(contentsOf: Self.repeated(bytes[block], random.below(200)), at: place)
        case 6, 7: bytes.insert(contentsOf: random.pick(words), at: place)
        case 8: bytes.replaceSubrange(block, with: random.pick(words))
        case 9: splice(&bytes, at: block, &random)
        case 10: changeNumber(&bytes, &random)
        default: for index in block { bytes[index] = UInt8(random.below(256)) }
        }
    }

    private func flip(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        guard !bytes.isEmpty else { return }
        bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    }

    /// Replaces a block by a part of another input.
    private func splice(_ bytes: inout [UInt8], at block: Range<Int>, _ random: inout FuzzRandom) {
        let other = random.pick(corpus)
        let start = random.below(other.count)
        bytes.replaceSubrange(block, with: other[start..<min(other.count, start + 1 << random.below(9))])
    }

    /// Replaces a number that is written in digits by another one.
    private func changeNumber(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let starts = bytes.indices.filter { digits.contains(bytes[$0]) }
        guard !starts.isEmpty else { return }
        let start = random.pick(starts)
        let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.endIndex
        bytes.replaceSubrange(start..<end, with: Array(random.pick(Self.numbers).utf8))
    }

    private static func repeated(_ block: ArraySlice<UInt8>, _ count: Int) -> [UInt8] {
        Array(repeatElement(block, count: min(count, longest / max(1, block.count))).joined())
    }

    /// Numbers at the limits of common types, and beyond.
    public static let numbers = [
        "0", "-0", "-1", "1", "2147483647", "2147483648", "4294967295", "4294967296", "-9223372036854775808",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e308", "1e309", "-1e309", "1e-324",
        "5e-324", "0x1F", "1_000", "1e", "1e+", ".5", "5.", "nan", "NaN", "inf", "-Infinity", "0.1e-99999",
        String(repeating: "9", count: 400), "0." + String(repeating: "0", count: 400) + "1",
    ]

    /// Control characters, commands to a terminal or a shell, bytes that are not UTF-8, and deep nesting.
    private static let trouble: [[UInt8]] =
        (numbers + [
            "\0", "\u{1B}[31m", "\u{1B}]0;title\u{7}", "\u{9B}2J", "\u{7F}", "\r", "\r\n", "\t", "\u{85}", "\u{2028}",
            "\u{202E}", "\u{200B}", "\u{FEFF}", "\u{FFFE}", "e\u{301}", "\u{1F469}\u{200D}\u{1F52C}", "ñ", "\"", "'",
            "`",
            "\\", "\\u0000", "\\ud800", "%s%n", "$(id)", "../../", "'; DROP TABLE studies; --", "null", "true", "[]",
            "{}",
            "{\"\":", String(repeating: "[", count: 1500), String(repeating: "{\"a\":", count: 1500),
            String(repeating: "]", count: 1500), String(repeating: "a", count: 5000),
        ]).map { Array($0.utf8) } + [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0x80],
        ]
}
