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
        Clause("revived trials wait, without anything of what was recorded") { handles in
            let (study, run) = try handles.store.openAndBegin()
            let trace = Data([1, 2, 3])
            try handles.store.claimAndRecord(
                [
                    Sample.complete(0, 1), Sample.trial(1, .pruned(bound: 2), trace: trace),
                    Sample.trial(2, .pruned(bound: 3), trace: trace), Sample.trial(3, .failed(reason: "no")),
                    Sample.trial(4, .pruned(bound: 4)),
                ], for: run)
            try expectEqual(try handles.store.revive(boundedBy: 3, for: run), 2, "the trials bounded by 3 or less")
            try expectEqual(
                try handles.other.trial(2, of: study), Trial(number: 2, claimedBy: nil), "a revived trial")
            try expect(try handles.other.trace(ofTrial: 2, of: study) == nil, "a revived trial has no trace")
            try expectEqual(
                try handles.store.counts(of: study),
                TrialCounts([.complete: 1, .failed: 1, .pruned: 1, .waiting: 2]), "the counts")
            try expectEqual(try handles.store.revive(boundedBy: nil, for: run), 1, "the rest")
            try expectEqual(try handles.other.claim(3, for: run), [1, 2, 4], "revived trials are claimed again")
            try handles.store.record([Sample.trial(2, .complete(value: 5), trace: trace)], for: run)
            try expectEqual(try handles.other.trace(ofTrial: 2, of: study), trace, "the new trace")
        },
        Clause("revived trials, where larger is better") { handles in
            let (_, run) = try handles.store.openAndBegin(direction: .maximize)
            try handles.store.claimAndRecord(
                [Sample.trial(0, .pruned(bound: 2)), Sample.trial(1, .pruned(bound: 3))], for: run)
            try expectEqual(try handles.store.revive(boundedBy: 3, for: run), 1, "the trials bounded by 3 or more")
            try expectEqual(try handles.store.claim(2, for: run), [1, 2], "the claims")
        },
    ]
}
