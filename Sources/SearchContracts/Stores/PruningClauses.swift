import Foundation
import HyperparameterSearch

extension TrialStoreContract {
    static let pruningClauses = [
        Clause("what is certain of the best ends at the best bound of a pruned trial") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try handles.store.claimAndRecord(
                [Sample.complete(0, 3), Sample.complete(1, 1), Sample.complete(2, 2)], for: run)
            try expect(try handles.other.guaranteedBest(of: study) == nil, "all is certain while nothing is pruned")
            _ = try handles.store.claim(2, for: run)
            try handles.store.record(
                [Sample.trial(3, .pruned(bound: 2.5), steps: 7), Sample.trial(4, .pruned(bound: 2))], for: run)
            try expectEqual(try handles.other.guaranteedBest(of: study), 1, "2 is not better than a bound of 2")
        },
        Clause("what is certain of the best, where larger is better") { handles in
            let (study, run) = try handles.store.openAndBegin(direction: .maximize)
            try handles.store.claimAndRecord(
                [Sample.complete(0, 3), Sample.complete(1, 1), Sample.trial(2, .pruned(bound: 2))], for: run)
            try expectEqual(try handles.other.guaranteedBest(of: study), 1, "the best that are certain")
        },
        Clause("a pruned trial without a bound leaves nothing of the best certain") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try handles.store.claimAndRecord(
                [
                    Sample.complete(0, 1), Sample.trial(1, .pruned(bound: 2)),
                    Sample.trial(2, .pruned(Pruning(lastValue: 5)), steps: 3),
                ], for: run)
            try expectEqual(try handles.other.guaranteedBest(of: study), 0, "the best that are certain")
            try expectEqual(
                try handles.other.trial(2, of: study)?.result?.outcome, .pruned(Pruning(lastValue: 5)),
                "the stopped trial's outcome")
        },
        Clause("a pruned trial stays pruned, with its bound, until a full result replaces it") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 5)
            let trace = Data([1, 2, 3])
            let pruned = [
                Sample.trial(1, .pruned(bound: 2), trace: trace), Sample.trial(2, .pruned(bound: 3), trace: trace),
            ]
            try handles.store.claimAndRecord(
                [Sample.complete(0, 1)] + pruned
                    + [Sample.trial(3, .failed(reason: "no")), Sample.trial(4, .pruned(bound: 4))], for: run)
            let counts = TrialCounts([.complete: 1, .failed: 1, .pruned: 3])
            try expectEqual(
                try handles.other.remaining(of: study, in: .whole, reopening: .notWorse(than: 3)), 2, "what remains")
            try expectEqual(
                try handles.store.renew(run, reopening: .notWorse(than: 3)).unclaimed, 2, "what nobody has claimed")
            try expectEqual(
                try handles.store.claim(9, for: run, reopening: .notWorse(than: 3)), [1, 2], "the claims")
            try expectEqual(try handles.other.claim(9, for: run, reopening: .notWorse(than: 3)), [], "no second claim")
            try expectEqual(try handles.other.counts(of: study), counts, "the counts while they are evaluated")
            let claimed = try expectPresent(try handles.other.trial(2, of: study), "trial 2")
            try expectEqual(claimed.bound, 3, "its bound while it is evaluated")
            try expectEqual(claimed.holder, run, "the run that works on it")
            try expectEqual(try handles.other.trace(ofTrial: 2, of: study), trace, "its trace meanwhile")
            try expectEqual(try handles.other.guaranteedBest(of: study), 1, "the best that are certain meanwhile")

            try handles.store.release([1], for: run)
            try expectEqual(
                try handles.other.trial(1, of: study), Trial(pruned[0], run: run), "a trial that was given back")
            let full = Sample.trial(2, .complete(value: 5), trace: Data([9]))
            try handles.store.record([full], for: run)
            try expectEqual(try handles.other.trial(2, of: study), Trial(full, run: run), "the full result")
            try expectEqual(try handles.other.trace(ofTrial: 2, of: study), Data([9]), "the new trace")
            try expectEqual(try handles.store.claim(9, for: run, reopening: .all), [1, 4], "all that is still pruned")
            try handles.store.endRun(run, as: .interrupted)
            try expectEqual(
                try handles.other.counts(of: study), TrialCounts([.complete: 2, .failed: 1, .pruned: 2]),
                "the counts after the run")
            try expectEqual(
                try handles.other.trial(1, of: study), Trial(pruned[0], run: run), "what an ended run gave back")
        },
        Clause("of two pruned results of a trial the one that says more is kept") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 2)
            let first = [Sample.trial(0, .pruned(bound: 2), steps: 9), Sample.trial(1, .pruned(bound: 2), steps: 9)]
            try handles.store.claimAndRecord(first, for: run)
            _ = try handles.store.claim(2, for: run, reopening: .all)
            let further = Sample.trial(1, .pruned(bound: 3), steps: 12)
            try handles.store.record([Sample.trial(0, .pruned(bound: 1), steps: 5), further], for: run)
            try expectEqual(
                try handles.other.trials(of: study, matching: .all),
                [Trial(first[0], run: run), Trial(further, run: run)], "the kept results")
        },
        Clause("pruned trials that are evaluated again, where larger is better") { handles in
            let (_, run) = try handles.store.openAndBegin(direction: .maximize)
            try handles.store.claimAndRecord(
                [Sample.trial(0, .pruned(bound: 2)), Sample.trial(1, .pruned(bound: 3))], for: run)
            try expectEqual(
                try handles.store.claim(2, for: run, reopening: .notWorse(than: 3)), [1, 2], "the claims")
        },
        Clause("a trial that is evaluated again has checkpoints; its result ends them") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try handles.store.claimAndRecord([Sample.trial(0, .pruned(bound: 2))], for: run)
            _ = try handles.store.claim(1, for: run, reopening: .all)
            let checkpoint = TrialCheckpoint(number: 0, step: 5, data: Data([5]))
            try handles.store.saveCheckpoint(checkpoint, for: run)
            try expectEqual(try handles.other.checkpoint(ofTrial: 0, of: study), checkpoint, "its checkpoint")
            try handles.store.record([Sample.complete(0, 3)], for: run)
            try expect(try handles.other.checkpoint(ofTrial: 0, of: study) == nil, "no checkpoint of a complete trial")
        },
    ]
}
