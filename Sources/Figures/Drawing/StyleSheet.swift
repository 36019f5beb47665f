/// The style sheet in each picture. Its text is the same in all pictures, so that several can stand on one page. The
/// dark colours are used only on a screen, if the reader prefers them; paper is light.
enum StyleSheet {
    static let text = """
        .figure text { font-family: Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif }
        .figure .title { font-weight: bold }
        .figure path { fill: none; stroke-linejoin: round }
        .figure .rule { stroke-width: 0.8 }
        .figure .guide { stroke-width: 0.8; opacity: 0.6 }
        .figure .band { stroke-width: 1; opacity: 0.2 }
        .figure .ring { stroke-width: 1.3 }
        .figure .upright { stroke-width: 1.3 }

        """ + lines + rules(of: Ink.all)

    private static let lines = Mark.Dash.allCases.map { dash in
        ".figure .\(dash.style) { \(dash.strokes) }\n"
    }.joined()

    /// The colours of inks, for light and dark backgrounds.
    static func rules(of inks: [Ink]) -> String {
        rules(inks, \.light) + "@media screen and (prefers-color-scheme: dark) {\n" + rules(inks, \.dark) + "}\n"
    }

    private static func rules(_ inks: [Ink], _ colour: KeyPath<Ink.Colours, String>) -> String {
        inks.map { ink in
            let value = ink.colours[keyPath: colour]
            return ".figure .fill-\(ink.name) { fill: \(value) } .figure .stroke-\(ink.name) { stroke: \(value) }\n"
        }.joined()
    }
}
