/// The style sheet of sheets: the style sheet of every picture, and the rules that only sheets need.
enum SheetStyle {
    static let text =
        StyleSheet.text + """
            .figure .dots { stroke-width: 1.8; stroke-linecap: round }
            .figure .spots { stroke-width: 4.4; stroke-linecap: round }
            .figure .blots { stroke-width: 3; stroke-linecap: round }
            .figure .discs { stroke-width: 11; stroke-linecap: round }
            .figure .rings { stroke-width: 2.8; stroke-linecap: round; opacity: 0.5 }
            .figure .holes { stroke-width: 1.4; stroke-linecap: round }
            .figure .hair { stroke-width: 0.5; opacity: 0.3 }
            .figure .thin { stroke-width: 0.8; opacity: 0.6 }
            .figure .halo { paint-order: stroke; stroke-width: 3; stroke-linejoin: round }

            """ + StyleSheet.rules(of: (0..<ColourScale.steps).map { .shade($0) })
}
