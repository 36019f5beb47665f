/// A named axis of the search space.
public struct Parameter: Sendable, Hashable, Codable {
    /// The name, by which an objective asks for the value.
    public let name: String
    /// The values that the parameter may take.
    public let domain: Domain
    /// The trials that have the parameter; nil for all trials.
    public let condition: Condition?

    /// A parameter of a domain. ``SearchSpace/init(_:)`` checks both.
    public init(_ name: String, _ domain: Domain, condition: Condition? = nil) {
        self.name = name
        self.domain = domain
        self.condition = condition
    }

    /// One line of text, equal for equal parameters.
    var fingerprint: String {
        "\(name): \(domain.fingerprint)" + (condition.map { ", \($0.fingerprint)" } ?? "")
    }

    /// A real number in `range`; with `.log`, uniform in its logarithm.
    ///
    /// - Parameters:
    ///   - name: by which objectives ask for the value.
    ///   - range: the closed range of the values.
    ///   - scale: of the uniform draws.
    ///   - step: the distance of neighbouring values, the first of which is the range's lower end; nil for all real
    ///     numbers.
    public static func float(
        _ name: String, in range: ClosedRange<Double>, scale: Domain.Scale = .linear, step: Double? = nil
    ) -> Parameter {
        Parameter(name, .float(range, scale: scale, step: step))
    }

    /// A whole number in `range`; with `.log`, uniform in its logarithm.
    public static func integer(
        _ name: String, in range: ClosedRange<Int>, scale: Domain.Scale = .linear, step: Int = 1
    ) -> Parameter {
        Parameter(name, .integer(range, scale: scale, step: step))
    }

    /// True or false.
    public static func boolean(_ name: String) -> Parameter {
        Parameter(name, .choice([false, true]))
    }

    /// A category from a list of names.
    public static func categorical(_ name: String, _ categories: [String]) -> Parameter {
        Parameter(name, .choice(categories.map(ParameterValue.category)))
    }

    /// A value from a list.
    public static func choice(_ name: String, _ values: [ParameterValue]) -> Parameter {
        Parameter(name, .choice(values))
    }

    /// A value that is the same in every trial.
    public static func fixed(_ name: String, _ value: ParameterValue) -> Parameter {
        Parameter(name, .choice([value]))
    }
}
