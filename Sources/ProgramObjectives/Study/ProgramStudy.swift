import Foundation
import HyperparameterSearch
import StudyFiles

extension ProgramSettings: StudyKind {
    public static let key = "program"
    public static let keys = ProgramKeys.program
    public static let pointWords = PointWords(noun: "points", example: "{lr: 0.1, layers: 2}")

    public static func space(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> DeclaredSpace {
        try value.generalSpace(isGrid: isGrid)
    }

    public static func point(_ value: YAMLValue) throws(StudyFileError) -> DeclaredPoint { try value.generalPoint() }

    /// The settings as a stored definition has them.
    public var canonical: CanonicalValue {
        var object: [String: CanonicalValue] = [
            "command": .list(command.words.map { .text($0) }),
            direction == .minimize ? "minimize" : "maximize": .text(measureName),
            "retries": .integer(retries),
            "seed": .integer(Int(seed)),
        ]
        if let timeout { object["timeout"] = .text(timeout.description) }
        if let steps { object["steps"] = .integer(steps) }
        if let directory { object["directory"] = .text(directory) }
        if !environment.isEmpty { object["environment"] = .object(environment.mapValues { .text($0) }) }
        return .object(object)
    }

    // MARK: Values

    /// The programs' other values have any names.
    public var valueNames: [String] { [measureName] }
    public var hasOtherValues: Bool { true }
    public var shownValueNames: [String] { [measureName] }

    // MARK: Evaluation

    public var waitsForPrograms: Bool { true }
    public var longWork: String? { "Running" }
    public static let artifactNames = TrialLog.allCases.map(\.rawValue)

    /// Takes ``CheckpointFolders`` from the resources. Without them a trial's checkpoint folder ends with the objective.
    ///
    /// - Throws: ``ProgramError`` if the program cannot be started on this machine.
    public func objective(_ resources: StudyResources) throws -> PreparedObjective {
        PreparedObjective(try ProgramObjective(self, folders: try? resources.resource(CheckpointFolders.self)))
    }

    // MARK: Reports

    public func facts(counted: (Int, String) -> String) -> [StudyFact] {
        let aim = direction == .minimize ? "lowest" : "highest"
        return [
            StudyFact("searched for", "the \(aim) \(measureName) of a program"),
            StudyFact("command", command.words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")),
        ]
    }
}
