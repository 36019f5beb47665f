import HyperparameterSearch
import SpikingDynamics

/// The values of one number of a schedule that a study searches.
public enum Axis: Sendable, Hashable {
    /// - Parameter count: for a grid, how many values, evenly spaced on the scale.
    case range(ClosedRange<Double>, scale: Domain.Scale, count: Int?)
    case list([Double])
    case fixed(Double)

    var domain: Domain {
        switch self {
        case .range(let range, let scale, _): .float(range, scale: scale)
        case .list(let values): .choice(values.map(ParameterValue.number))
        case .fixed(let value): .choice([.number(value)])
        }
    }

    var count: Int? {
        if case .range(_, _, let count) = self { count } else { nil }
    }

    var smallest: Double {
        switch self {
        case .range(let range, _, _): range.lowerBound
        case .list(let values): values.min() ?? 0
        case .fixed(let value): value
        }
    }
}

/// The schedules that a study searches for epsilon or lambda: a form, and an axis for each of its numbers.
public enum ScheduleAxes: Sendable, Hashable {
    case powerLaw(initial: Axis, exponent: Axis)
    case constant(Axis)
    case exponential(initial: Axis, tau: Axis)

    /// A schedule without anything to search.
    init(fixed schedule: Schedule) {
        switch schedule {
        case .powerLaw(let initial, let exponent):
            self = .powerLaw(initial: .fixed(initial), exponent: .fixed(exponent))
        case .constant(let value): self = .constant(.fixed(value))
        case .exponential(let initial, let tau): self = .exponential(initial: .fixed(initial), tau: .fixed(tau))
        }
    }

    /// The axes in the order in which they are drawn, by the names of their parameters.
    func axes(of name: String) -> [(name: String, axis: Axis)] {
        switch self {
        case .powerLaw(let initial, let exponent): [("\(name).initial", initial), ("\(name).exponent", exponent)]
        case .constant(let value): [("\(name).constant", value)]
        case .exponential(let initial, let tau): [("\(name).initial", initial), ("\(name).tau", tau)]
        }
    }
}

/// What a study searches: schedules of the step size epsilon and of the predictive coefficient lambda, and quantizers.
///
/// Parameters are drawn in the order epsilon, lambda, quantizer, initial before exponent.
public struct ScheduleSpace: Sendable, Hashable {
    public var epsilon: ScheduleAxes
    public var lambda: ScheduleAxes
    public var quantizers: [Quantizer]

    private var axes: [(name: String, axis: Axis)] { epsilon.axes(of: "epsilon") + lambda.axes(of: "lambda") }

    var parameterNames: [String] { axes.map(\.name) + [AnnealingSchedules.quantizerName] }

    private var quantizerParameter: Parameter {
        .categorical(AnnealingSchedules.quantizerName, quantizers.map(\.rawValue))
    }

    func searchSpace() throws -> SearchSpace {
        try SearchSpace(axes.map { Parameter($0.name, $0.axis.domain) } + [quantizerParameter])
    }

    /// The grid of all combinations.
    ///
    /// - Throws: `SpaceError` where an axis is a range without a count, or there are too many combinations.
    func grid() throws -> GridSampler {
        try GridSampler(
            axes.map { try GridSampler.Axis(Parameter($0.name, $0.axis.domain), count: $0.axis.count) }
                + [GridSampler.Axis(quantizerParameter)])
    }
}
