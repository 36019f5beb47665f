import Figures
import Foundation
import Testing

@testable import StudyReports

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("The learning figure")
struct LearningFigureTests {
    static let schedule = "ε = 0.843/t^0.0923, λ = 0.832/t^0.584"

    private func curve(
        _ network: LearningCurve.Network, _ label: String = schedule, seed: Int = 1, test: [Double], train: [Double]
    ) -> LearningCurve {
        LearningCurve(
            network: network, label: label, seed: seed,
            points: zip(test, train).enumerated().map {
                LearningCurve.Point(epoch: Double($0 + 1), testError: $1.0, trainError: $1.1)
            })
    }

    private func marks(_ curves: [LearningCurve]) throws -> [Mark] {
        try #require(LearningFigure(curves).figure.panels.first).marks
    }

    @Test("Seeds of one network and label are one mean, with a band from the lowest to the highest, in per cent")
    func seeds() throws {
        let curves = [
            curve(.binary, seed: 3, test: [0.5, 0.25], train: [0.25, 0.125]),
            curve(.binary, seed: 1, test: [0.25, 0.75], train: [0.125, 0]),
            curve(.binary, "another", seed: 1, test: [0.5], train: [0.5]),
        ]
        let marks = try marks(curves)
        #expect(
            marks.prefix(4) == [
                .band([Mark.Band(x: 1, low: 12.5, high: 25), Mark.Band(x: 2, low: 0, high: 12.5)], .series(0)),
                .band([Mark.Band(x: 1, low: 25, high: 50), Mark.Band(x: 2, low: 25, high: 75)], .series(0)),
                .line([Point(x: 1, y: 18.75), Point(x: 2, y: 6.25)], .series(0), .dashed),
                .line([Point(x: 1, y: 37.5), Point(x: 2, y: 50)], .series(0)),
            ])
        #expect(marks.contains(.line([Point(x: 1, y: 50)], .series(2))))
        let notes = LearningFigure(curves).figure.notes.map(\.plain)
        #expect(notes[0] == "Lines: mean over 1 to 2 seeds. Bands: lowest to highest.")
        #expect(notes[1] == "One reading is 0, which a logarithmic axis cannot show.")
    }

    @Test("The order of runs and of readings changes nothing")
    func order() {
        // Added from the last to the first, the small ones would count.
        let curves = (1...7).map { seed in
            curve(.binary, seed: seed, test: [seed == 1 ? 1 : 1e-16, 0.3], train: [0.01 / Double(seed), 0.7])
        }
        let reversed = curves.reversed().map { curve in
            var turned = curve
            turned.points.reverse()
            return turned
        }
        for error in [\LearningCurve.Point.testError, \.trainError] {
            #expect(SeedSummary.groups(curves)[0].readings(error) == SeedSummary.groups(reversed)[0].readings(error))
        }
        #expect(LearningFigure(curves).svg == LearningFigure(reversed).svg)
        #expect(LearningFigure(curves).svg != LearningFigure(curves.dropLast()).svg)
    }

    @Test("A seed without a reading at an epoch does not count there")
    func missing() {
        let summary = SeedSummary.groups([
            curve(.binary, seed: 1, test: [0.2, 0.2, .nan], train: [0, 0, 0]),
            curve(.binary, seed: 2, test: [0.4, .nan, .infinity], train: [0, 0, 0]),
        ])
        let readings = summary[0].readings(\.testError)
        #expect(readings.map(\.epoch) == [1, 2])
        #expect(abs(readings[0].mean - 0.3) < 1e-15)
        #expect(readings[1] == SeedSummary.Reading(epoch: 2, mean: 0.2, lowest: 0.2, highest: 0.2))
    }

    @Test("One run has no band; few readings are points, many only a line")
    func oneRun() throws {
        let few = try marks([curve(.binary, test: [0.5], train: [0.25])])
        #expect(
            few == [
                .line([Point(x: 1, y: 25)], .series(0), .dashed), .line([Point(x: 1, y: 50)], .series(0)),
                .points([Point(x: 1, y: 25)], .series(0), filled: false), .points([Point(x: 1, y: 50)], .series(0)),
            ])
        let tenths = Array(repeating: 0.1, count: 25)
        #expect(try marks([curve(.binary, test: tenths, train: tenths)]).count == 2)
    }

    @Test("Legend: each network by colour, binary ones first, then what solid and dashed mean")
    func legend() {
        let figure = LearningFigure([
            curve(.continuous, "continuous, ε = 0.5", test: [0.1], train: [0.1]),
            curve(.binary, "ε = 1/t^0.5", test: [0.1], train: [0.1]),
            curve(.binary, "", test: [0.1], train: [0.1]),
        ]).figure
        #expect(
            figure.legend == [
                [
                    LegendEntry(.colour(.series(0)), "binary, ε = 1/√t"),
                    LegendEntry(.colour(.series(2)), "binary"),
                    LegendEntry(.colour(.series(1)), "continuous, ε = 0.5"),
                ],
                [
                    LegendEntry(.line(.text, .solid), "test error"),
                    LegendEntry(.line(.text, .dashed), "training error"),
                ],
            ])
    }

    @Test("The paper's readings of the networks shown, if they are wanted")
    func paper() throws {
        let curves = [curve(.continuous, test: [0.1], train: [0.1])]
        let figure = LearningFigure(curves).figure
        let panel = try #require(figure.panels.first)
        #expect(panel.edgeMarks.map(\.label.plain) == ["paper 2.57", "paper 0.036"])
        #expect(panel.edgeMarks.map(\.y).map { ($0 * 1000).rounded() } == [2570, 36])
        #expect(panel.edgeMarks.allSatisfy { $0.ink == .series(1) })
        #expect(panel.x.including == [0, 25])
        #expect(figure.notes.map(\.plain) == ["Paper (test / training, %): continuous 2.57 / 0.036."])

        let without = LearningFigure(curves, showsPaper: false).figure
        #expect(without.panels[0].edgeMarks.isEmpty)
        #expect(without.notes.isEmpty)

        // Of two schedules the figure does not say which one the paper's is.
        let two = [curve(.binary, "a", test: [0.1], train: [0.1]), curve(.binary, "b", test: [0.1], train: [0.1])]
        #expect(LearningFigure(two).figure.panels[0].edgeMarks.map(\.ink) == [.text, .text])
    }

    @Test("CSV: every reading with all its digits, in the order given")
    func csv() {
        let curves = [
            curve(.binary, seed: 7, test: [0.1 + 0.2, 1.0 / 3], train: [0, .nan]),
            curve(.continuous, "continuous", seed: -1, test: [1], train: [6.6e-4]),
        ]
        #expect(
            LearningFigure(curves).csv == """
                label,network,seed,epoch,testError,trainError,state
                "ε = 0.843/t^0.0923, λ = 0.832/t^0.584",binary,7,1.0,0.30000000000000004,0.0,complete
                "ε = 0.843/t^0.0923, λ = 0.832/t^0.584",binary,7,2.0,0.3333333333333333,nan,complete
                continuous,continuous,-1,1.0,1.0,0.00066,complete

                """)
    }

    @Test("SVG is well-formed whatever the labels; without curves it says so")
    func svg() {
        let odd = LearningFigure([curve(.binary, "<a & \"b\">", test: [0.1, 0], train: [0, 0])], title: "a < b_c").svg
        #expect(XMLParser(data: Data(odd.utf8)).parse())
        #expect(odd.contains(">a &lt; b_c<"))
        #expect(odd.contains(">binary, &lt;a &amp; &quot;b&quot;&gt;<"))
        for curves in [[], [curve(.binary, test: [0, .nan], train: [0, -1])]] {
            let empty = LearningFigure(curves).svg
            #expect(XMLParser(data: Data(empty.utf8)).parse())
            #expect(empty.contains(">nothing to draw<"))
        }
        #expect(LearningFigure([]).csv == "label,network,seed,epoch,testError,trainError,state\n")
    }
}
