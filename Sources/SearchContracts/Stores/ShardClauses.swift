import HyperparameterSearch

extension TrialStoreContract {
    /// Runs that evaluate one of several shards.
    static let shardClauses = [
        Clause("a run claims its shard alone; the rest waits for the others") { handles in
            let study = try handles.store.openStudy(Sample.definition(budget: 10)).id
            func begin(_ shard: String?) throws -> RunID {
                var description = Sample.run
                description.shard = shard.flatMap(Shard.init)
                return try handles.store.beginRun(description, of: study)
            }
            let second = try begin("2/3")
            try expectEqual(try handles.store.claim(2, for: second), [1, 4], "the second shard's claims")
            try expectEqual(
                try handles.other.counts(of: study), TrialCounts([.claimed: 2, .waiting: 3]), "the counts")
            let shards = try ["1/3", "2/3", "3/3"].map { text in
                try handles.other.remaining(of: study, in: expectPresent(Shard(text), "the shard \(text)"))
            }
            try expectEqual(shards, [4, 3, 3], "what remains of the shards")
            try handles.store.record([Sample.complete(4, 1)], for: second)
            try expectEqual(try handles.store.claim(9, for: second), [7], "the rest of the shard")
            try expectEqual(try handles.store.claim(9, for: second), [], "nothing beyond it")

            let third = try begin("3/3")
            try expectEqual(
                try handles.store.renew(third), StudyActivity(otherRuns: 1, claimedByOthers: 0, unclaimed: 3),
                "what the third shard's run sees")
            try expectEqual(try handles.store.claim(9, for: third), [2, 5, 8], "the third shard's claims")
            let all = try begin(nil)
            try expectEqual(try handles.store.claim(9, for: all), [0, 3, 6, 9], "what a run of all finds")
            try expectEqual(try handles.store.renew(all).claimedByOthers, 5, "what others have claimed")
            try handles.store.endRun(second, as: .interrupted)
            try expectEqual(try handles.store.claim(9, for: all), [1, 7], "what the second shard's run left")
        },
        Clause("a run evaluates the pruned trials of its own shard again") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 4)
            try handles.store.claimAndRecord((0..<4).map { Sample.trial($0, .pruned(bound: 1)) }, for: run)
            var description = Sample.run
            description.shard = Shard("2/2")
            let half = try handles.other.beginRun(description, of: study)
            try expectEqual(
                try handles.other.remaining(of: study, in: expectPresent(Shard("2/2"), "the shard"), reopening: .all),
                2, "what remains of the shard")
            try expectEqual(try handles.other.claim(9, for: half, reopening: .all), [1, 3], "the claims")
            try expectEqual(
                try handles.other.runs(of: study).map(\.description.shard), [nil, Shard("2/2")], "the shards")
        },
    ]
}
