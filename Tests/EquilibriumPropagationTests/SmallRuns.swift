import SpikingDynamics

@testable import EquilibriumPropagation

/// Runs that take a moment.
enum SmallRuns {
    /// 35 updates an epoch, at rates at which so few teach something.
    static let plan = {
        var plan = TrainingPlan(hidden: [30], epochs: 4)
        plan.rule.rates = [0.8, 0.4]
        return plan
    }()

    static func run(
        _ dynamics: NetworkDynamics = SampleRules.binary, _ plan: TrainingPlan = plan, seed: UInt32 = 7
    ) throws -> TrainingRun {
        try TrainingRun(plan, dynamics: dynamics, seed: seed, images: Digits.smallSplit)
    }
}
