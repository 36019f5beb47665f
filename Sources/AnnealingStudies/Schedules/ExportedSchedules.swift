import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// Schedules that a study found, as JSON for training and for other programs.
public struct ExportedSchedules: Sendable, Codable, Equatable {
    /// The version of the form. Reading a version that is not listed throws a `DecodingError`.
    public enum Format: String, Sendable, Codable {
        case schedules1 = "settle-schedules-1"
        /// Some schedules name a decoder, which readers of the first version would overlook.
        case schedules2 = "settle-schedules-2"

        /// Some schedules name a clock, which readers of earlier versions would overlook.
        case schedules3 = "settle-schedules-3"

        /// Some schedules name a code, and then no lambda and no quantizer.
        case schedules4 = "settle-schedules-4"

        /// - Parameter names: of each schedule, nil where it names none.
        public init(of names: [(decoder: String?, clock: String?, code: String?)]) {
            self =
                names.contains { $0.code != nil }
                ? .schedules4
                : names.contains { $0.clock != nil }
                    ? .schedules3 : names.contains { $0.decoder != nil } ? .schedules2 : .schedules1
        }
    }

    public var format = Format.schedules1
    public var study: String
    /// The study's canonical definition.
    private var definition: CanonicalValue
    public var objective: String
    /// The names of all objectives of a study of several; absent otherwise.
    public var objectives: [String]?
    /// True if the search had not ended; the order may change. Absent otherwise.
    public var provisional: Bool?
    /// How the best were scored again; absent if the study does not ask for it.
    public var confirmation: Confirmation?
    public var schedules: [Entry]

    /// What the order of the schedules rests on.
    public struct Confirmation: Sendable, Codable, Equatable {
        /// Whether the schedules are in the confirmed order; otherwise they are in the order of the search.
        public var complete: Bool
        /// The study that has the scores; absent before the search has ended.
        public var study: String?
        /// How many of the search's best are scored again.
        public var top: Int
        /// Such as `16 further networks`.
        public var on: String
        /// Such as `geometric mean`.
        public var mean: String

        public init(complete: Bool, study: String?, top: Int, on: String, mean: String) {
            (self.complete, self.study, self.top, self.on, self.mean) = (complete, study, top, on, mean)
        }
    }

    public struct Entry: Sendable, Codable, Equatable {
        public var trial: Int
        public var value: Double
        public var epsilon: String
        /// Absent if the code is not the paper's, as is the quantizer.
        public var lambda: String?
        public var quantizer: String?
        /// Absent for the paper's decoder.
        public var decoder: String?
        /// Absent for the steps.
        public var clock: String?
        /// Absent for the paper's code.
        public var code: String?
        /// The trial's parameters: the numbers of the schedules, by name. Earlier versions did not write them.
        public var parameters: TrialParameters?
        public var values: [String: Double]
        /// The rank by the value in the search, from 1; absent in studies without a confirmation.
        public var searchedRank: Int?
        public var confirmed: Confirmed?

        /// The mean of the scores in the confirmation, with its 95% interval where there are several.
        public struct Confirmed: Sendable, Codable, Equatable {
            public var value: Double
            public var low: Double?
            public var high: Double?
            /// `[network or seed]`
            public var scores: [Double]

            public init(value: Double, low: Double?, high: Double?, scores: [Double]) {
                (self.value, self.low, self.high, self.scores) = (value, low, high, scores)
            }
        }
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
                lambda: schedules.lambdaText, quantizer: schedules.quantizerText,
                decoder: schedules.decoderText, clock: schedules.clockText, code: schedules.codeText,
                parameters: parameters, values: trial.values)
        }
        format = Format(of: schedules.map { ($0.decoder, $0.clock, $0.code) })
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
