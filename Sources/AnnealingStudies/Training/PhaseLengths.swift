import EquilibriumPropagation
import HyperparameterSearch
import StudyFiles

/// The lengths of the phases of an update that a training trial sets for itself. A length that it does not set is the
/// study's.
public struct PhaseLengths: Sendable, Hashable {
    public var negativeSteps: Int?
    public var positiveSteps: Int?

    public init(negativeSteps: Int? = nil, positiveSteps: Int? = nil) {
        (self.negativeSteps, self.positiveSteps) = (negativeSteps, positiveSteps)
    }

    static let negative = "negativeSteps"
    static let positive = "positiveSteps"
    /// The names of the parameters, in the order in which they are drawn: after all others.
    static let names = [negative, positive]

    public var isEmpty: Bool { negativeSteps == nil && positiveSteps == nil }

    /// - Throws: `ParameterError` if a length is not a whole number.
    public init(_ parameters: TrialParameters) throws {
        if parameters[Self.negative] != nil { negativeSteps = try parameters.integer(Self.negative) }
        if parameters[Self.positive] != nil { positiveSteps = try parameters.integer(Self.positive) }
    }

    /// Reads the lengths that a point names.
    init(_ point: YAMLMapping) throws(StudyFileError) {
        let lengths = TrainingKeys.lengths
        negativeSteps = try point[Self.negative]?.integer(in: lengths)
        positiveSteps = try point[Self.positive]?.integer(in: lengths)
    }

    /// The lengths that are set, by the names of their parameters.
    var named: [String: Int] {
        var named: [String: Int] = [:]
        named[Self.negative] = negativeSteps
        named[Self.positive] = positiveSteps
        return named
    }

    /// The rule with these lengths.
    func applied(to rule: LearningRule) -> LearningRule {
        var rule = rule
        rule.negativeSteps = negativeSteps ?? rule.negativeSteps
        rule.positiveSteps = positiveSteps ?? rule.positiveSteps
        return rule
    }
}
