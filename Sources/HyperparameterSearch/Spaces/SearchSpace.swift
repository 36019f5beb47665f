/// The parameters of a search, in the order in which samplers draw them.
public struct SearchSpace: Sendable, Hashable, Codable {
    public let parameters: [Parameter]

    /// - Throws: ``SpaceError`` where a name is empty or occurs twice, a domain is empty or infinite, or a range with a
    ///   log scale is not above 0.
    public init(_ parameters: [Parameter]) throws {
        var names: Set<String> = []
        for parameter in parameters {
            guard !parameter.name.isEmpty else { throw SpaceError.emptyName }
            guard names.insert(parameter.name).inserted else { throw SpaceError.duplicateName(parameter.name) }
            try Self.validate(parameter)
        }
        self.parameters = parameters
    }

    /// The parameters in order, one line for each; equal for equal spaces.
    public var fingerprint: String {
        parameters.map { "\($0.name): \($0.domain.fingerprint)" }.joined(separator: "\n")
    }

    private static func validate(_ parameter: Parameter) throws {
        switch parameter.domain {
        case .float(let range, let scale):
            guard range.lowerBound.isFinite, range.upperBound.isFinite, (range.upperBound - range.lowerBound).isFinite
            else { throw SpaceError.infiniteRange(parameter.name) }
            guard scale == .linear || range.lowerBound > 0 else {
                throw SpaceError.logRange(parameter.name, lowerBound: range.lowerBound)
            }
        case .integer(let range):
            let exact = -(1 << 53)...(1 << 53)
            guard exact.contains(range.lowerBound), exact.contains(range.upperBound) else {
                throw SpaceError.infiniteRange(parameter.name)
            }
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
    case emptyName
    case duplicateName(String)
    case infiniteRange(String)
    case logRange(String, lowerBound: Double)
    case noValues(String)
    case count(Int)
    case notListed(String)
    case tooManyPoints(limit: Int)
    /// An axis of a grid has a value twice.
    case valueTwice(String, ParameterValue)

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
        }
    }
}
