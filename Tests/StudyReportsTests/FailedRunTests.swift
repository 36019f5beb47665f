import Figures
import Testing

@testable import StudyReports

@Suite("Failed runs in the learning figure")
struct FailedRunTests {
    private func curve(_ label: String = "", seed: Int, failed: Bool = false, test: [Double]) -> LearningCurve {
        LearningCurve(
            network: .binary, label: label, seed: seed, hasFailed: failed,
            points: test.enumerated().map {
                LearningCurve.Point(epoch: Double($0 + 1), testError: $1, trainError: $1)
            })
    }

    @Test("are in no mean, so that it does not jump where they stop; a note counts them")
    func mean() throws {
        let whole = [curve(seed: 1, test: [0.25, 0.125]), curve(seed: 2, test: [0.75, 0.375])]
        let figure = LearningFigure(whole + [curve(seed: 3, failed: true, test: [1])])
        #expect(figure.figure.panels == LearningFigure(whole).figure.panels)
        #expect(figure.figure.notes.first?.plain == "1 of 3 seeds failed and is not in the mean.")
        #expect(figure.csv.hasSuffix("binary,3,1.0,1.0,1.0,failed\n"))
    }

    @Test("where all of a network's runs failed, or have no reading, it has no legend entry")
    func nothingLeft() {
        let figure = LearningFigure([
            curve("a", seed: 1, failed: true, test: [1]), curve("a", seed: 2, failed: true, test: [1]),
            curve("b", seed: 1, failed: true, test: [1]), curve("c", seed: 1, test: []),
            curve("d", seed: 1, test: [.nan]), curve("e", seed: 1, test: [0.5]),
        ]).figure
        #expect(figure.legend[0] == [LegendEntry(.colour(.series(0)), "binary, e")])
        #expect(
            figure.notes.prefix(2).map(\.plain) == [
                "binary, a: 2 of 2 seeds failed and are not drawn.", "binary, b: 1 of 1 seed failed and is not drawn.",
            ])
    }

    @Test("the same network and seed twice is one run")
    func repeated() {
        let twice = [1, 1, 2].map { curve(seed: $0, test: [Double($0) / 4]) }
        #expect(SeedSummary.groups(twice)[0].seeds == 2)
        #expect(SeedSummary.groups(twice)[0].readings(\.testError)[0].mean == 0.375)
    }
}
