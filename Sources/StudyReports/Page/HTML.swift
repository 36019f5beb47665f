import Figures

/// A piece of HTML. Only literals and other pieces are markup; interpolated text is escaped. So
/// `"<li>\(name)</li>" as HTML` is safe for every name.
struct HTML: Sendable, Equatable {
    private(set) var markup = ""

    /// Takes the text as markup, without escaping.
    init(verbatim markup: String) {
        self.markup = markup
    }
}

extension HTML: ExpressibleByStringInterpolation {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { markup += literal }
        mutating func appendInterpolation(_ text: String) { markup += MarkupText.escaped(text) }
        mutating func appendInterpolation(_ number: Int) { markup += String(number) }
        mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
        /// Appends the pieces in order.
        mutating func appendInterpolation(_ pieces: [HTML]) { markup += pieces.map(\.markup).joined() }
    }

    init(stringLiteral markup: String) { self.init(verbatim: markup) }
    init(stringInterpolation: StringInterpolation) { self.init(verbatim: stringInterpolation.markup) }
}
