import Foundation
import HyperparameterSearch

/// A trial that was asked for, as a line of JSON. The parameters come last, so that a shell script can cut the line there.
struct AskedLine {
    private let members: [(name: String, json: String)]

    var text: String { "{" + members.map { "\"\($0.name)\":\($0.json)" }.joined(separator: ",") + "}" }

    init(_ trial: AskedTrial, of study: AskedStudy) throws {
        var members = [
            ("study", try Self.json(study.name)), ("number", "\(trial.candidate.number)"),
            ("token", try Self.json(trial.token.description)), ("attempt", "\(trial.attempt)"),
            ("leaseEnd", try Self.json(trial.leaseEnd)),
        ]
        if let step = trial.toldStep { members.append(("from", "\(step)")) }
        if let seed = study.objective.seed { members.append(("seed", "\(seed(trial.candidate.number))")) }
        members.append(("parameters", try Self.json(trial.candidate.parameters)))
        self.members = members.map { (name: $0.0, json: $0.1) }
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
