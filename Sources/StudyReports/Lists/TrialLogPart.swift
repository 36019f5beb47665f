import Foundation
import HyperparameterSearch

/// A part of a trial's log, as a program wrote it: its failed attempts, its standard output or its standard error.
public struct TrialLogPart: Sendable {
    public let title: String
    /// Without a line end at its end.
    public let text: String

    /// All parts that are stored of a trial; empty where its program left no log.
    ///
    /// - Throws: the errors of the study's reader.
    public static func all(of trial: Trial, in study: StoredStudy) throws -> [TrialLogPart] {
        try TrialLog.allCases.reversed().compactMap { log in
            let data = try study.reader.artifact(named: log.rawValue, ofTrial: trial.number, of: study.record.id)
            guard let data else { return nil }
            let text = String(decoding: data, as: UTF8.self)
            return TrialLogPart(title: title(of: log), text: text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
    }

    private static func title(of log: TrialLog) -> String {
        switch log {
        case .attempts: "failed attempts"
        case .stdout: "standard output"
        case .stderr: "standard error"
        }
    }
}
