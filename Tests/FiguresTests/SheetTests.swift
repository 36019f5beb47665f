import Foundation
import Testing

@testable import Figures

@Suite("Sheets")
struct SheetTests {
    private static let points = (0..<3000).map { index in
        let turn = Double(index) * 0.618_033_988_749_895
        return Point(x: turn - turn.rounded(.down), y: pow(10, -3 * Double((index * 7919) % 3000) / 3000))
    }

    private static func panel(_ marks: [Mark]) -> Tile {
        Tile(
            .panel(Panel(x: Axis("x"), y: Axis("value", scale: .logarithmic), marks: marks, height: 150)),
            heading: "a Points", legend: [LegendEntry(.dot(.quiet, filled: true), "complete")])
    }

    /// All tiles, with long names, values that cannot be drawn, and nothing at all.
    static let full: Sheet = {
        let axes = ParallelAxes(
            [
                Axis("ε initial"), Axis("kind", categories: ["a", "b"]), Axis("value", scale: .logarithmic),
            ],
            lines: [
                ParallelAxes.Lines(points.map { [$0.x, ($0.x * 2).rounded(.down), $0.y] }, .quiet, .hair),
                ParallelAxes.Lines([[0.5, 1, .nan], [0.1, .infinity, 1e-2]], .series(1), .line),
            ])
        let bars = Bars(
            "share of the importance",
            [
                Bars.Group("λ exponent", [Bars.Bar(0.75, "75%", ink: .series(0)), Bars.Bar(0, "0%", ink: .series(2))]),
                Bars.Group("q", [Bars.Bar(.nan, "none", ink: .series(0))]),
            ])
        let bar = ColourBar(Axis("value", scale: .logarithmic), best: 1e-3, worst: 1, height: 150)
        return Sheet(
            "A sheet & all its <tiles>", legend: [[LegendEntry(.line(.text, .solid), "line")]],
            rows: [
                [
                    panel([
                        .cloud(Cloud(points, .quiet)), .cloud(Cloud([Point(x: 0.5, y: 0)], .quiet, .rings)),
                        .label(Label("4333", at: points[0], avoiding: points)),
                    ]),
                    Tile(.bars(bars), heading: "b Bars that have a heading longer than their tile is wide"),
                    Tile(.colourBar(bar), width: .fixed(74)),
                ],
                [
                    Tile(.parallel(axes), width: .share(2)),
                    Tile(.message("There is nothing to be seen here, and this says why and what to do.", height: 120)),
                ],
                [panel([]), Tile(.parallel(ParallelAxes([], lines: []))), Tile(.bars(Bars("nothing", [])))],
                [],
            ], notes: ["A note."])
    }()

    @Test(
        "All text within the picture, none over another, but over a chart's own lines",
        arguments: [full, Sheet("", rows: [], width: 0)])
    func layout(sheet: Sheet) throws {
        let picture = try ParsedPicture(sheet.svg)
        #expect(picture.title == sheet.title.plain)
        for (index, text) in picture.texts.enumerated() {
            #expect(text.left >= 0 && text.right <= picture.width, "\(text)")
            #expect(text.baseline - text.size >= 0 && text.baseline + 0.25 * text.size <= picture.height, "\(text)")
            for other in picture.texts[..<index] { #expect(!text.overlaps(other), "\(text), \(other)") }
        }
        for place in picture.paths.flatMap(\.places) + picture.circles.map({ ($0.x, $0.y) }) {
            #expect((0...picture.width).contains(place.x) && (0...picture.height).contains(place.y))
        }
    }

    @Test("Charts of a row are level, whatever stands above them")
    func level() throws {
        let line = Mark.line(Self.points, .series(0))
        let bare = Tile(.panel(Panel(x: Axis("x"), y: Axis("y"), marks: [line], height: 150)))
        var sheet = Self.full
        sheet.rows = [[Self.panel([line]), bare]]
        let axes = try ParsedPicture(sheet.svg).paths.filter { $0.style == "rule stroke-quiet" }
            .filter { $0.places.count == 2 && abs($0.places[0].y - $0.places[1].y) > 100 }
        #expect(axes.count == 2)
        #expect(Set(axes.flatMap { $0.places.map { ($0.y * 100).rounded() } }).count == 2)
    }

    @Test("The same sheet is the same text, and a picture's style sheet does not know of sheets")
    func reproducible() {
        #expect(Self.full.svg == Self.full.svg)
        #expect(Self.full.svg.contains(".fill-shade0 "))
        #expect(!FigureTests.full.svg.contains("shade"))
    }
}

@Suite("Clouds")
struct CloudTests {
    /// 20,000 places in 200 by 150 units.
    private static let places: [(x: Double, y: Double)] = (0..<20_000).map { index in
        let (across, down) = ((index * 7919) % 20_011, (index * 104_729) % 15_013)
        return (x: Double(across) / 100.055, y: Double(down) / 100.09)
    }

    private static func square(_ place: (x: Double, y: Double)) -> [Int] {
        [Int((place.x / 2).rounded(.down)), Int((place.y / 2).rounded(.down))]
    }

