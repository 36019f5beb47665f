import Checksums
import Foundation
import TestSupport
import Testing

@testable import EquilibriumPropagation

/// Whatever bytes a checkpoint or a learning trace is: a run goes on from there, or nothing changes.
@Suite("Fuzzing checkpoints and learning traces")
struct CheckpointFuzzTests {
    private static let plan = {
        var plan = TrainingPlan(hidden: [4], epochs: 4)
        plan.rule.rates = [0.8, 0.4]
        plan.rule.negativeSteps = 3
        return plan
    }()

    private static func run() throws -> TrainingRun {
        try TrainingRun(plan, dynamics: SampleRules.binary, seed: 7, images: Digits.smallSplit)
    }

    private static let words = [
        "\"updateCount\":", "\"update\":", "\"epoch\":", "\"readings\":[", "\"inf\"", "\"nan\"", "\"spikes\":[]",
        "null",
        "1e300", "-1", ",", "}",
    ]

    /// The CRC is made right again, most of the time: else nothing would get past it.
    private static func withChecksum(_ bytes: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
        guard bytes.count > 4, !random.isOne(in: 8) else { return bytes }
        var body = Array(bytes.dropLast(4))
        body.append(littleEndian: CRC32.of(body))
        return body
    }

    @Test("A checkpoint is gone on from, or changes nothing")
    func checkpoints() throws {
        let (made, fresh) = (try Self.run(), try Self.run())
        var corpus = [[UInt8](try #require(made.checkpoint))]
        for update in [20, 70, 140] {
            _ = made.advance(to: update)
            corpus.append([UInt8](try #require(made.checkpoint)))
        }
        let mutator = ByteMutator(corpus: corpus, words: Self.words)
        let before = fresh.checkpoint
        try FuzzTarget("checkpoint", cost: 4).run { random in
            let bytes = mutator.input(&random)
            return Self.withChecksum(bytes, &random)
        } read: { bytes in
            guard fresh.restore(Data(bytes)) else {
                #expect(fresh.checkpoint == before)
                return
            }
            let restored = try Self.run()
            #expect(restored.restore(Data(bytes)))
            #expect((0...restored.updates).contains(restored.updateCount))
            #expect((0...restored.updates).contains(restored.stepsMade))
            _ = (restored.isComplete, restored.lastReadings, restored.epoch)
            _ = restored.advance(to: restored.updateCount + 1)
            #expect(fresh.restore(try #require(before)))
        }
    }

    @Test("A learning trace reads back as it was, or is none")
    func traces() throws {
        let run = try Self.run()
        _ = run.advance(to: 36)
        var trace = LearningTrace(run.readings)
        let plain = [UInt8](trace.encoded)
        trace.readings[0].test.loss = .nan
        trace.readings[0].epoch = -.infinity
        let mutator = ByteMutator(corpus: [plain, [UInt8](trace.encoded)], words: Self.words)
        try FuzzTarget("learning-trace", cost: 2).run(mutator.input) { bytes in
            guard let trace = LearningTrace(Data(bytes)) else { return }
            #expect(LearningTrace(trace.encoded)?.encoded == trace.encoded)
        }
    }
}
