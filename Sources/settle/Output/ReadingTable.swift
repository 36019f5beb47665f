import Foundation
import StudyFiles
import StudyReports

/// The readings of a training run, one line for each.
struct ReadingTable {
    private let samples: [LearningSample]

    init(_ samples: [LearningSample]) {
        self.samples = samples
    }

    /// The table; a note if the run has no reading.
    ///
    /// - Parameter width: the columns of the terminal; nil for the whole table.
    func text(width: Int?) -> String {
        guard let first = samples.first else { return "(no readings)" }
        let columns = ["epoch", "test error", "train error"] + first.details.map(\.name)
        var table = TextTable(
            columns: columns.enumerated().map { .number($1).ranked($0 < 3 ? 0 : 1) })
        for sample in samples {
            table.rows.append(
                [
                    String(format: "%g", sample.epoch), PercentText.signed(sample.testError),
                    PercentText.signed(sample.trainError),
                ] + sample.details.map(text))
        }
        return table.text(width: width, remedy: "see all columns in a wider terminal, or through a pipe")
    }

    private func text(_ detail: LearningSample.Detail) -> String {
        detail.numbers.map { number in
            switch detail.form {
            case .short: NumberText.short(number)
            case .decimals(let count): String(format: "%.\(count)f", number)
            case .digits(let count): String(format: "%.\(count)g", number)
            }
        }.joined(separator: " ")
    }
}
