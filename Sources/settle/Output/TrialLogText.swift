import HyperparameterSearch
import StudyReports

/// The log of a trial for the terminal.
struct TrialLogText {
    let text: String

    /// - Throws: ``UsageError`` if the trial has no log, and the errors of the study's reader.
    init(of trial: Trial, in study: StoredStudy) throws {
        let parts = try TrialLogPart.all(of: trial, in: study).map { "--- \($0.title) ---\n\($0.text)" }
        guard !parts.isEmpty else {
            throw UsageError(
                description: "trial \(trial.number) of \(study.name) has no log; a program leaves one when it has "
                    + "ended by itself")
        }
        text = parts.joined(separator: "\n")
    }
}
