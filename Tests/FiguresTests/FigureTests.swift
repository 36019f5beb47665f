import Testing

@testable import Figures

@Suite("Figures")
struct FigureTests {
    /// Two panels, all marks, labels that are wide or close to each other, values that cannot be drawn.
    static let full: Figure = {
        let points = (0...20).map { (epoch: Int) -> Point in
            let error = epoch == 7 ? 0 : epoch == 12 ? Double.nan : 20 / (1 + Double(epoch))
            return Point(x: Double(epoch), y: error)
        }
        let edges: [Double] = [2.57, 2.34, 2.2, 0.036, 0, .nan]
        let slices = points.map { Mark.Band(x: $0.x, low: $0.y - 1, high: $0.y + 0.5) }
        return Figure(
            "Errors & <angles> \"quoted\" of a title that is longer than one line of the picture can be, t^{-1}",
            legend: [
                [
                    LegendEntry(.colour(.series(0)), "a binary network, ε = 0.843/t^0.0923, λ = 0.832/t^0.584"),
                    LegendEntry(.colour(.series(1)), "another"),
                    LegendEntry(.colour(.series(2)), "and a third of them"),
                ],
                [LegendEntry(.line(.text, .solid), "test"), LegendEntry(.line(.text, .dashed), "training")],
            ],
            panels: [
                Panel(
                    x: Axis("epoch", including: [0]), y: Axis("error, %", scale: .logarithmic),
                    marks: [.band(slices, .series(0)), .line(points, .series(0)), .line(points, .series(1), .dashed)],
                    edgeMarks: edges.map {
                        EdgeMark(y: $0, label: "paper \($0)", ink: .series(1))
                    }),
                Panel(
                    x: Axis("step t", scale: .logarithmic), y: Axis("step size ε_t", including: [-1e7]),
                    marks: [.points(points, .series(2)), .points(points, .series(3), filled: false)], height: 90),
            ],
            notes: [
                "A note that is longer than a line, and is therefore broken where a space lets it be broken, twice or so."
            ])
    }()

    static let empty = Figure("Nothing", panels: [Panel(x: Axis("x"), y: Axis("y"), marks: [])])
    static let wide = Figure(
        "Wide", legend: [[LegendEntry(.line(.text, .solid), RichText(String(repeating: "a long label ", count: 12)))]],
        panels: empty.panels, width: 100)
    static let bare = Figure("", panels: [])

