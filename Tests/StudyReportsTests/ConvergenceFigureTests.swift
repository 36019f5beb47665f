import Figures
import SpikingDynamics
import Testing

@testable import StudyReports

@Suite("The convergence figure")
struct ConvergenceFigureTests {
    private func curve(
        _ trial: Int = 0, study: String = "a", lambda: Schedule = .constant(1), quantizer: Quantizer = .sigmaDelta,
        errors: [Double] = [0.5, 0.25], spread: Double? = nil
    ) -> ConvergenceCurve {
        ConvergenceCurve(
            study: study, trial: trial,
            schedules: AnnealingSchedules(
                epsilon: .powerLaw(initial: 1, exponent: Double(trial) + 1), lambda: lambda, quantizer: quantizer),
            networks: spread == nil ? 1 : 3,
            samples: errors.enumerated().map { index, error in
                ConvergenceCurve.Sample(
                    step: 10 * index + 1, error: error, runningMean: error * 2, layerErrors: [0, error],
                    low: spread.map { error / $0 }, high: spread.map { error * $0 })
            })
    }

    private func labels(_ curves: [ConvergenceCurve]) -> [String] {
        ConvergenceFigure(curves).figure.legend.flatMap { $0 }.map(\.label.plain)
    }

    @Test("A line a curve, each in a style of its own, told by the legend")
    func lines() throws {
        let curves = (0..<7).map { curve($0) }
        let figure = ConvergenceFigure(curves).figure
        let panel = try #require(figure.panels.first)
        #expect(panel.marks.count == 7)
        for index in curves.indices {
            let style = LineStyle(series: index)
            #expect(panel.marks.contains(.line([Point(x: 1, y: 0.5), Point(x: 11, y: 0.25)], style.ink, style.dash)))
            #expect(figure.legend[index].map(\.key) == [.line(style.ink, style.dash)])
        }
        #expect(panel.x.scale == .logarithmic && panel.y.scale == .logarithmic)
        #expect(panel.x.including == [1, 11])
    }

    @Test("Of several networks, a band from the lowest to the highest, below the lines")
    func bands() throws {
        let curves = [curve(), curve(1, spread: 2)]
        let figure = ConvergenceFigure(curves).figure
        let marks = try #require(figure.panels.first).marks
        #expect(
            marks.first
                == .band(
                    [Mark.Band(x: 1, low: 0.25, high: 1), Mark.Band(x: 11, low: 0.125, high: 0.5)],
                    LineStyle(series: 1).ink))
        #expect(marks.count == 3)
        #expect(
            figure.notes.map(\.plain) == [
                "Lines with a band: 3 networks together. Bands: from the lowest to the highest of them."
            ])
        let all = ConvergenceFigure([curve(spread: 2)]).figure.notes.map(\.plain)
        #expect(all == ["Lines: 3 networks together. Bands: from the lowest to the highest of them."])
    }

    @Test("Of more than two bands, which would hide each other, the first alone is drawn")
    func manyBands() throws {
        let curves = [curve(), curve(1, spread: 2), curve(2, spread: 3), curve(3, spread: 4)]
        let figure = ConvergenceFigure(curves).figure
        let bands = try #require(figure.panels.first).marks.filter { if case .band = $0 { true } else { false } }
        #expect(
            bands == [
                .band(
                    [Mark.Band(x: 1, low: 0.25, high: 1), Mark.Band(x: 11, low: 0.125, high: 0.5)],
                    LineStyle(series: 1).ink)
            ])
        #expect(
            figure.notes.map(\.plain) == [
                "Lines: 3 networks together. Band, of the first: from the lowest to the highest of them."
            ])
    }

    @Test("Labels name what is not the same for all, and λ = 1 as what it is")
    func names() {
        #expect(labels([curve(), curve(1)]) == ["ε = 1/t, no predictive coding", "ε = 1/t2, no predictive coding"])
        let lambda = Schedule.powerLaw(initial: 0.832, exponent: 0.584)
        #expect(
            labels([curve(lambda: lambda), curve(lambda: lambda, quantizer: .stochastic)]) == [
                "ε = 1/t, λ = 0.832/t0.584, q = ΣΔ", "ε = 1/t, λ = 0.832/t0.584, q = stochastic",
            ])
        #expect(labels([curve(study: "a"), curve(study: "b")]).map { $0.suffix(4) } == [" (a)", " (b)"])
        #expect(
            ConvergenceFigure([curve(lambda: lambda)]).figure.legend[0][0].label
                == "ε = 1/t, λ = 0.832/t^{0.584}")
    }

    @Test("A trial's number is told where it is asked for, or nothing else tells it from another")
    func numbers() {
        var twin = curve(4)
        twin.schedules.epsilon = curve(1).schedules.epsilon
        let curves = [curve(1), twin, curve(2)]
        #expect(
            labels(curves) == [
                "trial 1: ε = 1/t2, no predictive coding", "trial 4: ε = 1/t2, no predictive coding",
                "ε = 1/t3, no predictive coding",
            ])
        let all = ConvergenceFigure(curves, numbersTrials: true).figure.legend.flatMap { $0 }.map(\.label.plain)
        #expect(all.allSatisfy { $0.hasPrefix("trial ") })
    }

    @Test("Guides begin where the highest curve does, and fall as they say")
    func guides() throws {
        let curves = [curve(errors: [0.5, 0.25, 0.125]), curve(1, errors: [2, 0.5])]
        let guides = try #require(ConvergenceFigure(curves).figure.panels.first).guides
        #expect(guides.map(\.label.plain) == ["1/√t", "1/t"])
        #expect(guides.allSatisfy { $0.start == Point(x: 1, y: 2) && $0.end.x == 21 })
        #expect(abs(guides[0].end.y - 2 / 21.0.squareRoot()) < 1e-12)
        #expect(abs(guides[1].end.y - 2.0 / 21) < 1e-12)
        #expect(ConvergenceFigure(curves, showsGuides: false).figure.panels[0].guides.isEmpty)
        #expect(ConvergenceFigure([curve(errors: [1])]).figure.panels[0].guides.isEmpty)
        #expect(ConvergenceFigure([]).figure.panels[0].guides.isEmpty)
    }

    @Test("CSV: every sample with all its digits; what a curve does not have is left empty")
    func csv() {
        var other = curve(3, study: "b", errors: [1.0 / 3], spread: 2)
        other.samples[0].layerErrors = [0, 0.1 + 0.2, 1]
        #expect(
            ConvergenceFigure([curve(errors: [0.5, .nan]), other]).csv == """
                study,trial,label,step,error,runningMean,layer0Error,layer1Error,layer2Error,low,high
                a,0,"ε = 1/t^1, no predictive coding (a)",1,0.5,1.0,0.0,0.5,,,
                a,0,"ε = 1/t^1, no predictive coding (a)",11,nan,nan,0.0,nan,,,
                b,3,"ε = 1/t^4, no predictive coding (b)",1,0.3333333333333333,0.6666666666666666,0.0,0.30000000000000004,1.0,0.16666666666666666,0.6666666666666666

                """)
    }

    @Test("An error of 0 has no place; the figure says so")
    func zeros() {
        #expect(
            ConvergenceFigure([curve(errors: [1, 0, 0])]).figure.notes.map(\.plain) == [
                "2 errors are 0, which a logarithmic axis cannot show."
            ])
        #expect(ConvergenceFigure([curve(errors: [0])]).svg.contains(">nothing to draw<"))
        #expect(ConvergenceFigure([]).svg.contains(">nothing to draw<"))
    }
}
