import Foundation
import HyperparameterSearch

extension TrialStoreContract {
    static let runClauses = [
        Clause("a run is listed as it was described, and how it ended") { handles in
            let (study, first) = try handles.store.openAndBegin()
            let open = try expectPresent(try handles.other.runs(of: study).first, "the run at work")
            try expectEqual(open.id, first, "its id")
            try expectEqual(open.description, Sample.run, "its description")
            try expect(open.ended == nil && open.ending == nil, "a run at work without an ending", found: "\(open)")

            var runs = [first]
            let endings: [RunEnding] = [.interrupted, .failed, .finished]
            for (index, ending) in endings.enumerated() {
                if index > 0 { runs.append(try handles.store.beginRun(Sample.run, of: study)) }
                try handles.store.endRun(runs[index], as: ending)
            }
            let listed = try handles.other.runs(of: study)
            try expectEqual(listed.map(\.id), runs, "the runs, first to last")
            try expectEqual(listed.map(\.ending), endings, "the endings")
            for run in listed {
                let ended = try expectPresent(run.ended, "a moment of ending")
                try expect(ended >= run.started, "the end after the start", found: "\(run)")
            }
        },
        Clause("runs with one scheduler work together; one with another is told which") { handles in
            let (study, run) = try handles.store.openAndBegin()
            let second = try handles.other.beginRun(Sample.run, of: study)
            var other = Sample.run
            other.scheduler = "another"
            for store in [handles.store, handles.other] {
                try expectError("otherScheduler, naming run \(run)") { error in
                    guard case StudyError.otherScheduler(let busy, "another") = error else { return false }
                    return busy.id == run && busy.description == Sample.run
                } from: {
                    _ = try store.beginRun(other, of: study)
                }
            }
            try expectEqual(try handles.store.runs(of: study).map(\.id), [run, second], "the runs")
            for run in [run, second] { try handles.store.endRun(run, as: .finished) }
            _ = try handles.other.beginRun(other, of: study)
        },
        Clause("the results of each run are counted") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 6)
            let second = try handles.other.beginRun(Sample.run, of: study)
            try expectEqual(
                try handles.other.recordedTrials(of: study).filter { $0.value > 0 }, [:], "the first counts")
            _ = try handles.store.claim(3, for: run)
            _ = try handles.other.claim(3, for: second)
            try handles.store.record([Sample.complete(0, 1), Sample.complete(2, 3)], for: run)
            try handles.other.record([Sample.complete(4, 2)], for: second)
            try expectEqual(try handles.other.recordedTrials(of: study), [run: 2, second: 1], "the counts")
        },
        Clause("runs that work together claim what others have not") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 7)
            let second = try handles.other.beginRun(Sample.run, of: study)
            try expectEqual(try handles.store.claim(3, for: run), [0, 1, 2], "the first run's claims")
            try expectEqual(try handles.other.claim(2, for: second), [3, 4], "the second run's claims")
            try expectEqual(
                try handles.store.renew(run), StudyActivity(otherRuns: 1, claimedByOthers: 2, unclaimed: 2, lapses: 0),
                "what the first sees")
            try handles.store.release([1, 2, 3, 99], for: run)
            try expectEqual(
                try handles.other.renew(second),
                StudyActivity(otherRuns: 1, claimedByOthers: 1, unclaimed: 4, lapses: 0), "what the second sees")
            try expectEqual(try handles.other.claim(9, for: second), [1, 2, 5, 6], "what was given back, and the rest")
            for number in [1, 2] {
                try expectError("notClaimed(\(number))", where: StudyError.isNotClaimed(number)) {
                    try handles.store.record([Sample.complete(number, 1)], for: run)
                }
            }
            try handles.store.endRun(run, as: .interrupted)
            try expectEqual(try handles.other.renew(second).otherRuns, 0, "the runs besides the second")
            try expectEqual(try handles.other.claim(9, for: second), [0], "what the first left")
        },
        Clause("runs of two studies do not meet") { handles in
            let (one, first) = try handles.store.openAndBegin("one")
            let (two, second) = try handles.other.openAndBegin("two")
            try expectEqual(try handles.store.claim(2, for: first), [0, 1], "the claims in one study")
            try expectEqual(try handles.other.claim(2, for: second), [0, 1], "the claims in the other")
            try handles.store.endRun(first, as: .finished)
            try expectEqual(try handles.store.counts(of: two)[.claimed], 2, "the other study's claims")
            try expectEqual(try handles.store.counts(of: one)[.waiting], 2, "the ended run's claims, now waiting")
        },
        Clause("an ended run does nothing more") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(1, for: run)
            try handles.store.endRun(run, as: .interrupted)
            let acts: [(String, () throws -> Void)] = [
                ("claim", { _ = try handles.store.claim(1, for: run) }),
                ("record", { try handles.store.record([Sample.complete(0, 1)], for: run) }),
                ("renew", { try handles.store.renew(run) }),
                ("endRun", { try handles.store.endRun(run, as: .finished) }),
            ]
            for (name, act) in acts {
                try expectError("runEnded from \(name)", where: StudyError.isRunEnded, from: act)
            }
            try expectEqual(try handles.store.runs(of: study).map(\.ending), [.interrupted], "its ending")
        },
        Clause("a run that never was is an error") { handles in
            let none = RunID(123_456)
            try expectError("noRun", where: StudyError.isNoRun) { _ = try handles.store.claim(1, for: none) }
            try expectError("noRun", where: StudyError.isNoRun) { try handles.store.renew(none) }
            try expectError("noRun", where: StudyError.isNoRun) { try handles.store.endRun(none, as: .finished) }
        },
    ]
}
