/// A colour for light backgrounds, with its counterpart for dark ones.
public enum Ink: Hashable, Sendable {
    /// For text, and for marks that stand for all series.
    case text
    /// For notes, tick labels and axes.
    case quiet
    /// For grid lines.
    case faint
    /// The background of the picture.
    case ground
    /// For a series of data, counted from 0. After the last colour, the first one comes again.
    case series(Int)
    /// A step of the colour scale, from 0 for the best to ``ColourScale/steps`` - 1.
    case shade(Int)

    /// A colour for each background, as `#rrggbb`.
    struct Colours: Equatable {
        let light: String
        let dark: String
    }

    /// Blue, vermilion, green, purple, and a yellow that is brown on a light background. These are Okabe and Ito's
    /// colours, which colour-blind readers can tell apart, darkened or lightened to a contrast of 3:1 with the
    /// background.
    static let seriesColours = [
        Colours(light: "#0072b2", dark: "#56b4e9"),
        Colours(light: "#d55e00", dark: "#f0803c"),
        Colours(light: "#009e73", dark: "#12a37a"),
        Colours(light: "#cc79a7", dark: "#e6a3cc"),
        Colours(light: "#5a3d00", dark: "#f0e442"),
    ]

    var colours: Colours {
        switch self {
        case .text: Colours(light: "#1a1a1a", dark: "#e6e6e6")
        case .quiet: Colours(light: "#666666", dark: "#a8a8a8")
        case .faint: Colours(light: "#e4e4e4", dark: "#2e3238")
        case .ground: Colours(light: "#ffffff", dark: "#15171a")
        case .series(let index): Self.seriesColours[Self.wrapped(index)]
        case .shade(let step): ColourScale.colours(of: step)
        }
    }

    /// The name of the ink's style class.
    var name: String {
        switch self {
        case .text: "text"
        case .quiet: "quiet"
        case .faint: "faint"
        case .ground: "ground"
        case .series(let index): "series\(Self.wrapped(index))"
        case .shade(let step): "shade\(ColourScale.clamped(step))"
        }
    }

    /// The inks of every style sheet. Only ``SheetStyle`` also has the shades.
    static let all: [Ink] = [.text, .quiet, .faint, .ground] + seriesColours.indices.map { .series($0) }

    private static func wrapped(_ index: Int) -> Int {
        let remainder = index % seriesColours.count
        return remainder < 0 ? remainder + seriesColours.count : remainder
    }
}
