import Foundation
import SpikingDynamics
import Synchronization
import Testing

@testable import EquilibriumPropagation

/// Runs from their first update to their last.
@Suite struct TrainingRunTests {
    /// 35 updates an epoch, at rates at which so few teach something.
    private static let plan = {
        var plan = TrainingPlan(hidden: [30], epochs: 4)
        plan.rule.rates = [0.8, 0.4]
        return plan
    }()

    private func run(
        _ dynamics: NetworkDynamics = SampleRules.binary, _ plan: TrainingPlan = plan, seed: UInt32 = 7
    ) throws -> TrainingRun {
        try TrainingRun(plan, dynamics: dynamics, seed: seed, images: Digits.smallSplit)
    }

    @Test func readsEveryEpochAndTheLastTwoByQuarters() throws {
        let run = try run()
        #expect(run.updatesPerEpoch == 35)
        #expect(run.advance(to: .max))
        #expect(run.isComplete)
        #expect(run.readings.map(\.update) == [35, 70, 78, 87, 96, 105, 113, 122, 131, 140])
        #expect(run.readings.map(\.epoch) == run.readings.map { Double($0.update) / 35 })
        #expect(run.lastReadings.count == 8)
        #expect(TrainingPlan(epochs: 1).readings(updatesPerEpoch: 2500) == [625, 1250, 1875, 2500])
        #expect(TrainingPlan(epochs: 1).readings(updatesPerEpoch: 2) == [1, 2])
        #expect(TrainingPlan().readings(updatesPerEpoch: 2500).count == 23 + 8)
    }

