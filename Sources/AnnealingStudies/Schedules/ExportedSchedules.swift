import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// Schedules that a study found, as JSON for training and for other programs.
public struct ExportedSchedules: Sendable, Codable, Equatable {
    /// The version of the form. Reading a version that is not listed throws a `DecodingError`.
    public enum Format: String, Sendable, Codable {
        case schedules1 = "settle-schedules-1"
    }

    public var format = Format.schedules1
    public var study: String
    /// The study's canonical definition.
    private var definition: CanonicalValue
    public var objective: String
    public var schedules: [Entry]

    public struct Entry: Sendable, Codable, Equatable {
        public var trial: Int
        public var value: Double
        public var epsilon: String
        public var lambda: String
        public var quantizer: String
        /// The trial's parameters: the numbers of the schedules, by name. Earlier versions did not write them.
        public var parameters: TrialParameters?
        public var values: [String: Double]
    }

    /// - Parameter trials: best first. Only complete trials with schedules are exported.
    public init(_ trials: [Trial], of study: DeclaredStudy) throws {
        self.study = study.name
        definition = CanonicalValue(text: study.canonicalText)
        objective = study.kind.measureName
        schedules = try trials.compactMap { trial in
            guard let value = trial.value, let parameters = trial.parameters,
                case .binary(let schedules) = try TrialNetwork(parameters)
            else { return nil }
            return Entry(
                trial: trial.number, value: value, epsilon: schedules.epsilon.description,
                lambda: schedules.lambda.description, quantizer: schedules.quantizer.rawValue,
                parameters: parameters, values: trial.values)
        }
    }

    /// Indented JSON with sorted keys, numbers at full precision and a final newline.
    public var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}
