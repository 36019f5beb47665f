import Figures
import Testing

@testable import StudyReports

@Suite("Names in the legend")
struct LegendTextTests {
    private func entry(_ label: String, study: String? = nil) -> RichText? {
        let points = [LearningCurve.Point(epoch: 1, testError: 0.5, trainError: 0.5)]
        let curve = LearningCurve(network: .binary, label: label, study: study, seed: 1, points: points)
        return LearningFigure([curve]).figure.legend.first?.first?.label
    }

    @Test("raise the exponents of schedules")
    func schedules() {
        #expect(entry("ε = 1/t^0.58, λ = 2/t^-4e-05") == "binary, ε = 1/t^{0.58}, λ = 2/t^{-4e-05}")
    }

    @Test(
        "are shown as they were given, whatever would be markup in them", arguments: ["my_v2", "a^2_x", "t^2", "{x}"])
    func verbatim(name: String) {
        #expect(entry(name) == RichText(verbatim: "binary, \(name)"))
        #expect(entry("1/t^2", study: name) == RichText("binary, 1/t^{2}") + RichText(verbatim: " (\(name))"))
    }

    @Test("networks of two studies are two, whatever their labels")
    func studies() {
        let points = [LearningCurve.Point(epoch: 1, testError: 0.5, trainError: 0.5)]
        let curves = ["a", "b"].map {
            LearningCurve(network: .binary, label: "x", study: $0, seed: 1, points: points)
        }
        #expect(SeedSummary.groups(curves).map(\.seeds) == [1, 1])
        #expect(LearningFigure(curves).csv.contains("\nx (a),binary,1,"))
    }
}
