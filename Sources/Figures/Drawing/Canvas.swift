/// An SVG picture to draw on, with the few kinds of elements that charts need. Positions are in the picture's units; y
/// runs downwards.
struct Canvas {
    private var elements: [SVGElement] = []

    enum Anchor: String {
        case start, middle, end
    }

    /// Draws a line of text; `y` is its baseline.
    mutating func text(
        _ text: RichText, x: Double, y: Double, size: Double, ink: Ink, anchor: Anchor = .start, bold: Bool = false,
        halo: Bool = false
    ) {
        guard !text.isEmpty else { return }
        var element = SVGElement(
            "text",
            [
                "class": (bold ? "title " : halo ? "halo stroke-ground " : "") + "fill-\(ink.name)",
                "x": Coordinate.text(x), "y": Coordinate.text(y), "font-size": Coordinate.text(size),
            ])
        if anchor != .start { element.attributes.append(("text-anchor", anchor.rawValue)) }
        var shift = 0.0
        for run in text.runs {
            let wanted =
                switch run.level {
                case .base: 0.0
                case .raised: -0.36 * size
                case .lowered: 0.2 * size
                }
            if wanted == shift, run.level == .base {
                element.content.append(.text(run.text))
                continue
            }
            var part = SVGElement("tspan", ["dy": Coordinate.text(wanted - shift)], text: run.text)
            if run.level != .base {
                part.attributes.append(("font-size", Coordinate.text(TextWidth.shiftedSize * size)))
            }
            element.append(part)
            shift = wanted
        }
        elements.append(element)
    }

    /// Draws a line through positions. A single position is drawn as a dot.
    mutating func line(_ places: [(x: Double, y: Double)], ink: Ink, style: String) {
        stroke([places], ink: ink, style: style)
    }

    /// Draws several lines as one element; see ``line(_:ink:style:)``.
    mutating func stroke(_ lines: [[(x: Double, y: Double)]], ink: Ink, style: String) {
        let path = lines.compactMap { places in
            places.first.map { first in
                let rest = places.dropFirst().map { "L" + Coordinate.text($0.x, $0.y) }.joined()
                return "M" + Coordinate.text(first.x, first.y) + (places.count == 1 ? "h0" : rest)
            }
        }.joined()
        guard !path.isEmpty else { return }
        elements.append(SVGElement("path", ["class": "\(style) stroke-\(ink.name)", "d": path]))
    }

    /// Draws a straight line.
    mutating func rule(from start: (x: Double, y: Double), to end: (x: Double, y: Double), ink: Ink) {
        line([start, end], ink: ink, style: "rule")
    }

    /// Draws a translucent area with these corners.
    mutating func band(_ corners: [(x: Double, y: Double)], ink: Ink) {
        let path = "M" + corners.map { Coordinate.text($0.x, $0.y) }.joined(separator: "L") + "Z"
        elements.append(
            SVGElement("path", ["class": "band fill-\(ink.name) stroke-\(ink.name)", "d": path]))
    }

    mutating func disc(x: Double, y: Double, ink: Ink, filled: Bool) {
        elements.append(
            SVGElement(
                "circle",
                [
                    "class": filled ? "fill-\(ink.name)" : "ring fill-ground stroke-\(ink.name)",
                    "cx": Coordinate.text(x), "cy": Coordinate.text(y), "r": filled ? "2.8" : "2.3",
                ]))
    }

    mutating func patch(x: Double, y: Double, width: Double, height: Double, ink: Ink) {
        elements.append(
            SVGElement(
                "rect",
                [
                    "class": "fill-\(ink.name)", "x": Coordinate.text(x), "y": Coordinate.text(y),
                    "width": Coordinate.text(width), "height": Coordinate.text(height),
                ]))
    }

    /// The data of an SVG path.
    mutating func path(_ path: String, ink: Ink, style: String) {
        elements.append(SVGElement("path", ["class": "\(style) stroke-\(ink.name)", "d": path]))
    }

    /// Draws another canvas, with its origin at this position.
    mutating func place(_ canvas: Canvas, x: Double, y: Double) {
        var group = SVGElement("g", ["transform": "translate(\(Coordinate.text(x, y)))"])
        for element in canvas.elements { group.append(element) }
        elements.append(group)
    }

    /// The document: the picture on its background, with `title` for readers who cannot see it.
    ///
    /// - Parameter styles: the style sheet.
    func document(title: String, width: Double, height: Double, styles: String = StyleSheet.text) -> String {
        let (wide, high) = (Coordinate.text(width), Coordinate.text(height))
        var root = SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "figure", "viewBox": "0 0 \(wide) \(high)",
                "role": "img",
            ])
        root.append(SVGElement("title", text: title))
        root.append(SVGElement("style", text: styles))
        root.append(SVGElement("rect", ["class": "fill-ground", "width": wide, "height": high]))
        for element in elements { root.append(element) }
        return root.markup + "\n"
    }
}
