extension Mark {
    /// The dashes of a line, so that lines differ by more than their colour.
    public enum Dash: String, Sendable, Equatable, CaseIterable {
        /// The dashes of lines that show data.
        case solid, dashed, dotted, dashDotted, longDashed
        /// Solid and thin, for lines behind others.
        case hairline

        /// The style class.
        var style: String { self == .solid ? "line" : rawValue }

        /// The rules of its style class.
        var strokes: String {
            switch self {
            case .solid: "stroke-width: 1.6; stroke-linecap: round"
            case .dashed: "stroke-width: 1.6; stroke-linecap: butt; stroke-dasharray: 4.5 2.5"
            case .dotted: "stroke-width: 1.8; stroke-linecap: butt; stroke-dasharray: 1.6 2"
            case .dashDotted: "stroke-width: 1.6; stroke-linecap: butt; stroke-dasharray: 6.5 2 1.6 2"
            case .longDashed: "stroke-width: 1.6; stroke-linecap: butt; stroke-dasharray: 10.5 2.5"
            case .hairline: "stroke-width: 0.8; stroke-linecap: round"
            }
        }
    }
}

/// The look of one of several lines. Both its colour and its dashes distinguish it from the others.
public struct LineStyle: Sendable, Equatable {
    /// The line's colour.
    public let ink: Ink
    /// The line's dashes.
    public let dash: Mark.Dash

    private static let dashes: [Mark.Dash] = [.solid, .dashed, .dotted, .dashDotted, .longDashed]

    /// - Parameter index: the index of the line among its kind, from 0. Lines whose indices differ by less than five
    ///   differ in both colour and dashes. After ``count`` lines, the styles repeat.
    public init(series index: Int) {
        let colours = Ink.seriesColours.count
        let index = (index % Self.count + Self.count) % Self.count
        ink = .series(index % colours)
        dash = Self.dashes[(index + index / colours) % Self.dashes.count]
    }

    /// The number of styles.
    public static var count: Int { Ink.seriesColours.count * dashes.count }
}
