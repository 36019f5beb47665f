import Foundation
import StudyReports

extension TrainingSummary {
    /// Remarks about the table: failed runs with their reasons, networks that had not settled, the meaning of the
    /// errors, and the paper's readings.
    var remarks: [String] {
        // The remarks about trials are in the order of their numbers.
        let failed = failures.map { (trial: $0.trial, text: "Trial \($0.trial) failed: \($0.reason).") }
        let distant = unsettled.map { trial, distance in
            (
                trial: trial,
                text: "Warning: the network of trial \(trial) had not settled by the end of the negative phase: its "
                    + String(format: "neurons were %.2g from their fixed point, on the average.", distance)
            )
        }
        return (failed + distant).sorted { $0.trial < $1.trial }.map(\.text) + [note]
    }

    private var note: String {
        let note =
            "Errors are means (and extremes) over seeds and the readings of the last two epochs; times are those of "
            + "the process that finished a run."
        guard isPapers else { return note }
        let readings = [LearningCurve.Network.binary, .continuous].map { network in
            let published = PublishedReadings.of(network)
            return "\(network.rawValue) \(PercentText.signed(published.testError)) test, "
                + "\(PercentText.signed(published.trainError)) train"
        }
        return note + " The paper's readings: \(readings.joined(separator: "; "))."
    }
}
