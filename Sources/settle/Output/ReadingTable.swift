import EquilibriumPropagation
import Foundation
import StudyReports

/// The readings of a training run, a line each.
struct ReadingTable {
    private let readings: [Reading]

    init(_ readings: [Reading]) {
        self.readings = readings
    }

    /// Of a run that failed before its first reading there is no table.
    var text: String {
        guard !readings.isEmpty else { return "(no readings)" }
        var table = TextTable(
            columns: [
                "epoch", "test error", "train error", "test loss", "train loss", "spikes", "residual", "distance",
            ]
            .map(TextTable.Column.number))
        for reading in readings {
            table.rows.append([
                String(format: "%g", reading.epoch), PercentText.signed(reading.test.error),
                PercentText.signed(reading.training.error), NumberText.short(reading.test.loss),
                NumberText.short(reading.training.loss),
                reading.test.spikes.map { String(format: "%.3f", $0) }.joined(separator: " "),
                String(format: "%.2g", reading.test.residual), String(format: "%.2g", reading.distance),
            ])
        }
        return table.text
    }
}
