import HyperparameterSearch

extension TrialStoreContract {
    static let claimClauses = [
        Clause("claims ascend, never repeat, and end at the budget") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 8)
            try expectEqual(try handles.store.claim(3, for: run), [0, 1, 2], "the first claims")
            try expectEqual(try handles.other.claim(1, for: run), [3], "the next, by the other handle")
            try expectEqual(try handles.store.claim(0, for: run), [], "a claim of none")
            try expectEqual(try handles.store.claim(100, for: run), [4, 5, 6, 7], "the claims up to the budget")
            try expectEqual(try handles.store.claim(100, for: run), [], "the claims beyond the budget")
            try expectEqual(try handles.store.counts(of: study), TrialCounts([.claimed: 8]), "the counts")
        },
        Clause("a claimed trial is listed with its run and nothing else") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(1, for: run)
            let trial = try handles.other.trial(0, of: study)
            try expectEqual(trial, Trial(number: 0, claimedBy: run), "the claimed trial")
            try expect(try handles.store.trial(1, of: study) == nil, "no trial that nobody claimed")
        },
        Clause("what a run leaves waits, and is claimed first, in order") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 9)
            _ = try handles.store.claim(6, for: run)
            try handles.store.record([4, 0, 2].map { Sample.complete($0, 1) }, for: run)
            try handles.store.endRun(run, as: .interrupted)
            try expectEqual(
                try handles.store.counts(of: study), TrialCounts([.complete: 3, .waiting: 3]), "the counts")
            try expectEqual(
                try handles.other.trial(1, of: study), Trial(number: 1, claimedBy: nil), "a waiting trial")

            let next = try handles.other.beginRun(Sample.run, of: study)
            try expectEqual(try handles.other.claim(2, for: next), [1, 3], "the claims of what waits")
            try expectEqual(try handles.other.claim(3, for: next), [5, 6, 7], "what waits, then new ones")
            try expectEqual(try handles.other.claim(3, for: next), [8], "the last one")
            let runs = try handles.store.trials(of: study, matching: TrialQuery(states: [.claimed])).map(\.run)
            try expectEqual(runs, Array(repeating: next, count: 6), "the runs of the claimed trials")
        },
        Clause("of the waiting trials only those are claimed that are asked for, and new ones as ever") { handles in
            let (_, run) = try handles.store.openAndBegin(budget: 9)
            _ = try handles.store.claim(6, for: run)
            try handles.store.release([0, 1, 3, 4], for: run)
            let claim = { (request: ClaimRequest) in
                try handles.other.claim(request, for: run) { numbers in
                    numbers.map { Candidate(number: $0, parameters: Sample.parameters) }
                }.map(\.number)
            }
            // Trial 2 is claimed, and there is no trial 8 yet.
            let wanted: Set = [1, 2, 4, 8]
            try expectEqual(try claim(ClaimRequest(9, below: 3, waiting: wanted)), [1], "those below an end")
            try expectEqual(try claim(ClaimRequest(2, waiting: wanted)), [4, 6], "then the next new one")
            try expectEqual(try claim(ClaimRequest(9, waiting: [])), [7, 8], "the new ones alone")
            try expectEqual(try claim(ClaimRequest(9)), [0, 3], "all that waits, where none are named")
        },
        Clause("a budget does not change under a run at work") { handles in
            let (_, run) = try handles.store.openAndBegin(budget: 3)
            for budget in [2, 4] {
                try expectError("busy, for a budget of \(budget)", where: StudyError.isBusy) {
                    _ = try handles.other.openStudy(Sample.definition(budget: budget))
                }
            }
            try expectEqual(try handles.store.claim(9, for: run), [0, 1, 2], "the claims under the old budget")
        },
        Clause("a lowered budget is kept, for waiting trials too") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 6)
            _ = try handles.store.claim(6, for: run)
            try handles.store.endRun(run, as: .interrupted)
            _ = try handles.store.openStudy(Sample.definition(budget: 2))
            let next = try handles.store.beginRun(Sample.run, of: study)
            try expectEqual(try handles.store.remaining(of: study), 2, "what remains below the lowered budget")
            try expectEqual(try handles.store.claim(6, for: next), [0, 1], "the claims below the lowered budget")
            try handles.store.record([Sample.complete(1, 0)], for: next)
            try expectEqual(try handles.other.remaining(of: study), 1, "what remains after one has ended")
            try handles.store.endRun(next, as: .interrupted)
            _ = try handles.store.openStudy(Sample.definition(budget: 7))
            let last = try handles.store.beginRun(Sample.run, of: study)
            try expectEqual(try handles.store.claim(9, for: last), [0, 2, 3, 4, 5, 6], "the claims after raising it")
        },
    ]
}
