import Testing

@testable import Figures

/// Panels that share an x axis, rows of strokes, and guides.
@Suite("Stacked panels")
struct StackedPanelsTests {
    /// Three panels of one x axis; only the middle one reaches from 1 to 50.
    static let figure: Figure = {
        var upper = Panel(
            x: Axis("step", including: [0]), y: Axis("inputs"),
            marks: [.line((10...20).map { Point(x: Double($0), y: 1 / Double($0)) }, .series(0))], height: 50)
        upper.edgeMarks = [EdgeMark(y: 0.1, label: "s_1", ink: .series(0))]
        upper.rasters = [
            Raster(x: [10, 12, 50, 51, -1, .nan], label: "q_1", ink: .series(0)),
            Raster(x: [11], label: "q_2", ink: .series(1)), Raster(x: [], label: "nothing", ink: .series(2)),
        ]
        var middle = Panel(
            x: Axis("step", including: [0, 50]), y: Axis("other"),
            marks: [.line([Point(x: 1, y: 2), Point(x: 50, y: 3)], .series(1), .hairline)], height: 50)
        var lowest = middle
        lowest.marks = [.line([Point(x: 10, y: 2), Point(x: 12, y: 30)], .series(2))]
        lowest.guides = [Guide(from: Point(x: 0, y: 0), to: Point(x: 50, y: 20), label: "rising")]
        (upper.sharesXBelow, middle.sharesXBelow) = (true, true)
        return Figure("Stacked", panels: [upper, middle, lowest])
    }()

    /// The places of the lines of a style.
    private func places(_ style: String, in picture: ParsedPicture) -> [(x: Double, y: Double)] {
        picture.paths.filter { $0.style == style }.flatMap(\.places)
    }

    @Test("The same step is at the same place in each; only the lowest names the axis and its ticks")
    func shared() throws {
        let picture = try ParsedPicture(Self.figure.svg)
        let upper = try #require(places("line stroke-series0", in: picture).first)
        let lowest = try #require(places("line stroke-series2", in: picture).first)
        #expect(upper.x == lowest.x)
        #expect(upper.y < lowest.y)
        #expect(picture.texts.filter { $0.string == "step" }.count == 1)
        #expect(picture.texts.filter { $0.string == "50" }.count == 1)

        var apart = Self.figure
        apart.panels[0].sharesXBelow = false
        let other = try ParsedPicture(apart.svg)
        #expect(try #require(places("line stroke-series0", in: other).first).x != lowest.x)
        #expect(other.texts.filter { $0.string == "step" }.count == 2)
    }

    @Test("Nothing is shared with a panel of another scale, or with none")
    func unshared() {
        var figure = Self.figure
        figure.panels[1].x.scale = .logarithmic
        figure.panels[2].sharesXBelow = true
        #expect(figure.sharesX == [false, false, false])
        #expect(Self.figure.sharesX == [true, true, false])
        #expect(Self.figure.xLimits == Array(repeating: 0...50, count: 3))
    }

    @Test("A row has a stroke at each of its times within the axis, above the data")
    func rasters() throws {
        let picture = try ParsedPicture(Self.figure.svg)
        let strokes = picture.paths.filter { $0.style == "upright stroke-series0" }
        let line = places("line stroke-series0", in: picture)
        #expect(strokes.count == 1)
        let ends = try #require(strokes.first).places
        #expect(ends.count == 2 * 3)
        #expect(ends[0].x == line[0].x && ends[1].x == line[0].x && ends[2].x == line[2].x)
        #expect(ends.map(\.y).max() ?? .infinity < line.map(\.y).min() ?? 0)
        let second = places("upright stroke-series1", in: picture)
        #expect(second.count == 2 && second[0].x == line[1].x)
        #expect(second[0].y > ends[1].y)
        #expect(places("upright stroke-series2", in: picture).isEmpty)
    }
}
