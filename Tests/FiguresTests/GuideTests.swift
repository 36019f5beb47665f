import Testing

@testable import Figures

@Suite("Guides")
struct GuideTests {
    private static let data = (0...40).map { step in
        let t = pow10(Double(step) / 10)
        return Point(x: t, y: 0.3 / (1 + t / 100))
    }

    private static func pow10(_ exponent: Double) -> Double { Scale.logarithmic.unspread(exponent) }

    private func panel(_ guides: [Guide], marks: [Mark] = [.line(data, .series(0))]) -> Panel {
        var panel = Panel(
            x: Axis("t", scale: .logarithmic, including: [1, 1e4]), y: Axis("error", scale: .logarithmic), marks: marks)
        panel.guides = guides
        return panel
    }

    private func guide(_ start: (Double, Double), _ end: (Double, Double), _ label: RichText = "1/t") -> Guide {
        Guide(from: Point(x: start.0, y: start.1), to: Point(x: end.0, y: end.1), label: label)
    }

    @Test("do not move the axes, and end where the panel does")
    func clipped() throws {
        let plain = try ParsedPicture(Figure("", panels: [panel([])]).svg)
        let guides = [guide((1, 0.3), (1e4, 3e-5)), guide((1e-9, 1e-12), (1e9, 1e6)), guide((10, 1e-9), (10, 1e9))]
        let picture = try ParsedPicture(Figure("", panels: [panel(guides)]).svg)
        let line = try #require(picture.paths.first { $0.style == "line stroke-series0" })
        #expect(line.places.map(\.x) == plain.paths.first { $0.style == line.style }?.places.map(\.x))
        #expect(line.places.map(\.y) == plain.paths.first { $0.style == line.style }?.places.map(\.y))
        let axes = plain.paths.filter { $0.style == "rule stroke-faint" }.flatMap(\.places).map(\.x)
        let upright = try #require(plain.paths.first { $0.style == "rule stroke-quiet" }).places.map(\.y)
        let drawn = picture.paths.filter { $0.style == "guide stroke-quiet" }
        #expect(drawn.count == 3)
        for place in drawn.flatMap(\.places) {
            #expect(place.x >= (axes.min() ?? .nan) - 0.01 && place.x <= (axes.max() ?? .nan) + 0.01)
            #expect(place.y >= (upright.min() ?? .nan) - 0.01 && place.y <= (upright.max() ?? .nan) + 0.01)
        }
        // It begins with the data, and leaves the panel through its foot.
        #expect(abs(drawn[0].places[0].x - line.places[0].x) < 0.02)
        #expect(abs(drawn[0].places[1].y - (upright.max() ?? .nan)) < 0.02)
        #expect(drawn[0].places[1].x < axes.max() ?? 0)
    }

    @Test("that lie outside, or have no place on the axes, are not drawn")
    func outside() throws {
        let guides = [guide((1, 1e3), (1e4, 1e2)), guide((1, 0), (10, 1)), guide((-1, 1), (10, 0.1))]
        let picture = try ParsedPicture(Figure("", panels: [panel(guides)]).svg)
        #expect(!picture.paths.contains { $0.style.hasPrefix("guide") })
        #expect(!picture.texts.contains { $0.string == "1/t" })
    }

    @Test("have labels within the panel that keep off the guide and off the data", arguments: [0.3, 0.1, 0.03, 0.01])
    func labels(top: Double) throws {
        let guides = [guide((1, top), (1e4, top / 100), "1/√t"), guide((1, top), (1e4, top / 1e4), "1/t")]
        let marks: [Mark] = [
            .line(Self.data, .series(0)), .line(Self.data.map { Point(x: $0.x, y: $0.y / 9) }, .series(1)),
        ]
        let picture = try ParsedPicture(Figure("", panels: [panel(guides, marks: marks)]).svg)
        let lines = picture.paths.filter { $0.style.hasPrefix("line") || $0.style.hasPrefix("guide") }
        for label in ["1/√t", "1/t"] {
            let text = try #require(picture.texts.first { $0.string == label })
            let box = Box(
                left: text.left, top: text.baseline - 0.7 * text.size, right: text.right, bottom: text.baseline)
            for line in lines {
                for (start, end) in zip(line.places, line.places.dropFirst()) where line.style.hasPrefix("line") {
                    #expect(box.part(of: start, end) == nil, "\(label) on \(line.style)")
                }
            }
            let own = picture.paths.filter { $0.style.hasPrefix("guide") }[label == "1/t" ? 1 : 0].places
            #expect(box.part(of: own[0], own[1]) == nil)
        }
    }

    @Test("A box has of a line what lies within")
    func parts() throws {
        let box = Box(left: 0, top: 0, right: 10, bottom: 10)
        let through = try #require(box.part(of: (-5, 5), (15, 5)))
        #expect(through.start == (0, 5) && through.end == (10, 5))
        let inside = try #require(box.part(of: (2, 2), (3, 9)))
        #expect(inside.start == (2, 2) && inside.end == (3, 9))
        let corner = try #require(box.part(of: (5, -5), (15, 5)) ?? box.part(of: (5, 15), (-1, 3)))
        #expect(corner.start.y <= 10 && corner.end.x >= 0)
        #expect(box.part(of: (-5, -1), (15, -1)) == nil)
        #expect(box.part(of: (11, 0), (11, 10)) == nil)
        #expect(box.part(of: (5, 5), (5, 5)) != nil)
    }
}
