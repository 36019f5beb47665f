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
        Clause("trials are claimed in an order that is asked for, waiting and new ones alike") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 10)
            let next = try handles.store.beginRun(Sample.run, of: study)
            let claim = { (request: ClaimRequest) in
                try handles.other.claim(request, for: next) { numbers in
                    numbers.map { Candidate(number: $0, parameters: ["x": .number(Double($0))]) }
                }
            }
            _ = try handles.store.claim(4, for: run)
            try handles.store.record([Sample.complete(2, 1)], for: run)
            try handles.store.release([1, 3], for: run)
            // Trial 0 is claimed, trial 2 has ended, and there is no trial 10 below the budget.
            let first = try claim(ClaimRequest(3, order: [7, 2, 3, 0, 10, 5, 1]))
            try expectEqual(first.map(\.number), [7, 3, 5], "the first three that can be claimed")
            try expectEqual(first.map(\.parameters), [["x": 7], Sample.parameters, ["x": 5]], "their parameters")
            try expectEqual(
                try handles.store.counts(of: study), TrialCounts([.claimed: 4, .complete: 1, .waiting: 3]),
                "the counts, with the new trials 4 and 6")
            try expectEqual(try claim(ClaimRequest(9, below: 9, order: [9, 8, 7])).map(\.number), [8], "below an end")
            let rest = try claim(ClaimRequest(2, waiting: [6], order: [9, 4, 6, 1]))
            try expectEqual(rest.map(\.number), [9, 6], "new ones, and the waiting ones that are named")
            try expectEqual(rest.last?.parameters, ["x": 6], "the parameters of a trial that was passed over")
            try expectEqual(try claim(ClaimRequest(9, order: [])).count, 0, "a claim of none")
            try expectEqual(try claim(ClaimRequest(9)).map(\.number), [1, 4], "the rest, without an order")
            try expectEqual(try handles.other.remaining(of: study), 9, "what remains")
        },
        Clause("large claims in an order keep every trial") { handles in
            let budget = 1200
            let (study, run) = try handles.store.openAndBegin(budget: budget)
            let order = (0..<budget).map { $0 * 7 % budget }
            var numbers: [Int] = []
            for (handle, count) in [(handles.store, 500), (handles.other, 300), (handles.store, 900)] {
                numbers += try handle.claim(ClaimRequest(count, order: order), for: run) { numbers in
                    numbers.map { Candidate(number: $0, parameters: Sample.parameters) }
                }.map(\.number)
            }
            try expectEqual(numbers, order, "the claims of all")
            try handles.store.release(Array(order[100..<900]), for: run)
            try handles.other.record(order[..<100].map { Sample.complete($0, 1) }, for: run)
            try expectEqual(
                try handles.other.counts(of: study), TrialCounts([.complete: 100, .waiting: 800, .claimed: 300]),
                "the counts")
            let stored = try handles.store.trials(of: study, matching: .all)
            try expectEqual(stored.map(\.number), Array(0..<budget), "the stored trials")
        },
        Clause("a shard's trials are claimed in an order that is asked for") { handles in
            let study = try handles.store.openStudy(Sample.definition(budget: 9)).id
            var description = Sample.run
            description.shard = Shard("2/3")
            let run = try handles.store.beginRun(description, of: study)
            let claim = { (order: [Int]) in
                try handles.store.claim(ClaimRequest(9, order: order), for: run) { numbers in
                    numbers.map { Candidate(number: $0, parameters: Sample.parameters) }
                }.map(\.number)
            }
            try expectEqual(try claim([5, 4, 3, 2]), [4], "the shard's trial among these")
            try expectEqual(try claim([7, 4, 1, 0]), [7, 1], "another new one, and one that waits")
            try expectEqual(
                try handles.other.counts(of: study), TrialCounts([.claimed: 3, .waiting: 5]), "the counts")
        },
        Clause("pruned trials are claimed again in an order that is asked for") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 4)
            try handles.store.claimAndRecord((0..<3).map { Sample.trial($0, .pruned(bound: Double($0))) }, for: run)
            let claim = { (reopening: Reopening) in
                try handles.other.claim(ClaimRequest(9, order: [2, 3, 1, 0], reopening: reopening), for: run) {
                    $0.map { Candidate(number: $0, parameters: Sample.parameters) }
                }.map(\.number)
            }
            try expectEqual(try claim(.notWorse(than: 0)), [3, 0], "a new one, and one whose bound is not worse")
            try expectEqual(try claim(.all), [2, 1], "the others")
            try expectEqual(try handles.other.counts(of: study), TrialCounts([.claimed: 1, .pruned: 3]), "the counts")
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
