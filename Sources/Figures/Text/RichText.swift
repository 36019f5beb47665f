/// A line of text with raised and lowered parts, for example t⁻², or s with an index.
///
/// In its markup, `^` raises and `_` lowers the next part: a part in braces (`t^{0.58}`, `s_{out}`), a number
/// (`t^0.58`, so that the text of a schedule can be shown unchanged), or one letter. Before anything else, `^` and `_`
/// are ordinary characters.
public struct RichText: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The level of a part: on the line, or smaller and above or below it.
    public enum Level: Sendable, Equatable {
        /// On the line; above it; below it.
        case base, raised, lowered
    }

    /// A part of the text at one level.
    public struct Run: Sendable, Equatable {
        /// The text of the part.
        public var text: String
        /// Where the part stands.
        public var level: Level
    }

    /// From left to right.
    public private(set) var runs: [Run] = []

    /// The minus sign, which is as wide as a plus sign.
    static let minus = "\u{2212}"

    /// Text in which `^` and `_` are ordinary characters.
    public init(verbatim text: String) {
        append(text, .base)
    }

    init(_ run: Run) {
        append(run.text, run.level)
    }

    /// Reads the markup described above.
    public init(_ markup: String) {
        let shifted = /[\^_](?:\{([^{}]*)\}|([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?|\p{L}))/
        var rest = markup[...]
        while let match = rest.firstMatch(of: shifted) {
            append(String(rest[..<match.range.lowerBound]), .base)
            let text = String(match.1 ?? match.2 ?? "").replacing("-", with: Self.minus)
            append(text, match.0.first == "^" ? .raised : .lowered)
            rest = rest[match.range.upperBound...]
        }
        append(String(rest), .base)
    }

    public init(stringLiteral markup: String) {
        self.init(markup)
    }

    /// The text without its levels.
    public var plain: String { runs.map(\.text).joined() }

    /// Whether there is no text.
    public var isEmpty: Bool { runs.isEmpty }

    /// The two texts, one after the other.
    public static func + (left: RichText, right: RichText) -> RichText {
        var sum = left
        for run in right.runs { sum.append(run.text, run.level) }
        return sum
    }

    private mutating func append(_ text: String, _ level: Level) {
        guard !text.isEmpty else { return }
        if let last = runs.last, last.level == level {
            runs[runs.count - 1].text += text
        } else {
            runs.append(Run(text: text, level: level))
        }
    }
}
