import Figures

/// The legend and the notes of the figure.
extension ConvergenceFigure {
    /// `[row][entry]`: one row for each curve.
    var legend: [[LegendEntry]] {
        curves.enumerated().map { index, curve in
            let style = LineStyle(series: index)
            return [LegendEntry(.line(style.ink, style.dash), ScheduleLabel.typeset(label(curve)))]
        }
    }

    /// The label of a curve: its schedules, then its quantizer and its study if the curves differ in them. The trial's
    /// number is added if `numbersTrials` is set, or if two different curves would have the same label.
    func label(_ curve: ConvergenceCurve) -> String {
        let label = self.label(curve, of: curves)
        let isTold = curves.allSatisfy { $0 == curve || self.label($0, of: curves) != label }
        return numbersTrials || !isTold ? "trial \(curve.trial): \(label)" : label
    }

    private func label(_ curve: ConvergenceCurve, of curves: [ConvergenceCurve]) -> String {
        var label = ScheduleLabel.text(curve.schedules)
        if Set(curves.map(\.schedules.quantizer)).count > 1, curve.schedules.code == .predictive {
            label += ", q = " + ScheduleLabel.text(curve.schedules.quantizer)
        }
        if Set(curves.map(\.study)).count > 1 { label += " (\(curve.study))" }
        return label
    }

    var notes: [RichText] {
        var notes: [String] = []
        let networks = curves.filter { $0.networks > 1 }.map(\.networks)
        if let most = networks.max(), let fewest = networks.min() {
            let count = most == fewest ? "\(most)" : "\(fewest) to \(most)"
            let lines =
                networks.count == curves.count || banded.count < networks.count ? "Lines" : "Lines with a band"
            let bands = banded.count < networks.count ? "Band, of the first" : "Bands"
            notes.append("\(lines): \(count) networks together. \(bands): from the lowest to the highest of them.")
        }
        let zeros = curves.flatMap(\.samples).filter { $0.error == 0 }.count
        if zeros > 0 {
            let errors = zeros == 1 ? "One error is" : "\(zeros) errors are"
            notes.append("\(errors) 0, which a logarithmic axis cannot show.")
        }
        return notes.map { RichText(verbatim: $0) }
    }
}
