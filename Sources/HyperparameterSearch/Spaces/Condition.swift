/// A condition of a parameter. A trial has the parameter only if the trial has the parent parameter, and the parent has
/// one of the listed values.
public struct Condition: Sendable, Hashable, Codable {
    /// The name of the parent parameter.
    public let parent: String
    /// The values of the parent with which a trial has the parameter.
    public let values: [ParameterValue]

    /// The parameter is there where `parent` has one of these values.
    public init(_ parent: String, is values: [ParameterValue]) {
        self.parent = parent
        self.values = values
    }

    /// Whether a trial with these parameters fulfils the condition.
    ///
    /// - Parameter parameters: by name. The parent is among them only if the trial has it.
    public func isFulfilled(by parameters: [String: ParameterValue]) -> Bool {
        parameters[parent].map(values.contains) ?? false
    }

    var fingerprint: String { "when \(parent) is " + values.map(\.fingerprint).joined(separator: " or ") }
}

extension Parameter {
    /// The same parameter, but only for trials in which `parent` has one of `values`.
    ///
    ///     .float("momentum", in: 0...1).when("optimizer", is: ["sgd"])
    public func when(_ parent: String, is values: [ParameterValue]) -> Parameter {
        Parameter(name, domain, condition: Condition(parent, is: values))
    }
}

extension SearchSpace {
    /// Whether a trial has a parameter.
    ///
    /// - Parameters:
    ///   - parameter: of this space.
    ///   - values: the trial's values of the parameters that come before it, by name.
    public func isActive(_ parameter: Parameter, given values: [String: ParameterValue]) -> Bool {
        parameter.condition?.isFulfilled(by: values) ?? true
    }

    /// Whether the space has a parameter with a condition.
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
