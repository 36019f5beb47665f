import Checksums
import Foundation
import StudyFiles
import Testing

@testable import AnnealingStudies
@testable import HyperparameterSearch
@testable import SpikingDynamics

@Suite("A checkpoint of a convergence study")
struct ConvergenceCheckpointTests {
    private static let networks = [
        NetworkSpecification(layers: [8, 7, 3], weightSeed: 1, inputSeeds: [2, 3]),
        NetworkSpecification(layers: [9, 6, 3], weightSeed: 4, inputSeeds: [5]),
    ]

    private func objective(_ networks: [NetworkSpecification] = networks, steps: Int = 130) throws
        -> ConvergenceObjective
    {
        try ConvergenceObjective(
            ConvergenceSettings(networks: networks, steps: steps, measure: .meanError, noiseSeed: 5))
    }

    private func candidate(
        _ number: Int = 7, _ quantizer: Quantizer = .sigmaDelta, lambda: Double = 0.8, decoder: Decoder = .paper
    ) -> Candidate {
        Candidate(
            number: number,
            parameters: AnnealingSchedules(
                epsilon: .powerLaw(initial: 0.7, exponent: 0.2), lambda: .powerLaw(initial: lambda, exponent: 0.3),
                quantizer: quantizer, decoder: decoder
            ).trialParameters)
    }

    /// The checkpoint of a trial that is stopped at a step, or on the way between two networks.
    private func checkpoint(_ candidate: Candidate, at step: Int) throws -> Data {
        let objective = try objective()
        var batch = [objective.begin(candidate)]
        #expect(objective.advance(&batch, to: step, cancellation: Cancellation()))
        return try #require(objective.checkpoint(of: batch[0]))
    }

    @Test("is taken up by another objective, and the trial ends the same", arguments: Quantizer.allCases, [0.8, 900])
    func another(quantizer: Quantizer, lambda: Double) throws {
        let candidate = candidate(7, quantizer, lambda: lambda, decoder: quantizer == .threshold ? .paper : .aligned)
        let straight = try objective().evaluation(of: candidate)
        for step in [1, 19, 50, 51, 129] {
            guard straight.steps > step else { continue }
            let second = try objective()
            var restored = [try second.restore(candidate, from: checkpoint(candidate, at: step))]
            #expect(second.advance(&restored, to: 130, cancellation: Cancellation()))
            guard case .ended(let evaluation) = second.status(of: restored[0]) else {
                Issue.record("the trial has ended")
                continue
            }
            #expect(evaluation == straight, "from step \(step)")
        }
    }

    @Test("is ignored where any of its bytes is changed or missing")
    func damaged() throws {
        let objective = try objective()
        let whole = try checkpoint(candidate(), at: 60)
        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 4
            #expect(throws: CheckpointProblem.self) { _ = try objective.restore(candidate(), from: bytes) }
        }
        for count in stride(from: 0, to: whole.count, by: 3) {
            #expect(throws: CheckpointProblem.self) {
                _ = try objective.restore(candidate(), from: whole.prefix(count))
            }
        }
        #expect(throws: CheckpointProblem.damaged) { _ = try objective.restore(candidate(), from: whole + [0]) }
    }

    @Test("of another version of the numerics is ignored, and the reason names both")
    func numerics() throws {
        var bytes = try checkpoint(candidate(), at: 60).dropLast(4)
        let place = bytes.startIndex + ConvergenceCheckpoint.magic.count
        bytes[place] = UInt8(Numerics.version + 1)
        bytes.append(littleEndian: CRC32.of(bytes))
        let problem = CheckpointProblem.otherNumerics(Numerics.version + 1, wanted: Numerics.version)
        #expect(throws: problem) { _ = try objective().restore(candidate(), from: bytes) }
        #expect(
            problem.description == "was made with numerics version \(Numerics.version + 1), and this is "
                + "\(Numerics.version)")
    }

    @Test("names the trial as it did before there were other decoders, so that older ones are read")
    func identity() throws {
        let settings = try objective().settings.canonical.text
        let expected = SHA256.bytes(of: Data((settings + "\n7 0.7/t^0.2 0.8/t^0.3 sigma-delta").utf8))
        let identity = try checkpoint(candidate(), at: 60).dropFirst(ConvergenceCheckpoint.magic.count + 8).prefix(32)
        #expect(Array(identity) == Array(expected))
    }

    @Test("of another trial, other schedules or other settings is ignored")
    func others() throws {
        let bytes = try checkpoint(candidate(), at: 60)
        for other in [
            candidate(8), candidate(7, .threshold), candidate(7, lambda: 0.81), candidate(7, decoder: .aligned),
        ] {
            #expect(throws: CheckpointProblem.otherTrial) { _ = try objective().restore(other, from: bytes) }
        }
        for other in [try objective([Self.networks[0]]), try objective(steps: 131)] {
            #expect(throws: CheckpointProblem.otherTrial) { _ = try other.restore(candidate(), from: bytes) }
        }
    }

    @Test(
        "of a stopped run lets the next one go on, with any threads and batches, to what a straight run stores",
        arguments: [1, 2], [CompleteScheduler() as any Scheduler, LosslessTopScheduler(5)])
    func runs(networks: Int, scheduler: any Scheduler) throws {
        let straight = try SmallConvergenceStudy(networks: networks)
        try straight.run()
        var study = try SmallConvergenceStudy(networks: networks)
        var (kept, runs) = (0, 0)
        while runs < 400 {
            runs += 1
            study.objective.preferredBatchSize = [1, 9, 64][runs % 3]
            let cancellation = Cancellation()
            let summary = try study.runStopping(
                scheduler, threads: 1 + runs % 2, cancellation: cancellation,
                blocks: scheduler.rankingSize == 0 ? 4 : 12)
            kept += summary.progress.kept
            #expect(summary.progress.ignored.isEmpty)
            if summary.ending == .finished { break }
        }
        #expect(kept > 0 && runs > 1 && runs < 400)
        #expect(try study.best(5) == straight.best(5))
        if scheduler.rankingSize == 0 { #expect(try study.contents() == straight.contents()) }
        #expect(try study.checkpoints().isEmpty, "finished trials have none")
    }
}
