import Checksums
import Foundation
import SpikingDynamics
import Testing

@testable import EquilibriumPropagation

/// Checkpoints and traces: what is kept of a run, and comes back exactly.
@Suite struct TrainingCheckpointTests {
    @Test(
        arguments: [SampleRules.binary, SampleRules.continuous], [0, 1, 35, 36, 78, 139, 140])
    func goesOnFromACheckpointAsIfNothingHadHappened(_ dynamics: NetworkDynamics, _ stop: Int) throws {
        for precision in Precision.allCases {
            var plan = SmallRuns.plan
            plan.precision = precision
            let straight = try SmallRuns.run(dynamics, plan)
            #expect(straight.advance(to: .max))
            let stopped = try SmallRuns.run(dynamics, plan)
            #expect(stopped.advance(to: stop))
            let other = try SmallRuns.run(dynamics, plan)
            #expect(other.restore(try #require(stopped.checkpoint)))
            #expect(other.updateCount == stop)
            #expect(other.advance(to: .max))
            #expect(other.readings == straight.readings)
            #expect(try other.network() == straight.network())
            #expect(try other.weightArchive() == straight.weightArchive())
            #expect(other.checkpoint == straight.checkpoint)
        }
    }

    @Test func damagedOrForeignCheckpointsAreRefused() throws {
        let stopped = try SmallRuns.run()
        #expect(stopped.advance(to: 20))
        let checkpoint = try #require(stopped.checkpoint)
        let fresh = try SmallRuns.run()
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
        #expect(try !SmallRuns.run(seed: 8).restore(checkpoint))
        var wider = SmallRuns.plan
        wider.hidden = [31]
        #expect(try !SmallRuns.run(SampleRules.binary, wider).restore(checkpoint))
        var finer = SmallRuns.plan
        finer.precision = .float64
        #expect(try !SmallRuns.run(SampleRules.binary, finer).restore(checkpoint))
        #expect(fresh.restore(checkpoint))
    }

    @Test func readingsThatAreNotFiniteAreKept() throws {
        let run = try SmallRuns.run()
        let score = Score(error: 0.5, loss: .infinity, spikes: [0.5], residual: -.infinity)
        let reading = Reading(update: 35, epoch: 1, training: score, test: score, distance: .nan)
        run.go(to: try run.network(), updateCount: 35, readings: [reading])
        let fresh = try SmallRuns.run()
        #expect(fresh.restore(try #require(run.checkpoint)))
        let restored = try #require(fresh.readings.first)
        #expect(restored.training == score)
        #expect(restored.distance.isNaN)
        #expect(fresh.failure == run.failure)
    }

    /// Half a run of one arithmetic and half of another would be the values of none.
    @Test(arguments: [#""numerics":\#(Numerics.version + 1),"#, ""])
    func aCheckpointOfOtherNumericsIsRefused(key: String) throws {
        let run = try SmallRuns.run()
        #expect(run.advance(to: 20))
        var foreign = try #require(run.checkpoint)
        let own = Data(#""numerics":\#(Numerics.version),"#.utf8)
        let place = try #require(foreign.range(of: own))
        foreign.replaceSubrange(place, with: Data(key.padding(toLength: own.count, withPad: " ", startingAt: 0).utf8))
        let sum = CRC32.of(foreign.dropLast(4))
        foreign.removeLast(4)
        foreign.append(littleEndian: sum)
        let fresh = try SmallRuns.run()
        #expect(!fresh.restore(foreign))
        #expect(fresh.updateCount == 0)
    }

    @Test func aLearningTraceReadsBackExactly() throws {
        let run = try SmallRuns.run()
        #expect(run.advance(to: 30))
        let trace = LearningTrace(run.readings)
        #expect(LearningTrace(trace.encoded) == trace)
        #expect(trace.encoded == LearningTrace(run.readings).encoded)
        #expect(LearningTrace(Data([1, 3, 0])) == nil)
        #expect(LearningTrace(Data("{\"format\":\"settle-learning-2\",\"readings\":[]}".utf8)) == nil)
    }
}
