import HyperparameterSearch
import TestSupport
import Testing

@testable import AnnealingStudies

@Suite("What is stored of a trial does not depend, to the bit, on how it was evaluated")
struct StoredValuesTests {
    @Test("threads, batch sizes and the kernels' dispatch levels", arguments: [1, 2], [1, 3])
    func complete(inputs: Int, networks: Int) throws {
        let plain = try SmallConvergenceStudy(inputs: inputs, networks: networks)
        try plain.run()
        let expected = try plain.contents()
        #expect(Set(expected.map(\.state)) == [.complete, .failed])
        try DispatchLevels.withEach { level in
            for threads in [1, 2] {
                for size in [1, 7, 256] {
                    var study = try SmallConvergenceStudy(inputs: inputs, networks: networks)
                    study.objective.preferredBatchSize = size
                    try study.run(threads: threads)
                    #expect(try study.contents() == expected, "\(level), \(threads) threads, batches of \(size)")
                }
            }
        }
    }

    @Test("the complete trials of a run that prunes, likewise")
    func pruned() throws {
        let plain = try SmallConvergenceStudy()
        try plain.run()
        let expected = try plain.contents()
        try DispatchLevels.withEach { level in
            for size in [1, 7, 256] {
                var study = try SmallConvergenceStudy()
                study.objective.preferredBatchSize = size
                try study.run(.keep(5), threads: 2)
                let stored = try study.contents()
                let complete = stored.filter { $0.state == .complete }
                #expect(complete.count >= 5)
                #expect(size > 7 || stored.contains { $0.state == .pruned })
                #expect(complete == complete.map { expected[$0.number] }, "\(level), batches of \(size)")
            }
        }
    }

    @Test("and equal what a trial gives by itself")
    func alone() throws {
        let study = try SmallConvergenceStudy(inputs: 2)
        try study.run(threads: 2)
        for trial in try study.contents() {
            let parameters = try #require(trial.parameters)
            let evaluation = study.objective.evaluation(of: Candidate(number: trial.number, parameters: parameters))
            switch evaluation.outcome {
            case .complete(let value): #expect(trial.value == value)
            case .failed(let reason): #expect(trial.reason == reason)
            case .pruned: Issue.record("a trial by itself is never pruned")
            }
            #expect(trial.values == evaluation.values)
            #expect(trial.trace == evaluation.trace)
            #expect(trial.steps == evaluation.steps)
        }
    }
}
