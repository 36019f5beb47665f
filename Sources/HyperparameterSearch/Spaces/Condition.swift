/// When a parameter is in a trial: only where another parameter is in the trial and has one of certain values.
public struct Condition: Sendable, Hashable, Codable {
    /// The name of the other parameter.
    public let parent: String
    public let values: [ParameterValue]

    public init(_ parent: String, is values: [ParameterValue]) {
        self.parent = parent
        self.values = values
    }

    /// Whether these parameters fulfil the condition. Of a trial that has all active parameters and no other ones.
    public func isFulfilled(by parameters: [String: ParameterValue]) -> Bool {
        parameters[parent].map(values.contains) ?? false
    }

    var fingerprint: String { "when \(parent) is " + values.map(\.fingerprint).joined(separator: " or ") }
}

extension Parameter {
    /// This parameter, only in trials in which `parent` has one of `values`.
    ///
    ///     .float("momentum", in: 0...1).when("optimizer", is: ["sgd"])
    public func when(_ parent: String, is values: [ParameterValue]) -> Parameter {
        Parameter(name, domain, condition: Condition(parent, is: values))
    }
}

extension SearchSpace {
    /// Whether a trial with these values of the earlier parameters has the parameter.
    public func isActive(_ parameter: Parameter, given values: [String: ParameterValue]) -> Bool {
        parameter.condition?.isFulfilled(by: values) ?? true
    }

    /// Whether some parameters are only in some trials.
    public var isConditional: Bool { parameters.contains { $0.condition != nil } }

    /// - Parameter earlier: the parameters before this one, by name.
    static func validate(_ parameter: Parameter, after earlier: [String: Parameter], in all: [Parameter]) throws {
        guard let condition = parameter.condition else { return }
        guard let parent = earlier[condition.parent] else {
            let isLater = all.contains { $0.name == condition.parent }
            throw isLater
                ? SpaceError.parentLater(parameter.name, parent: condition.parent)
                : SpaceError.noParent(parameter.name, parent: condition.parent)
        }
        if case .float(_, _, nil) = parent.domain {
            throw SpaceError.parentIsRange(parameter.name, parent: condition.parent)
        }
        guard !condition.values.isEmpty else {
            throw SpaceError.noConditionValues(parameter.name, parent: condition.parent)
        }
        if let value = condition.values.first(where: { !parent.domain.contains($0) }) {
            throw SpaceError.parentLacksValue(parameter.name, parent: condition.parent, value)
        }
    }
}