    @Test("Of points that lie in one square, the first is drawn; every point has a drawn one close by")
    func thinned() {
        let drawn = CloudDrawing.thinned(Self.places, cell: 2)
        #expect(drawn.count < 8000 && drawn.count > 5000)
        #expect(drawn.first?.index == 0)
        var squares: [[Int]: Int] = [:]
        for item in drawn {
            #expect(squares.updateValue(item.index, forKey: Self.square(Self.places[item.index])) == nil)
        }
        for (index, place) in Self.places.enumerated() {
            let first = squares[Self.square(place)] ?? .max
            #expect(first <= index)
        }
        #expect(CloudDrawing.thinned([nil, (1, 1), nil], cell: 2).map(\.index) == [1])
    }

    @Test("The path goes through each place, to a tenth of a unit, however often it goes on from the one before")
    func path() {
        let tenths = CloudDrawing.thinned(Self.places, cell: 2).map(\.place)
        let read = PathPlaces.of(CloudDrawing.path(through: tenths))
            .map { [Int(($0.x * 10).rounded()), Int(($0.y * 10).rounded())] }
        #expect(Set(read) == Set(tenths.map { [$0.x, $0.y] }))
        #expect(read.count == tenths.count)
        for tenth in [-1234, -10, -5, 0, 5, 10, 37, 9999] {
            #expect(PathPlaces.of("M" + CloudDrawing.text(tenth) + " 0").first?.x == Double(tenth) / 10)
        }
    }

    @Test("Points of the colour scale are drawn worst first, each in its shade")
    func shades() throws {
        let cloud = Cloud((0..<16).map { (point: Point(x: Double($0), y: 1), step: $0) }, .blots)
        let panel = Panel(x: Axis("x"), y: Axis("y"), marks: [.cloud(cloud)])
        let styles = try ParsedPicture(Sheet("", rows: [[Tile(.panel(panel))]]).svg).paths.map(\.style)
            .filter { $0.hasPrefix("blots") }
        #expect(styles == (0..<16).reversed().map { "blots stroke-shade\($0)" })
    }
}

@Suite("The colour scale")
struct ColourScaleTests {
    @Test("A value has the same hue on light and on dark ground, and stands out from it alike")
    func sameOnBothGrounds() {
        let inks = InkTests()
        func lab(_ colour: String) -> [Double] { inks.lab(inks.linear(colour)) }
        for step in 0..<ColourScale.steps {
            let colours = ColourScale.colours(of: step)
            let (light, dark) = (lab(colours.light), lab(colours.dark))
            let angle = abs(atan2(light[2], light[1]) - atan2(dark[2], dark[1]))
            #expect(min(angle, 2 * .pi - angle) < 0.35, "step \(step): \(colours)")
            let ground = Ink.ground.colours
            let ratio = inks.contrast(colours.light, ground.light) / inks.contrast(colours.dark, ground.dark)
            #expect(ratio > 0.7 && ratio < 1.4, "step \(step): \(colours)")
        }
    }

    @Test("Lightness falls from the worst to the best by even steps on light ground, and rises on dark")
    func lightness() {
        let inks = InkTests()
        for (ground, sign) in [(\Ink.Colours.light, 1.0), (\.dark, -1)] {
            let lightness = (0..<ColourScale.steps).map {
                inks.lab(inks.linear(ColourScale.colours(of: $0)[keyPath: ground]))[0]
            }
            for (better, worse) in zip(lightness, lightness.dropFirst()) {
                #expect((2...8).contains(sign * (worse - better)))
            }
        }
    }

    @Test("Parts of the way from best to worst are steps; beyond the ends are the ends")
    func steps() {
        #expect([-1, 0, 0.0624, 0.0626, 0.999, 1, 2, .nan].map(ColourScale.step) == [0, 0, 0, 1, 15, 15, 15, 15])
        let bar = ColourBar(Axis("", scale: .logarithmic), best: 1e-4, worst: 1, height: 100)
        #expect([1e-4, 0.99e-2, 1.01e-2, 1, 0].map(bar.step) == [0, 7, 8, 15, 15])
        let rising = ColourBar(Axis(""), best: 10, worst: 0, height: 100)
        #expect([10.0, 5.1, 0].map(rising.step) == [0, 7, 15])
    }
}

@Suite("Labels")
struct LabelTests {
    @Test(
        "A label hides none of the points that it avoids where there is a side for it", arguments: Label.Side.allCases)
    func avoids(side: Label.Side) throws {
        let winner = Point(x: 5, y: 5)
        // The points about the winner that leave one side free.
        let others = [(1.0, 0.0), (-1, 0), (0, 1), (1, 1), (-1, 1), (0, -1), (1, -1), (-1, -1)].enumerated()
            .filter { Label.Side.allCases[$0.offset] != side }
            .map { Point(x: 5 + 0.6 * $0.element.0, y: 5 + 0.5 * $0.element.1) }
        let corners = [Point(x: 0, y: 0), Point(x: 10, y: 10)]
        let panel = Panel(
            x: Axis("x"), y: Axis("y"),
            marks: [
                .points(others + [winner] + corners, .series(1)),
                .label(Label("4333", at: winner, avoiding: others + [winner])),
            ])
        let picture = try ParsedPicture(Figure("", panels: [panel]).svg)
        let label = try #require(picture.texts.first { $0.string == "4333" })
        for disc in picture.circles {
            let isOver =
                label.left < disc.x && disc.x < label.right && label.baseline - 9 < disc.y && disc.y < label.baseline
            #expect(!isOver)
        }
    }
}
