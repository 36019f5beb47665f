import HyperparameterSearch
import SpikingDynamics

/// The schedules of one trial, between the search's parameters and the simulation.
///
/// A schedule is found by the names of its parameters: `epsilon.initial` and `epsilon.exponent` are a power law,
/// `epsilon.initial` and `epsilon.tau` an exponential, `epsilon.constant` a constant; `lambda` likewise.
public struct ScheduleParameters: Sendable, Hashable {
    static let quantizer = "quantizer"

    /// Every parameter that there can be, in the order in which they are drawn.
    static let allNames =
        ["epsilon", "lambda"].flatMap { name in
            ["initial", "exponent", "tau", "constant"].map { "\(name).\($0)" }
        } + [quantizer]

    public var epsilon: Schedule
    public var lambda: Schedule
    public var quantizer: Quantizer

    public init(epsilon: Schedule, lambda: Schedule, quantizer: Quantizer) {
        self.epsilon = epsilon
        self.lambda = lambda
        self.quantizer = quantizer
    }

    /// - Throws: `ParameterError` where parameters are missing or of the wrong kind.
    public init(_ parameters: TrialParameters) throws {
        epsilon = try Self.schedule("epsilon", parameters)
        lambda = try Self.schedule("lambda", parameters)
        let name = try parameters.category(Self.quantizer)
        guard let quantizer = Quantizer(rawValue: name) else { throw ParameterError.missing("quantizer \(name)") }
        self.quantizer = quantizer
    }

    /// The parameters under which the search knows these schedules.
    public var trialParameters: TrialParameters {
        var values: [String: ParameterValue] = [Self.quantizer: .category(quantizer.rawValue)]
        for (name, schedule) in [("epsilon", epsilon), ("lambda", lambda)] {
            switch schedule {
            case .powerLaw(let initial, let exponent):
                values["\(name).initial"] = .number(initial)
                values["\(name).exponent"] = .number(exponent)
            case .constant(let value):
                values["\(name).constant"] = .number(value)
            case .exponential(let initial, let tau):
                values["\(name).initial"] = .number(initial)
                values["\(name).tau"] = .number(tau)
            }
        }
        return TrialParameters(values)
    }

    private static func schedule(_ name: String, _ parameters: TrialParameters) throws -> Schedule {
        if parameters["\(name).constant"] != nil { return .constant(try parameters.number("\(name).constant")) }
        let initial = try parameters.number("\(name).initial")
        if parameters["\(name).tau"] != nil {
            return .exponential(initial: initial, tau: try parameters.number("\(name).tau"))
        }
        return .powerLaw(initial: initial, exponent: try parameters.number("\(name).exponent"))
    }
}