    @Test(arguments: [SampleRules.binary, SampleRules.continuous]) func learns(_ dynamics: NetworkDynamics) throws {
        let run = try run(dynamics)
        #expect(run.advance(to: .max))
        let (first, last) = (try #require(run.readings.first), try #require(run.readings.last))
        #expect(last.training.error < first.training.error)
        #expect(last.training.error < 0.3)
        #expect(last.training.loss < first.training.loss)
    }

    @Test(
        arguments: [SampleRules.binary, SampleRules.continuous], [0, 1, 35, 36, 78, 139, 140])
    func goesOnFromACheckpointAsIfNothingHadHappened(_ dynamics: NetworkDynamics, _ stop: Int) throws {
        for precision in Precision.allCases {
            var plan = Self.plan
            plan.precision = precision
            let straight = try run(dynamics, plan)
            #expect(straight.advance(to: .max))
            let stopped = try run(dynamics, plan)
            #expect(stopped.advance(to: stop))
            let other = try run(dynamics, plan)
            #expect(other.restore(try #require(stopped.checkpoint)))
            #expect(other.updateCount == stop)
            #expect(other.advance(to: .max))
            #expect(other.readings == straight.readings)
            #expect(try other.network() == straight.network())
            #expect(try other.weightArchive() == straight.weightArchive())
            #expect(other.checkpoint == straight.checkpoint)
        }
    }

    @Test func stopsBetweenUpdatesWhereItIsCancelled() throws {
        let straight = try run()
        #expect(straight.advance(to: .max))
        let stopped = try run()
        // Each time it gets a little further before it is cancelled, so that no reading is cancelled for ever.
        for patience in 8... {
            let asked = Atomic<Int>(0)
            let isDone = stopped.advance(
                to: .max, isCancelled: { asked.wrappingAdd(1, ordering: .relaxed).oldValue >= patience })
            if isDone { break }
        }
        #expect(stopped.readings == straight.readings)
        #expect(try stopped.network() == straight.network())
    }

    @Test func damagedOrForeignCheckpointsAreRefused() throws {
        let stopped = try run()
        #expect(stopped.advance(to: 20))
        let checkpoint = try #require(stopped.checkpoint)
        let fresh = try run()
        let before = fresh.checkpoint
        for length in [0, 1, 19, 20, 27, 28, 100, checkpoint.count - 1] {
            #expect(!fresh.restore(checkpoint.prefix(length)))
        }
        for place in stride(from: 0, to: checkpoint.count, by: 997) {
            var damaged = checkpoint
            damaged[place] ^= 0x10
            #expect(!fresh.restore(damaged))
        }
        #expect(!fresh.restore(checkpoint + [0]))
        #expect(fresh.checkpoint == before, "a refused checkpoint changes nothing")
        #expect(try !run(seed: 8).restore(checkpoint))
        var wider = Self.plan
        wider.hidden = [31]
        #expect(try !run(SampleRules.binary, wider).restore(checkpoint))
        var finer = Self.plan
        finer.precision = .float64
        #expect(try !run(SampleRules.binary, finer).restore(checkpoint))
        #expect(fresh.restore(checkpoint))
    }

    @Test func aScheduleThatDoesNotSettleIsStoppedAfterTwoEpochs() throws {
        let slow = NetworkDynamics.binary(
            epsilon: .constant(0.001), lambda: .constant(1), quantizer: .sigmaDelta)
        let run = try run(slow)
        #expect(run.advance(to: .max))
        let failure = try #require(run.failure)
        #expect(failure.contains("after epoch 2, above 50.0%: it has not left chance level"))
        #expect(run.updateCount == 70)
        #expect(!run.isComplete)
        let again = try self.run(slow)
        #expect(again.restore(try #require(run.checkpoint)))
        #expect(again.failure == failure)
    }

    @Test func schedulesThatAreNotLegalFailAtOnce() throws {
        let zero = NetworkDynamics.binary(
            epsilon: .constant(0.5), lambda: .constant(0), quantizer: .sigmaDelta)
        let run = try run(zero)
        #expect(run.failure == "lambda = 0 is 0.0 at step 1; schedules stay finite and above 0")
        #expect(run.advance(to: .max))
        #expect(run.updateCount == 0)
    }

    @Test func weightsThatRunAwayAreAFailureNotACrash() throws {
        var plan = Self.plan
        plan.rule.rates = [1e38, 1e38]
        let run = try run(SampleRules.continuous, plan)
        #expect(run.advance(to: .max))
        #expect(run.failure != nil)
        let trace = LearningTrace(run.readings)
        #expect(try #require(LearningTrace(trace.encoded)).readings.count == run.readings.count)
    }

    @Test func whatIsZeroInFloat32IsNotLegalThere() throws {
        let fading = NetworkDynamics.binary(
            epsilon: .constant(0.5), lambda: .exponential(initial: 1, tau: 0.2), quantizer: .sigmaDelta)
        #expect(try run(fading).failure?.hasPrefix("lambda = 1*exp(-t/0.2) is 0.0 at step ") == true)
        var fine = Self.plan
        fine.precision = .float64
        #expect(try run(fading, fine).failure == nil)
        #expect(try run(.continuous(epsilon: 1e39)).failure?.hasPrefix("epsilon = ") == true)
    }

    @Test func rulesThatCannotTrainAreRefused() throws {
        var plan = Self.plan
        plan.rule.rates = [0.1]
        #expect(throws: LearningRuleError.rateCount(1, layers: 3)) { try run(SampleRules.binary, plan) }
        plan = Self.plan
        plan.rule.beta.size = 0
        #expect(throws: LearningRuleError.notPositive("beta", 0)) { try run(SampleRules.binary, plan) }
        plan = Self.plan
        plan.rule.minibatchSize = 701
        #expect(throws: TrainingImagesError.tooFew(set: "training set", count: 700, wanted: 701)) {
            try run(SampleRules.binary, plan)
        }
        plan.rule.minibatchSize = 0
        #expect(throws: LearningRuleError.tooSmall("the minibatch's size", 0)) { try run(SampleRules.binary, plan) }
        plan = Self.plan
        plan = Self.plan
        plan.hidden = [70_000]
        #expect(throws: LearningRuleError.tooManyUnits(70_000, limit: 65_535)) { try run(SampleRules.binary, plan) }
        plan.hidden = [0]
        #expect(throws: LayeredNetworkError.self) { try run(SampleRules.binary, plan) }
    }

    @Test func aLearningTraceReadsBackExactly() throws {
        let run = try run()
        #expect(run.advance(to: 30))
        let trace = LearningTrace(run.readings)
        #expect(LearningTrace(trace.encoded) == trace)
        #expect(trace.encoded == LearningTrace(run.readings).encoded)
        #expect(LearningTrace(Data([1, 3, 0])) == nil)
        #expect(LearningTrace(Data("{\"format\":\"settle-learning-2\",\"readings\":[]}".utf8)) == nil)
    }
}
