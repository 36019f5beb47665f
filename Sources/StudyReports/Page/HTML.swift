import Figures

/// A piece of HTML. Only literals and other pieces are markup; interpolated text is escaped. So
/// `"<li>\(name)</li>" as HTML` is safe for every name.
package struct HTML: Sendable, Equatable {
    package private(set) var markup = ""

    /// Takes the text as markup, without escaping.
    package init(verbatim markup: String) {
        self.markup = markup
    }
}

extension HTML: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { markup += literal }
        package mutating func appendInterpolation(_ text: String) { markup += MarkupText.escaped(text) }
        package mutating func appendInterpolation(_ number: Int) { markup += String(number) }
        package mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }
        /// Appends the pieces in order.
        package mutating func appendInterpolation(_ pieces: [HTML]) { markup += pieces.map(\.markup).joined() }
    }

    package init(stringLiteral markup: String) { self.init(verbatim: markup) }
    package init(stringInterpolation: StringInterpolation) { self.init(verbatim: stringInterpolation.markup) }
}
