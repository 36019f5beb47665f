import Foundation
import HyperparameterSearch
import StudyReports

/// The log of a trial, as a program wrote it: its failed attempts, its standard output and its standard error.
struct TrialLogText {
    let text: String

    /// - Throws: ``UsageError`` if the trial has no log, and the errors of the study's reader.
    init(of trial: Trial, in study: StoredStudy) throws {
        let parts = try TrialLog.allCases.reversed().compactMap { log -> String? in
            let data = try study.reader.artifact(named: log.rawValue, ofTrial: trial.number, of: study.record.id)
            guard let data else { return nil }
            let text = String(decoding: data, as: UTF8.self)
            return "--- \(Self.title(of: log)) ---\n" + (text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
        guard !parts.isEmpty else {
            throw UsageError(
                description: "trial \(trial.number) of \(study.name) has no log; a program leaves one when it has "
                    + "ended by itself")
        }
        text = parts.joined(separator: "\n")
    }

    private static func title(of log: TrialLog) -> String {
        switch log {
        case .attempts: "failed attempts"
        case .stdout: "standard output"
        case .stderr: "standard error"
        }
    }
}
