import SpikingDynamics
import Testing

@testable import EquilibriumPropagation

/// What cannot be trained is refused before anything of its size is made.
@Suite struct TrainingPlanTests {
    @Test func rulesThatCannotTrainAreRefused() throws {
        var plan = SmallRuns.plan
        plan.rule.rates = [0.1]
        #expect(throws: LearningRuleError.rateCount(1, layers: 3)) { try SmallRuns.run(SampleRules.binary, plan) }
        plan = SmallRuns.plan
        plan.rule.beta.size = 0
        #expect(throws: LearningRuleError.notPositive("beta", 0)) { try SmallRuns.run(SampleRules.binary, plan) }
        plan = SmallRuns.plan
        plan.rule.minibatchSize = 701
        #expect(throws: TrainingImagesError.noMinibatch(count: 700, size: 701)) {
            try SmallRuns.run(SampleRules.binary, plan)
        }
        plan.rule.minibatchSize = 0
        #expect(throws: LearningRuleError.tooSmall("the minibatch's size", 0)) {
            try SmallRuns.run(SampleRules.binary, plan)
        }
        plan = SmallRuns.plan
        (plan.rule.negativeSteps, plan.rule.positiveSteps) = (900, 101)
        #expect(throws: LearningRuleError.tooManySteps(1001, limit: 1000)) {
            try SmallRuns.run(SampleRules.binary, plan)
        }
        plan.rule.negativeSteps = .max
        #expect(throws: LearningRuleError.tooManySteps(.max, limit: 1000)) {
            try SmallRuns.run(SampleRules.binary, plan)
        }
    }

    @Test func networksThatCannotBeTrainedAreRefused() throws {
        var plan = SmallRuns.plan
        plan.hidden = [70_000]
        #expect(throws: LearningRuleError.tooManyUnits(70_000, limit: 65_535)) {
            try SmallRuns.run(SampleRules.binary, plan)
        }
        plan.hidden = [0]
        #expect(throws: LayeredNetworkError.self) { try SmallRuns.run(SampleRules.binary, plan) }
        plan.hidden = [.min]
        #expect(throws: LayeredNetworkError.self) { try SmallRuns.run(SampleRules.binary, plan) }
        plan.hidden = [Int](repeating: 2, count: 21)
        plan.rule.rates = [Double](repeating: 0.1, count: 22)
        #expect(throws: LearningRuleError.tooManyLayers(hidden: 21, limit: 20)) {
            try SmallRuns.run(SampleRules.binary, plan)
        }
        plan.hidden.removeLast()
        plan.rule.rates.removeLast()
        #expect(throws: Never.self) { try SmallRuns.run(SampleRules.binary, plan) }
    }

    /// A checkpoint and an archive of weights are kept in one piece of a database each.
    @Test func weightsBeyondWhatAStoreKeepsAreRefused() throws {
        var rule = LearningRule()
        rule.rates = [0.1, 0.1, 0.1]
        let sizes = { (last: Int) in [1, 9_999, 22_497, last] }
        // (1 + 1) 9,999 + (9,999 + 1) 22,497 numbers below the last layer, whose units have 22,498 each.
        let numbers = { (last: Int) in 2 * 9_999 + 10_000 * 22_497 + 22_498 * last }
        #expect(4 * numbers(0) <= LearningRule.largestNumbers)
        #expect(throws: Never.self) { try rule.check(layerSizes: sizes(0), precision: .float32) }
        #expect(throws: LearningRuleError.tooManyBytes(4 * numbers(1), limit: LearningRule.largestNumbers)) {
            try rule.check(layerSizes: sizes(1), precision: .float32)
        }
        #expect(throws: LearningRuleError.tooManyBytes(8 * numbers(0), limit: LearningRule.largestNumbers)) {
            try rule.check(layerSizes: sizes(0), precision: .float64)
        }
    }
}