    @Test(
        "Well-formed; all text within the picture, none over another",
        arguments: [full, empty, wide, bare, StackedPanelsTests.figure])
    func layout(figure: Figure) throws {
        let picture = try ParsedPicture(figure.svg)
        #expect(picture.title == figure.title.plain)
        #expect(picture.texts.count >= figure.panels.count)
        for (index, text) in picture.texts.enumerated() {
            #expect(text.left >= 0 && text.right <= picture.width, "\(text)")
            #expect(text.baseline - text.size >= 0 && text.baseline + 0.25 * text.size <= picture.height, "\(text)")
            for other in picture.texts[..<index] { #expect(!text.overlaps(other), "\(text), \(other)") }
        }
        for place in picture.paths.flatMap(\.places) + picture.circles.map({ ($0.x, $0.y) }) {
            #expect((0...picture.width).contains(place.x) && (0...picture.height).contains(place.y))
        }
    }

    @Test("The legend is above the data, the notes below")
    func order() throws {
        let picture = try ParsedPicture(Self.full.svg)
        func baseline(_ start: String) throws -> Double {
            try #require(picture.texts.first { $0.string.hasPrefix(start) }, "\(start)").baseline
        }
        let data = picture.paths.filter { $0.style.contains("series0") }.flatMap(\.places).map(\.y)
        #expect(try baseline("training") < data.min() ?? 0)
        #expect(try baseline("A note") > data.max() ?? .infinity)
    }

    @Test(
        "Tick labels have room, however small the panel", arguments: [0, 40, 55, 90, 140, 270],
        [0.5...0.6, 0.03...22, 1...60, 2...50, 1...1e9, 1e-9...2e6])
    func tickLabels(height: Double, range: ClosedRange<Double>) throws {
        let ends = [range.lowerBound, range.upperBound].map { Point(x: $0, y: $0) }
        for (x, y) in [(Scale.linear, Scale.logarithmic), (.logarithmic, .linear)] {
            let panel = Panel(
                x: Axis("x", scale: x), y: Axis("y", scale: y), marks: [.line(ends, .text)], height: height)
            let picture = try ParsedPicture(Figure("", panels: [panel], width: 200).svg)
            let labels = picture.texts.filter { $0.ink == "fill-quiet" }
            #expect(labels.count >= 3)
            for (index, label) in labels.enumerated() {
                #expect(label.right <= picture.width)
                for other in labels[..<index] { #expect(!label.overlaps(other), "\(label), \(other)") }
            }
        }
    }

    @Test("The same figure is the same text, to the byte")
    func reproducible() {
        let line = Mark.line([Point(x: 0, y: 100.0 / 3), Point(x: 3, y: 1)], .series(0))
        let panel = Panel(x: Axis("epoch"), y: Axis("error, %", scale: .logarithmic), marks: [line], height: 40)
        let svg = Figure("Error", panels: [panel], width: 200).svg
        #expect(
            svg.replacing(StyleSheet.text, with: "") == """
                <svg xmlns="http://www.w3.org/2000/svg" class="figure" viewBox="0 0 212.9 157" role="img">
                <title>Error</title>
                <style></style>
                <rect class="fill-ground" width="212.9" height="157"/>
                <text class="title fill-text" x="12" y="25" font-size="14">Error</text>
                <text class="fill-text" x="12" y="53" font-size="12">error, %</text>
                <path class="rule stroke-faint" d="M37.12 103.52L197.12 103.52"/>
                <path class="rule stroke-faint" d="M37.12 79.2L197.12 79.2"/>
                <path class="rule stroke-quiet" d="M37.12 65L37.12 105"/>
                <path class="rule stroke-quiet" d="M37.12 105L197.12 105"/>
                <path class="rule stroke-quiet" d="M43.05 105L43.05 110"/>
                <path class="rule stroke-quiet" d="M92.43 105L92.43 110"/>
                <path class="rule stroke-quiet" d="M141.81 105L141.81 110"/>
                <path class="rule stroke-quiet" d="M191.19 105L191.19 110"/>
                <path class="rule stroke-quiet" d="M32.12 103.52L37.12 103.52"/>
                <path class="rule stroke-quiet" d="M32.12 79.2L37.12 79.2"/>
                <path class="rule stroke-quiet" d="M34.62 104.63L37.12 104.63"/>
                <path class="rule stroke-quiet" d="M34.62 96.2L37.12 96.2"/>
                <path class="rule stroke-quiet" d="M34.62 91.91L37.12 91.91"/>
                <path class="rule stroke-quiet" d="M34.62 88.88L37.12 88.88"/>
                <path class="rule stroke-quiet" d="M34.62 86.52L37.12 86.52"/>
                <path class="rule stroke-quiet" d="M34.62 84.59L37.12 84.59"/>
                <path class="rule stroke-quiet" d="M34.62 82.97L37.12 82.97"/>
                <path class="rule stroke-quiet" d="M34.62 81.55L37.12 81.55"/>
                <path class="rule stroke-quiet" d="M34.62 80.31L37.12 80.31"/>
                <path class="rule stroke-quiet" d="M34.62 71.88L37.12 71.88"/>
                <path class="rule stroke-quiet" d="M34.62 67.59L37.12 67.59"/>
                <text class="fill-quiet" x="43.05" y="123" font-size="12" text-anchor="middle">0</text>
                <text class="fill-quiet" x="92.43" y="123" font-size="12" text-anchor="middle">1</text>
                <text class="fill-quiet" x="141.81" y="123" font-size="12" text-anchor="middle">2</text>
                <text class="fill-quiet" x="191.19" y="123" font-size="12" text-anchor="middle">3</text>
                <text class="fill-quiet" x="29.12" y="107.72" font-size="12" text-anchor="end">1</text>
                <text class="fill-quiet" x="29.12" y="83.4" font-size="12" text-anchor="end">10</text>
                <path class="line stroke-series0" d="M43.05 66.48L191.19 103.52"/>
                <text class="fill-text" x="117.12" y="139" font-size="12" text-anchor="middle">epoch</text>
                </svg>

                """)
    }

    @Test("Colours for light and for dark ground, nothing from elsewhere")
    func selfContained() throws {
        let picture = try ParsedPicture(Self.full.svg)
        let parts = picture.style.split(separator: "@media screen and (prefers-color-scheme: dark)")
        #expect(parts.count == 2)
        for ink in Ink.all {
            #expect(parts[0].contains(".stroke-\(ink.name) { stroke: \(ink.colours.light) }"))
            #expect(parts[1].contains(".fill-\(ink.name) { fill: \(ink.colours.dark) }"))
        }
        for word in ["<script", "href", "url(", "@import"] { #expect(!Self.full.svg.contains(word)) }
    }

    @Test("Without data it says so", arguments: [[], [Mark.line([Point(x: 1, y: 0), Point(x: .nan, y: 1)], .text)]])
    func nothing(marks: [Mark]) throws {
        let panel = Panel(
            x: Axis("epoch"), y: Axis("error", scale: .logarithmic), marks: marks,
            edgeMarks: [EdgeMark(y: 1, label: "paper", ink: .text)])
        let picture = try ParsedPicture(Figure("Empty", panels: [panel]).svg)
        #expect(picture.texts.map(\.string) == ["Empty", "error", "nothing to draw", "epoch"])
    }

    @Test("Escaped text comes back as it was")
    func escaping() throws {
        let text = "a < b && c > \"d\" 'e' ε \u{1F600} \u{1}]]>"
        let picture = try ParsedPicture(Figure(RichText(verbatim: text), panels: []).svg)
        #expect(picture.title == text.replacing("\u{1}", with: "\u{FFFD}"))
        #expect(picture.texts.map(\.string).joined(separator: " ") == picture.title)
        #expect(SVGElement("g", ["class": "<\"&"]).markup == "<g class=\"&lt;&quot;&amp;\"/>")
    }

    @Test("Raised and lowered text returns to the line")
    func levels() throws {
        let svg = Figure("a^{2}b_ic", panels: []).svg
        let shifts = svg.matches(of: /dy="([-0-9.]+)"/).compactMap { Double($0.1) }
        #expect(shifts.count == 4)
        #expect(shifts[0] < 0 && shifts[2] > 0)
        #expect(abs(shifts[0] + shifts[1]) < 0.011)
        #expect(abs(shifts[2] + shifts[3]) < 0.011)
    }
}
