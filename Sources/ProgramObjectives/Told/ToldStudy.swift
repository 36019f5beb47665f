import HyperparameterSearch
import StudyFiles

/// A study whose values are told by a program outside.
extension ToldSettings: StudyKind {
    public static let key = "told"
    public static let keys = ProgramKeys.told
    public static let pointWords = PointWords(noun: "points", example: "{rate: 0.1, optimizer: adam}")

    public static func space(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> DeclaredSpace {
        try value.generalSpace(isGrid: isGrid)
    }

    public static func point(_ value: YAMLValue) throws(StudyFileError) -> DeclaredPoint {
        try value.generalPoint()
    }

    // MARK: Values

    public var valueNames: [String] { [measureName] + (otherValues ?? []) }
    public var hasOtherValues: Bool { otherValues == nil }
    public var shownValueNames: [String] { valueNames }

    // MARK: Evaluation

    public var hasEvaluation: Bool { false }

    public var toldObjective: ToldObjective? {
        ToldObjective(direction, of: measureName, steps: steps ?? 1, valueNames: otherValues)
    }

    /// - Throws: always ``ToldStudyError``.
    public func objective(_ resources: StudyResources) throws -> PreparedObjective { throw ToldStudyError() }

    // MARK: Reports

    public func facts(counted: (Int, String) -> String) -> [StudyFact] {
        let extreme = direction == .minimize ? "lowest" : "highest"
        let length = steps.map { " in \(counted($0, "step"))" } ?? ""
        return [StudyFact("searched for", "the \(extreme) \(measureName)\(length), told by a program outside")]
    }
}
