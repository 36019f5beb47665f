/// A line of text with raised and lowered parts, as in t⁻² or s with an index.
///
/// As markup, `^` raises and `_` lowers what follows: a part in braces (`t^{0.58}`, `s_{out}`), a number (`t^0.58`,
/// so that the text of a schedule can be shown as it is), or else one letter. A `^` or `_` before anything else stands
/// for itself.
public struct RichText: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// On the line, or smaller above or below it.
    public enum Level: Sendable, Equatable {
        case base, raised, lowered
    }

    /// A stretch of one level.
    public struct Run: Sendable, Equatable {
        public var text: String
        public var level: Level
    }

    /// From left to right.
    public private(set) var runs: [Run] = []

    /// A minus sign, which is as wide as a plus.
    static let minus = "\u{2212}"

    /// Text in which `^` and `_` are characters like any other.
    public init(verbatim text: String) {
        append(text, .base)
    }

    init(_ run: Run) {
        append(run.text, run.level)
    }

    /// Text with the markup above.
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

    public var isEmpty: Bool { runs.isEmpty }

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
