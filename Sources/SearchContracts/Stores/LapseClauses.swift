import Foundation
import HyperparameterSearch

extension TrialStoreContract {
    /// Runs that were taken for dead and are alive.
    static let lapseClauses = [
        Clause("an abandoned run that speaks goes on, without its claims") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(2, for: run)
            try handles.other.endRun(run, as: .abandoned)
            try expectEqual(try handles.store.runs(of: study).map(\.ending), [.abandoned], "its ending")
            try expectEqual(try handles.store.counts(of: study), TrialCounts([.waiting: 2]), "the counts")
            let activity = try handles.store.renew(run)
            try expectEqual(activity.lapses, 1, "its lapses")
            try expectEqual(activity.unclaimed, 10, "what nobody has claimed")
            try expectEqual(try handles.store.runs(of: study).map(\.ending), [nil], "its ending, after it spoke")
            try expectEqual(try handles.store.claim(1, for: run), [0], "its next claim")
            try expectEqual(try handles.store.renew(run).lapses, 1, "its lapses, later")
            try handles.store.endRun(run, as: .finished)
            try expectEqual(try handles.store.runs(of: study).map(\.ending), [.finished], "its last ending")
        },
        Clause("late results are recorded where nobody has done it") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(3, for: run)
            try handles.store.endRun(run, as: .abandoned)
            let second = try handles.other.beginRun(Sample.run, of: study)
            try expectEqual(try handles.other.claim(1, for: second), [0], "the second run's claim")
            let late = (0..<3).map { Sample.trial($0, .complete(value: Double($0)), trace: Data([UInt8($0)])) }
            let recording = try handles.store.record(late, for: run)
            try expectEqual(recording.recorded, [0, 1, 2], "the recorded trials")
            try expectEqual(try handles.store.counts(of: study), TrialCounts([.complete: 3]), "the counts")
            try expectEqual(
                try handles.store.trials(of: study, matching: .all), late.map { Trial($0, run: run) }, "the trials")
            // The second run has lost its trial; it notices only when it uses it.
            try expectError("notClaimed(0)", where: StudyError.isNotClaimed(0)) {
                try handles.other.saveCheckpoint(.init(number: 0, step: 1, data: Data()), for: second)
            }
            try expectEqual(try handles.other.claim(1, for: second), [3], "the second run's next claim")
            // Its result is late too, although this run was never taken for dead.
            let again = try handles.other.record(
                [Sample.trial(0, .complete(value: 0), trace: Data([0])), Sample.complete(3, 3)], for: second)
            try expectEqual(again.repeated, [0], "what the second run finds recorded")
            try expectEqual(again.recorded, [3], "what it records")
            try expectError("notClaimed(3)", where: StudyError.isNotClaimed(3)) {
                try handles.other.record([Sample.complete(3, 3)], for: second)
            }
        },
        Clause("a late result that is the same changes nothing; another is noted") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(5, for: run)
            try handles.store.endRun(run, as: .abandoned)
            let second = try handles.other.beginRun(Sample.run, of: study)
            let kept = [
                Sample.trial(0, .complete(value: 1), values: ["early": 0.5], trace: Data([1])),
                Sample.trial(1, .complete(value: 1)), Sample.trial(2, .failed(reason: "no")),
                Sample.trial(3, .pruned(bound: 5)), Sample.trial(4, .complete(value: 4)),
            ]
            try handles.other.claimAndRecord(kept, for: second)
            let recording = try handles.store.record(
                [
                    Sample.trial(0, .complete(value: 1), values: ["early": 0.5], trace: Data([1]), finished: 9e9),
                    Sample.trial(1, .complete(value: 1.0.nextUp)), Sample.trial(2, .failed(reason: "no")),
                    Sample.trial(3, .complete(value: 5)), Sample.trial(4, .pruned(bound: 4.5)),
                ], for: run)
            try expectEqual(recording.recorded, [3], "the full result of a trial that is pruned")
            try expectEqual(recording.repeated, [0, 2], "those that are the same")
            try expectEqual(recording.conflicting, [1, 4], "those that cannot be")
            var wanted = kept.map { Trial($0, run: second) }
            wanted[3] = Trial(Sample.trial(3, .complete(value: 5)), run: run)
            for store in [handles.store, handles.other] {
                let trials = try store.trials(of: study, matching: .all)
                try expectEqual(trials, wanted, "the trials, as they were recorded first")
                let conflicts = try store.conflicts(of: study)
                try expectEqual(conflicts.map(\.number), [1, 4], "the conflicts")
                try expectEqual(conflicts.map(\.run), [run, run], "the runs whose results came second")
                let text = conflicts.first?.difference ?? ""
                try expect(text.contains("1.0000000000000002"), "the other value, told", found: text)
            }
        },
        Clause("a late batch is refused as a whole where a trial never was") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(1, for: run)
            try handles.store.endRun(run, as: .abandoned)
            try expectError("notClaimed(7)", where: StudyError.isNotClaimed(7)) {
                try handles.store.record([Sample.complete(0, 1), Sample.complete(7, 1)], for: run)
            }
            try expectEqual(try handles.store.counts(of: study), TrialCounts([.waiting: 1]), "the counts")
        },
    ]
}
