import Foundation
import GRDB
import HyperparameterSearch
import SearchContracts
import TestSupport
import Testing

@testable import StudyStorage

@Suite("A trial whose row is deleted") struct MissingTrialTests {
    private static func isMissing(_ error: any Error) -> Bool {
        if case StudyError.trialsMissing(study: "low", count: 1) = error { true } else { false }
    }

    @Test("while a run evaluates it ends the run with an error, not as interrupted")
    func whileRunning() throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("s.sqlite")
            let store = try SQLiteStore(path: path)
            let study = try store.openStudy(Sample.definition("low", budget: 9))
            let objective = ClosureObjective(.minimize) { parameters in
                // All trials have been claimed by now.
                try store.write { try $0.execute(sql: "DELETE FROM trials WHERE number = 3") }
                return try parameters.number("x")
            }
            let sampler = RandomSampler(try SearchSpace([.float("x", in: -1...1)]), stream: .keyed(seed: 1))
            let runner = try StudyRunner(
                study: study, store: store, sampler: sampler, objective: objective, threads: try ThreadCount(1))
            #expect { try runner.run(Sample.run, cancellation: Cancellation()) } throws: { Self.isMissing($0) }
            #expect { try store.beginRun(Sample.run, of: study.id) } throws: { Self.isMissing($0) }
        }
    }
}

@Suite("A clock that cannot be true") struct ClockTests {
    @Test("is refused before anything is recorded", arguments: [-1e9, 253_400_000_000, 1e13])
    func refused(seconds: Double) {
        #expect {
            try StoredRow.checkClock("s.sqlite", now: Date(timeIntervalSince1970: seconds))
        } throws: { error in
            "\(error)".hasPrefix("the clock of this machine says ")
        }
    }

    @Test("a usual time is not refused", arguments: [0, 1.8e9, 4e9])
    func accepted(seconds: Double) throws {
        try StoredRow.checkClock("s.sqlite", now: Date(timeIntervalSince1970: seconds))
    }
}
