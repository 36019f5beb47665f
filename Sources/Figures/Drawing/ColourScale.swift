/// The colours for an ordered quantity: viridis (van der Walt and Smith) on light backgrounds, its hues with mirrored
/// lightness on dark ones.
///
/// A value has the same hue on both backgrounds, from violet for the best to yellow for the worst, and about the same
/// contrast: the best value stands out from the background, the worst fades into it. Lightness changes evenly, so
/// colour-blind readers see the same order.
public enum ColourScale {
    /// The number of colours.
    public static let steps = light.count

    private static let light = [
        "#440154", "#471769", "#462d7a", "#424186", "#3a538a", "#33648d", "#2c748e", "#26848d", "#21948b", "#22a286",
        "#30b17c", "#46c06f", "#69cb5b", "#8fd543", "#bade28", "#e3e425",
    ]

    /// The hues of `light` (in Oklab), at lightnesses from 0.86 down to 0.30 and a chroma of at most 0.115.
    private static let dark = [
        "#ecbdfb", "#d7b3fb", "#bdabf9", "#a0a4f5", "#7ea0ea", "#559dd9", "#2798be", "#22909a", "#1f867e", "#1b7b66",
        "#18704d", "#146633", "#1f5917", "#2e4b0c", "#323d09", "#303007",
    ]

    /// The step for a value between the best and the worst.
    ///
    /// - Parameter part: 0 for the best, 1 for the worst. Values beyond an end have its colour.
    public static func step(at part: Double) -> Int {
        part.isFinite ? clamped(Int((max(0, min(1, part)) * Double(steps)).rounded(.down))) : steps - 1
    }

    static func clamped(_ step: Int) -> Int { max(0, min(steps - 1, step)) }

    static func colours(of step: Int) -> Ink.Colours {
        let step = clamped(step)
        return Ink.Colours(light: light[step], dark: dark[step])
    }
}
