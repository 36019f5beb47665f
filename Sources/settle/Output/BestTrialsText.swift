import HyperparameterSearch
import StudyReports

/// A list of a study's best trials: in the confirmed order where the study has been confirmed.
struct BestTrialsText {
    let study: StoredStudy
    let trials: [RankedTrial]
    let confirmation: StudyConfirmation?

    func text(_ format: OutputFormat) throws -> String {
        // A table without confirmed values needs no columns for them; programs get the same keys before and after.
        guard let confirmation, format != .table || !confirmation.scores.isEmpty else {
            return try TrialList(trials.map(\.trial), of: study).text(format)
        }
        let list = RankedList(trials, of: study)
        return try format.text(table: list.table, csv: list.csv, json: list.objects)
    }
}
