import SpikingDynamics

@testable import EquilibriumPropagation

/// Ways of training, for tests.
enum SampleRules {
    static let binary = NetworkDynamics.binary(
        AnnealingSchedules(
            epsilon: .powerLaw(initial: 0.843, exponent: 0.0923), lambda: .powerLaw(initial: 0.832, exponent: 0.584),
            quantizer: .sigmaDelta))
    static func aligned(_ quantizer: Quantizer) -> NetworkDynamics {
        .binary(
            AnnealingSchedules(
                epsilon: .constant(0.7), lambda: .powerLaw(initial: 1.1, exponent: 0.6), quantizer: quantizer,
                decoder: .aligned))
    }
    /// With schedules for each of `layers` layers.
    static func layered(_ quantizer: Quantizer, layers: Int) -> NetworkDynamics {
        .binary(
            AnnealingSchedules(
                epsilon: .each((1..<layers).map { .powerLaw(initial: 0.5 + 0.2 * Double($0), exponent: 0.1) }),
                lambda: .each((0..<layers).map { .powerLaw(initial: 1.2 - 0.1 * Double($0), exponent: 0.4) }),
                quantizer: quantizer, decoder: .aligned))
    }
    static let continuous = NetworkDynamics.continuous(epsilon: 0.5)

    /// A network, its dynamics and a rule.
    struct Case: Sendable, CustomStringConvertible {
        var hidden: [Int]
        var dynamics: NetworkDynamics
        var rule: LearningRule
        var description: String { "\(hidden) \(dynamics) \(rule)" }

        init(
            _ hidden: [Int], _ dynamics: NetworkDynamics = SampleRules.binary, minibatch: Int = 20,
            _ change: (inout LearningRule) -> Void = { _ in }
        ) {
            self.hidden = hidden
            self.dynamics = dynamics
            rule = LearningRule()
            rule.minibatchSize = minibatch
            rule.rates = (0...hidden.count).map { 0.1 / Double($0 + 1) }
            change(&rule)
        }
    }

    /// Families of schedules, some of which begin above 1.
    private static let families: [Case] = [
        AnnealingSchedules(
            epsilon: .shifted(initial: 1.035, exponent: 0.14, offset: 2.255),
            lambda: .shifted(initial: 1.336, exponent: 1.131, offset: 2.286)),
        AnnealingSchedules(
            epsilon: .holdThenPower(initial: 0.922, exponent: 0.129, hold: 6.41),
            lambda: .floored(.holdThenPower(initial: 0.913, exponent: 1.102, hold: 3.61), at: 0.2)),
    ].map { Case([40], .binary($0)) }

    /// Layers narrow and wide, none and several hidden; every quantizer; each switch of the rule; many steps.
    static let cases: [Case] =
        families + [[], [7], [16], [32], [33], [64, 65], [130, 12, 40]].flatMap { [Case($0), Case($0, continuous)] }
        + Quantizer.allCases.map { quantizer in
            Case(
                [40],
                .binary(
                    AnnealingSchedules(
                        epsilon: .constant(0.4), lambda: .exponential(initial: 1.2, tau: 30), quantizer: quantizer)))
        }
        + Quantizer.allCases.map { Case([33, 12], aligned($0)) }
        + Quantizer.allCases.map { Case([33, 12], layered($0, layers: 4)) }
        + [[], [40]].map { Case($0, layered(.sigmaDelta, layers: $0.count + 2)) }
        + [binary, continuous].flatMap { dynamics in
            [
                Case([40, 9], dynamics) { $0.continuesNegativePhase = false },
                Case([40, 9], dynamics) { $0.gradient = .oneSided },
                Case([40], dynamics) { $0.beta = LearningRule.Beta(size: 0.3, hasRandomSign: false) },
                Case([40], dynamics, minibatch: 1), Case([40], dynamics, minibatch: 9),
                Case([40], dynamics) { ($0.negativeSteps, $0.positiveSteps) = (70, 65) },
                Case([40], dynamics) { ($0.negativeSteps, $0.positiveSteps) = (1, 1) },
            ]
        }
}

extension TrainingEngine {
    /// One update by itself.
    func update(_ images: ImageIndex, first: Int, beta: Double, visit: Int, threads: Int) {
        make([Update(first: first, beta: beta, visit: visit)], on: images, threads: threads)
    }
}
