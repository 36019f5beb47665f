/// A piece of HTML. Text that is put into it is escaped; only literals and other pieces are markup:
/// `"<li>\(name)</li>" as HTML` is safe, whatever the name.
struct HTML: Sendable, Equatable {
    private(set) var markup = ""

    /// Markup as it is.
    init(verbatim markup: String) {
        self.markup = markup
    }

    /// Text as HTML has it, in elements and in attributes. Control characters, which are not allowed there, become
    /// U+FFFD, and so do those that turn the direction of what follows.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "\t", "\n": escaped.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                escaped.append("\u{FFFD}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}

extension HTML: ExpressibleByStringInterpolation {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { markup += literal }
        mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }
        mutating func appendInterpolation(_ number: Int) { markup += String(number) }
        mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
        /// Pieces, one after the other.
        mutating func appendInterpolation(_ pieces: [HTML]) { markup += pieces.map(\.markup).joined() }
    }

    init(stringLiteral markup: String) { self.init(verbatim: markup) }
    init(stringInterpolation: StringInterpolation) { self.init(verbatim: stringInterpolation.markup) }
}
