import HyperparameterSearch

/// The error of storage files that cannot be merged. Nothing was written.
public enum MergeError: Error, Sendable, CustomStringConvertible {
    /// Two studies of one name have different definitions.
    case definitionsDiffer(StudyDefinition, file: String, StudyDefinition, otherFile: String)
    /// The files have results of one trial that cannot both be correct.
    case contradictions([Contradiction])
    /// A trial or a conflict refers to a run that its file does not have.
    case damaged(file: String, study: String, trial: Int)
    /// A result differs from its checksum.
    case altered(file: String, study: String, trial: Int)

    /// Two results of one trial that cannot both be correct.
    public struct Contradiction: Sendable, Hashable, CustomStringConvertible {
        /// The study's name.
        public let study: String
        /// The trial's number.
        public let trial: Int
        /// The first file.
        public let file: String
        /// The other file.
        public let otherFile: String
        /// What cannot be correct in both files.
        public let differences: [TrialContent.Difference]

        /// The differences, each with the first file's value and then the other's.
        public var difference: String {
            differences.map { $0.isOpaque ? "different \($0.name)" : "\($0.name) \($0.stored) and \($0.found)" }
                .joined(separator: ", ")
        }

        public var description: String {
            "\(study) \(trial): \(file) and \(otherFile) have \(difference)"
        }
    }

    public var description: String { "\(fact); \(remedy)" }

    /// Why the files cannot be united, without a remedy.
    public var fact: String {
        switch self {
        case .definitionsDiffer(let definition, let file, let other, let otherFile):
            ([
                "'\(definition.name)' is one study in \(file) and another in \(otherFile), so nothing was written"
            ] + StudyDefinition.differences(stored: definition, offered: other)).joined(separator: "; ")
        case .contradictions(let list):
            "the files contradict each other (of \(list[0].study), trial \(list[0].trial)"
                + (list.count == 1 ? "" : ", and \(list.count - 1) more") + "), so nothing was written"
        case .damaged(let file, let study, let trial):
            "trial \(trial) of \(study) in \(file) refers to a run that is not there, so nothing was written"
        case .altered(let file, let study, let trial):
            "trial \(trial) of \(study) in \(file) was changed or damaged since it was recorded, so nothing was written"
        }
    }

    /// The remedy in the library's terms. A program may give its own instead.
    public var remedy: String {
        switch self {
        case .definitionsDiffer: "run one of them under another name, or delete it from a copy of its file"
        case .contradictions: "evaluate those trials again to find out which file is right"
        case .damaged(let file, _, _), .altered(let file, _, _):
            "ask for the findings of \(file) to see what else is wrong"
        }
    }
}
