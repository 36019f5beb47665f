import AnnealingStudies
import Foundation
import HyperparameterSearch
import StudyFiles

/// The best trials of a study without schedules, as JSON for other programs.
public struct ExportedTrials: Sendable, Encodable {
    public struct Entry: Sendable, Encodable {
        public let trial: Int
        public let value: Double
        /// Without the parameters that the trial lacks by a condition of the space.
        public let parameters: TrialParameters
        /// The named values.
        public let values: [String: Double]
    }

    public let format = "settle-trials-1"
    public let study: String
    /// The study's canonical definition.
    public let definition: CanonicalValue
    /// The name of the value that was searched for.
    public let objective: String
    /// The names of all objectives of a study of several; absent otherwise.
    public let objectives: [String]?
    /// True if the search had not ended; the order may change. Absent otherwise.
    public let provisional: Bool?
    /// Best first.
    public let trials: [Entry]

    /// Indented JSON with sorted keys, numbers at full precision and a final newline.
    public var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}

extension StoredStudy {
    /// The best trials for an export, best first.
    ///
    /// - Throws: ``StoredStudyError`` if pruned trials could be among them; as ``requireDeclared()`` does.
    public func exportedTrials(_ count: Int) throws -> ExportedTrials {
        try exportedTrials(ranked(count).map(\.trial))
    }

    /// These trials for an export.
    ///
    /// - Throws: as ``requireDeclared()`` does.
    func exportedTrials(_ trials: [Trial], objectives: [String]? = nil) throws -> ExportedTrials {
        let declared = try requireDeclared()
        return ExportedTrials(
            study: name, definition: CanonicalValue(text: declared.canonicalText),
            objective: declared.kind.measureName, objectives: objectives,
            provisional: try unfinished() > 0 ? true : nil,
            trials: trials.compactMap { trial in
                guard let value = trial.value, let parameters = parameters(of: trial) else { return nil }
                return ExportedTrials.Entry(
                    trial: trial.number, value: value, parameters: parameters, values: trial.values)
            })
    }

    /// The best trials as JSON: ``exportedSchedules(_:)`` of a study of annealing schedules, ``exportedTrials(_:)`` of
    /// another one.
    ///
    /// - Throws: as these do.
    public func exportedJSON(_ count: Int) throws -> String {
        let declared = try requireDeclared()
        return declared.kind is any AnnealingKind
            ? try exportedSchedules(count).json : try exportedTrials(count).json
    }
}
