extension Mark {
    /// How a line is drawn, so that lines differ not by their colour alone.
    public enum Dash: String, Sendable, Equatable, CaseIterable {
        case solid, dashed, dotted, dashDotted, longDashed
        /// Solid and thin, for what stands behind other lines.
        case hairline

        /// The style class.
        var style: String { self == .solid ? "line" : rawValue }

        /// What its style class says.
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

/// How one of several lines is drawn: both its colour and its dashes tell it from the others.
public struct LineStyle: Sendable, Equatable {
    public let ink: Ink
    public let dash: Mark.Dash

    private static let dashes: [Mark.Dash] = [.solid, .dashed, .dotted, .dashDotted, .longDashed]

    /// - Parameter index: of the line among its kind, from 0. Lines that are less than five apart differ in both; after
    ///   ``count`` lines all styles come again.
    public init(series index: Int) {
        let colours = Ink.seriesColours.count
        let index = (index % Self.count + Self.count) % Self.count
        ink = .series(index % colours)
        dash = Self.dashes[(index + index / colours) % Self.dashes.count]
    }

    /// How many styles there are.
    public static var count: Int { Ink.seriesColours.count * dashes.count }
}
