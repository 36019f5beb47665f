/// The colours for an ordered quantity: viridis (van der Walt and Smith). It is perceptually uniform, and colour-blind
/// readers see it in the same order. The best value stands out from the background, the worst fades into it.
public enum ColourScale {
    /// The number of colours.
    public static let steps = light.count

    private static let light = [
        "#440154", "#471769", "#462d7a", "#424186", "#3a538a", "#33648d", "#2c748e", "#26848d", "#21948b", "#22a286",
        "#30b17c", "#46c06f", "#69cb5b", "#8fd543", "#bade28", "#e3e425",
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
        return Ink.Colours(light: light[step], dark: light[steps - 1 - step])
    }
}
