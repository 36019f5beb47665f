import Foundation
import Locks
import SpikingDynamics
import Testing

import struct Synchronization.Atomic

@testable import EquilibriumPropagation

/// Runs from their first update to their last.
@Suite struct TrainingRunTests {
    @Test func readsEveryEpochAndTheLastTwoByQuarters() throws {
        let run = try SmallRuns.run()
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
        let run = try SmallRuns.run(dynamics)
        #expect(run.advance(to: .max))
        let (first, last) = (try #require(run.readings.first), try #require(run.readings.last))
        #expect(last.training.error < first.training.error)
        #expect(last.training.error < 0.3)
        #expect(last.training.loss < first.training.loss)
    }

    @Test(arguments: [9, 20, 100, 350]) func stopsBetweenUpdatesWhereItIsCancelled(minibatch: Int) throws {
        var plan = SmallRuns.plan
        plan.rule.minibatchSize = minibatch
        let straight = try SmallRuns.run(SampleRules.binary, plan)
        #expect(straight.advance(to: .max))
        let stopped = try SmallRuns.run(SampleRules.binary, plan)
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

    /// A large minibatch is as soon cancelled as a small one.
    @Test(arguments: [9, 20, 100, 350]) func asksWhetherToGoOnEveryFewSamples(minibatch: Int) throws {
        var plan = SmallRuns.plan
        plan.rule.minibatchSize = minibatch
        let run = try SmallRuns.run(SampleRules.binary, plan)
        let asked = Mutex([0])
        let isDone = run.advance(
            to: .max,
            isCancelled: {
                asked.withLock { $0.append(run.updateCount) }
                return false
            })
        #expect(isDone)
        let steps = asked.withLock { zip($0.dropFirst(), $0).map(-) }
        #expect(try #require(steps.max()) * minibatch <= max(320, minibatch))
        #expect(steps.reduce(0, +) == run.updateCount)
    }

    @Test func aScheduleThatDoesNotSettleIsStoppedAfterTwoEpochs() throws {
        let slow = NetworkDynamics.binary(
            AnnealingSchedules(epsilon: .constant(0.001), lambda: .constant(1), quantizer: .sigmaDelta))
        let run = try SmallRuns.run(slow)
        #expect(run.advance(to: .max))
        let failure = try #require(run.failure)
        #expect(failure.contains("after epoch 2: it has not left chance level, "))
        #expect(run.updateCount == 70)
        #expect(!run.isComplete)
        let again = try SmallRuns.run(slow)
        #expect(again.restore(try #require(run.checkpoint)))
        #expect(again.failure == failure)
    }

    @Test func schedulesThatAreNotLegalFailAtOnce() throws {
        let zero = NetworkDynamics.binary(
            AnnealingSchedules(epsilon: .constant(0.5), lambda: .constant(0), quantizer: .sigmaDelta))
        let run = try SmallRuns.run(zero)
        #expect(
            run.failure
                == "lambda = 0 is 0 at step 1; a schedule stays finite and above 0 over the 24 steps of an update: "
                + "change its initial value or let it decay more slowly")
        #expect(run.advance(to: .max))
        #expect(run.updateCount == 0)
    }

    @Test func weightsThatRunAwayAreAFailureNotACrash() throws {
        var plan = SmallRuns.plan
        plan.rule.rates = [1e38, 1e38]
        let run = try SmallRuns.run(SampleRules.continuous, plan)
        #expect(run.advance(to: .max))
        #expect(run.failure != nil)
        let trace = LearningTrace(run.readings)
        #expect(try #require(LearningTrace(trace.encoded)).readings.count == run.readings.count)
    }

    @Test func whatIsZeroInFloat32IsNotLegalThere() throws {
        let fading = NetworkDynamics.binary(
            AnnealingSchedules(
                epsilon: .constant(0.5), lambda: .exponential(initial: 1, tau: 0.2), quantizer: .sigmaDelta))
        let failure = try #require(SmallRuns.run(fading).failure)
        #expect(failure.hasPrefix("lambda = 1*exp(-t/0.2) is 0 at step 21 in float32; "))
        #expect(failure.hasSuffix(", or compute in float64"))
        var fine = SmallRuns.plan
        fine.precision = .float64
        #expect(try SmallRuns.run(fading, fine).failure == nil)
        #expect(try SmallRuns.run(.continuous(epsilon: 1e39)).failure?.hasPrefix("epsilon = ") == true)
    }
}
