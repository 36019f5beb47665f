import EquilibriumPropagation
import HyperparameterSearch
import SpikingDynamics

/// The network of one trial, between the search's parameters and its dynamics.
///
/// Parameters with `network` = continuous are the real-valued twin with the fixed step size `epsilon.constant`; all
/// others are a binary network's schedules. A training trial may have a `seed`.
public enum TrialNetwork: Sendable, Hashable {
    case binary(AnnealingSchedules)
    case continuous(epsilon: Double)

    private static let kind = "network"
    private static let continuousKind = "continuous"
    public static let seed = "seed"

    /// Every parameter that there can be, in the order in which they are drawn.
    static let parameterNames = AnnealingSchedules.parameterNames + [kind, seed]

    /// - Throws: `ParameterError` where parameters are missing or of the wrong kind.
    public init(_ parameters: TrialParameters) throws {
        if parameters[Self.kind] == .category(Self.continuousKind) {
            self = .continuous(epsilon: try parameters.number("epsilon.constant"))
        } else {
            self = .binary(try AnnealingSchedules(parameters))
        }
    }

    /// The parameters under which the search knows the network.
    public var trialParameters: TrialParameters {
        switch self {
        case .binary(let schedules): schedules.trialParameters
        case .continuous(let epsilon):
            [Self.kind: .category(Self.continuousKind), "epsilon.constant": .number(epsilon)]
        }
    }

    public var dynamics: NetworkDynamics {
        switch self {
        case .binary(let schedules):
            .binary(schedules)
        case .continuous(let epsilon): .continuous(epsilon: epsilon)
        }
    }

    public var epsilonText: String { epsilon.description }
    /// Nil where the network does not code predictively.
    public var lambdaText: String? {
        if case .binary(let schedules) = self { schedules.lambda.description } else { nil }
    }
    /// Nil where the network does not quantize.
    public var quantizerText: String? {
        if case .binary(let schedules) = self { schedules.quantizer.rawValue } else { nil }
    }

    private var epsilon: Schedule {
        switch self {
        case .binary(let schedules): schedules.epsilon
        case .continuous(let epsilon): .constant(epsilon)
        }
    }
}
