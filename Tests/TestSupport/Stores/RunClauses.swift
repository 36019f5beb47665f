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
        Clause("one run at a time; the second is told which") { handles in
            let (study, run) = try handles.store.openAndBegin()
            for store in [handles.store, handles.other] {
                try expectError("busy, naming run \(run)") { error in
                    guard case StudyError.busy(let busy) = error else { return false }
                    return busy.id == run && busy.description == Sample.run
                } from: {
                    _ = try store.beginRun(Sample.run, of: study)
                }
            }
            try expectEqual(try handles.store.runs(of: study).count, 1, "the number of runs")
            try handles.store.endRun(run, as: .finished)
            _ = try handles.other.beginRun(Sample.run, of: study)
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
        Clause("a run that says it lives stays at work") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try handles.store.renew(run)
            try expectError("busy", where: StudyError.isBusy) {
                _ = try handles.other.beginRun(Sample.run, of: study)
            }
            try expectEqual(try handles.store.claim(1, for: run), [0], "its claim")
        },
    ]
}
