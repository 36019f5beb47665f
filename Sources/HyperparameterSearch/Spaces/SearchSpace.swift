/// The parameters of a search, in the order in which samplers draw them.
public struct SearchSpace: Sendable, Hashable, Codable {
    /// In the order in which samplers draw them.
    public let parameters: [Parameter]

    /// - Throws: ``SpaceError`` where a name is empty or occurs twice, a domain is empty or infinite, a range with a log
    ///   scale is not above 0, or a step does not lead from one end of its range to the other; where a condition names a parameter that does not come before, is a range of real
    ///   numbers, or lacks the condition's value.
    public init(_ parameters: [Parameter]) throws {
        var earlier: [String: Parameter] = [:]
        for parameter in parameters {
            guard !parameter.name.isEmpty else { throw SpaceError.emptyName }
            guard earlier[parameter.name] == nil else { throw SpaceError.duplicateName(parameter.name) }
            try Self.validate(parameter)
            try Self.validate(parameter, after: earlier, in: parameters)
            earlier[parameter.name] = parameter
        }
        self.parameters = parameters
    }

    /// The parameters in order, one line for each; equal for equal spaces.
    public var fingerprint: String {
        parameters.map(\.fingerprint).joined(separator: "\n")
    }

    private static func validate(_ parameter: Parameter) throws {
        switch parameter.domain {
        case .float(let range, let scale, let step):
            guard range.lowerBound.isFinite, range.upperBound.isFinite, (range.upperBound - range.lowerBound).isFinite
            else { throw SpaceError.infiniteRange(parameter.name) }
            guard scale == .linear || range.lowerBound > 0 else {
                throw SpaceError.logRange(parameter.name, lowerBound: range.lowerBound)
            }
            guard let step else { return }
            guard scale == .linear else { throw SpaceError.steppedLogScale(parameter.name) }
            if let problem = StepProblem(step, in: range) { throw SpaceError.step(parameter.name, problem) }
        case .integer(let range, let scale, let step):
            let exact = -(1 << 53)...(1 << 53)
            guard exact.contains(range.lowerBound), exact.contains(range.upperBound) else {
                throw SpaceError.infiniteRange(parameter.name)
            }
            guard scale == .linear || range.lowerBound > 0 else {
                throw SpaceError.logRange(parameter.name, lowerBound: Double(range.lowerBound))
            }
            guard scale == .linear || step == 1 else { throw SpaceError.steppedLogScale(parameter.name) }
            if let problem = StepProblem(step, in: range) { throw SpaceError.step(parameter.name, problem) }
        case .choice(let values):
            guard !values.isEmpty else { throw SpaceError.noValues(parameter.name) }
            for case .number(let number) in values where !number.isFinite {
                throw SpaceError.infiniteRange(parameter.name)
            }
        }
    }
}

/// The error of an invalid search space or grid.
public enum SpaceError: Error, Hashable, CustomStringConvertible {
    /// A parameter has no name.
    case emptyName
    /// Two parameters have the same name.
    case duplicateName(String)
    /// A range has an end that is not finite.
    case infiniteRange(String)
    /// A range with a log scale begins at 0 or below.
    case logRange(String, lowerBound: Double)
    /// A list has no values.
    case noValues(String)
    /// A grid cannot take this many values of a range: it needs at least two (one where both ends are equal), and no
    /// more than the range has.
    case count(Int)
    /// A grid needs a count for a range of real numbers.
    case notListed(String)
    /// A grid has more points than `limit`.
    case tooManyPoints(limit: Int)
    /// An axis of a grid has a value twice.
    case valueTwice(String, ParameterValue)
    /// A condition names a parameter that the space does not have.
    case noParent(String, parent: String)
    /// A condition names a parameter that comes after its own.
    case parentLater(String, parent: String)
    /// A condition names a range of real numbers.
    case parentIsRange(String, parent: String)
    /// A condition names no value of the parent.
    case noConditionValues(String, parent: String)
    /// A condition names a value that the parent cannot have.
    case parentLacksValue(String, parent: String, ParameterValue)
    /// A range with a log scale has a step.
    case steppedLogScale(String)
    /// A step does not divide its range.
    case step(String, StepProblem)
    /// A grid takes fewer values of a range of whole numbers on a log scale: some of the values would coincide.
    case coincidingValues(count: Int, most: Int)

    public var description: String {
        switch self {
        case .emptyName:
            "a parameter has an empty name; give each parameter a name"
        case .duplicateName(let name):
            "two parameters are named '\(name)'; names must differ, rename one"
        case .infiniteRange(let name):
            "parameter '\(name)' reaches beyond finite numbers; give finite values (whole numbers up to 2^53)"
        case .logRange(let name, let lowerBound):
            "parameter '\(name)' has a log scale from \(lowerBound.shortestText); a log scale needs a range above 0"
        case .noValues(let name):
            "parameter '\(name)' has an empty list of values; list at least one"
        case .count(let count):
            "a grid axis has count \(count); a range needs 2 or more values (and no more than it has whole numbers)"
        case .notListed(let name):
            "parameter '\(name)' is a range without a count; a grid needs a list of values, or a count, for each axis"
        case .tooManyPoints(let limit):
            "the grid has more than \(limit) points; give fewer values on some axis"
        case .valueTwice(let name, let value):
            "the grid's axis '\(name)' has the value \(value) twice; list each value once"
        case .noParent(let name, let parent):
            "parameter '\(name)' depends on '\(parent)', and the space has no such parameter; name one of the space's"
        case .parentLater(let name, let parent):
            "parameter '\(name)' depends on '\(parent)', which comes after it; put '\(parent)' before '\(name)'"
        case .parentIsRange(let name, let parent):
            "parameter '\(name)' depends on '\(parent)', which is a range of real numbers; a condition needs a list of "
                + "values or whole numbers"
        case .noConditionValues(let name, let parent):
            "parameter '\(name)' depends on '\(parent)', but on none of its values, so no trial would have it; list at "
                + "least one value"
        case .parentLacksValue(let name, let parent, let value):
            "parameter '\(name)' depends on '\(parent)' being \(value.fingerprint), which is not one of its values; name "
                + "one of them"
        case .steppedLogScale(let name):
            "parameter '\(name)' has a log scale and a step, whose values would not be even on that scale; remove one of "
                + "the two"
        case .step(let name, let problem):
            "parameter '\(name)': \(problem)"
        case .coincidingValues(let count, let most):
            "a grid axis has count \(count), and some of these values of a log scale are equal as whole numbers; give at "
                + "most \(most)"
        }
    }
}
