import Testing

@testable import Figures

@Suite("Marks")
struct MarkTests {
    private func picture(_ marks: [Mark], y: Scale = .linear, edgeMarks: [EdgeMark] = []) throws -> ParsedPicture {
        let panel = Panel(x: Axis("x"), y: Axis("y", scale: y), marks: marks, edgeMarks: edgeMarks)
        return try ParsedPicture(Figure("", panels: [panel]).svg)
    }

    @Test("A value that cannot be drawn parts a line; one between two such is a dot")
    func gaps() throws {
        let heights = [1, 2, .nan, 4, 0, 6, 7, 8]
        let points = heights.enumerated().map { Point(x: Double($0), y: $1) }
        let picture = try picture([.line(points, .series(0))], y: .logarithmic)
        let lines = picture.paths.filter { $0.style == "line stroke-series0" }
        #expect(lines.map(\.places.count) == [2, 1, 3])
    }

    @Test("A line is where its values are")
    func places() throws {
        let points = [Point(x: 0, y: 1), Point(x: 1, y: 10), Point(x: 2, y: 100)]
        let line = try #require(
            try picture([.line(points, .series(4), .dashed)], y: .logarithmic).paths
                .first { $0.style == "dashed stroke-series4" })
        let (low, middle, high) = (line.places[0], line.places[1], line.places[2])
        #expect(low.x < middle.x && low.y > middle.y)
        #expect(abs(low.x + high.x - 2 * middle.x) < 0.03)
        #expect(abs(low.y + high.y - 2 * middle.y) < 0.03)
    }

    @Test("A band runs along its upper edge and back along the lower one; 0 on a logarithmic axis is its foot")
    func band() throws {
        let slices = [
            Mark.Band(x: 0, low: 1, high: 10), Mark.Band(x: 1, low: 0, high: 10), Mark.Band(x: 2, low: 1, high: 10),
            Mark.Band(x: 3, low: 1, high: .nan), Mark.Band(x: 4, low: 2, high: 5), Mark.Band(x: 5, low: .nan, high: 5),
        ]
        let picture = try picture([.band(slices, .series(2))], y: .logarithmic)
        let bands = picture.paths.filter { $0.style == "band fill-series2 stroke-series2" }
        #expect(bands.map(\.places.count) == [6, 2])
        let corners = try #require(bands.first).places
        #expect(corners.map(\.x) == corners.map(\.x).prefix(3) + corners.map(\.x).prefix(3).reversed())
        #expect(Set(corners.prefix(3).map(\.y)).count == 1)
        let axis = try #require(
            picture.paths.filter { $0.style == "rule stroke-quiet" }.flatMap(\.places).map(\.y).sorted().last)
        #expect(corners[4].y > corners[3].y)
        #expect(corners[3].y == corners[5].y)
        #expect(corners[4].y < axis)  // the axis' ticks hang below it
    }

    @Test("Discs and rings, one for each point that can be drawn")
    func points() throws {
        let points = [Point(x: 0, y: 0), Point(x: 1, y: .infinity), Point(x: 2, y: 5)]
        let picture = try picture([.points(points, .series(0)), .points(points, .series(1), filled: false)])
        #expect(
            picture.circles.map(\.style) == [
                "fill-series0", "fill-series0", "ring fill-ground stroke-series1", "ring fill-ground stroke-series1",
            ])
        #expect(picture.circles[0].x < picture.circles[1].x)
        #expect(picture.circles[0].y > picture.circles[1].y)
    }

    @Test("Edge marks widen the axis, stand right of the data, and name their values in order")
    func edge() throws {
        let marks = [2.34, 0.066, 2.57].map { EdgeMark(y: $0, label: "paper \($0)", ink: .series(1)) }
        let line = Mark.line([Point(x: 0, y: 5), Point(x: 25, y: 3)], .series(0))
        let picture = try picture([line], y: .logarithmic, edgeMarks: marks)
        let right = try #require(picture.paths.first { $0.style == "line stroke-series0" }?.places.map(\.x).max())
        let ticks = picture.paths.filter { $0.style == "line stroke-series1" }
        #expect(ticks.count == 3)
        #expect(ticks.flatMap(\.places).allSatisfy { $0.x > right })
        let labels = picture.texts.filter { $0.string.hasPrefix("paper") }
        #expect(labels.map(\.string) == ["paper 2.57", "paper 2.34", "paper 0.066"])
        #expect(labels[1].baseline - labels[0].baseline >= 13)
    }
}
