import EquilibriumPropagation
import HyperparameterSearch
import SpikingDynamics

/// The network of a trial, which joins the trial's parameters to the network's dynamics.
///
/// Parameters with `network` = continuous are a real-valued twin with the fixed step size `epsilon.constant`. All other
/// parameters are the schedules of a binary network. A training trial may also have a `seed`, and
/// lengths of phases (``PhaseLengths``).
public enum TrialNetwork: Sendable, Hashable {
    case binary(AnnealingSchedules)
    case continuous(epsilon: Double)

    private static let kind = "network"
    private static let continuousKind = "continuous"
    public static let seed = "seed"

    /// The names of all parameters, in the order in which they are drawn.
    static let parameterNames = AnnealingSchedules.parameterNames + PhaseLengths.names + [kind, seed]

    /// - Throws: `ParameterError` if a parameter is missing or of the wrong type.
    public init(_ parameters: TrialParameters) throws {
        if parameters[Self.kind] == .category(Self.continuousKind) {
            self = .continuous(epsilon: try parameters.number("epsilon.constant"))
        } else {
            self = .binary(try AnnealingSchedules(parameters))
        }
    }

    /// The parameters from which ``init(_:)`` makes the same network.
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

    public var epsilonText: String {
        switch self {
        case .binary(let schedules): schedules.epsilon.description
        case .continuous(let epsilon): Schedule.constant(epsilon).description
        }
    }
    /// Nil for a continuous network and for adaptive delta modulation, which have no predictive coding.
    public var lambdaText: String? {
        if case .binary(let schedules) = self { schedules.lambdaText } else { nil }
    }
    /// Nil for a continuous network, which does not quantize, and for adaptive delta modulation.
    public var quantizerText: String? {
        if case .binary(let schedules) = self { schedules.quantizerText } else { nil }
    }
    /// Nil for the paper's decoder and for a continuous network.
    public var decoderText: String? {
        if case .binary(let schedules) = self { schedules.decoderText } else { nil }
    }
    /// Nil for the steps and for a continuous network.
    public var clockText: String? {
        if case .binary(let schedules) = self { schedules.clockText } else { nil }
    }
    /// Nil for the paper's code and for a continuous network.
    public var codeText: String? {
        if case .binary(let schedules) = self { schedules.codeText } else { nil }
    }
}
