import HyperparameterSearch

extension TrialStoreContract {
    static let queryClauses = [
        Clause("the best are complete, best first, equal values by number") { handles in
            for (direction, wanted) in [(Direction.minimize, [4, 1, 2, 0]), (.maximize, [0, 1, 2, 4])] {
                let (study, run) = try handles.store.openAndBegin("\(direction)", direction: direction)
                let trials = [
                    Sample.complete(0, 9), Sample.complete(1, 5), Sample.complete(2, 5),
                    Sample.trial(3, .pruned(bound: -99)), Sample.complete(4, -1.5), Sample.complete(5, .nan),
                ]
                _ = try handles.store.claim(7, for: run)
                // The trials are recorded in another order than by number, because the order of recording must not
                // matter.
                try handles.store.record(trials.reversed(), for: run)
                try expectEqual(try handles.other.best(9, of: study).map(\.number), wanted, "the best to \(direction)")
                let two = try handles.store.best(2, of: study).map(\.number)
                try expectEqual(two, Array(wanted.prefix(2)), "the best two to \(direction)")
                try expectEqual(try handles.store.best(0, of: study), [], "the best none")
            }
        },
        Clause("the best of a range of numbers") { handles in
            for (direction, wanted) in [(Direction.minimize, [2, 3, 1]), (.maximize, [1, 2, 3])] {
                let (study, run) = try handles.store.openAndBegin("\(direction)", direction: direction)
                _ = try handles.store.claim(6, for: run)
                let values: [Double] = [-9, 7, 5, 5, 99, 0]
                try handles.store.record(values.enumerated().map { Sample.complete($0, $1) }, for: run)
                for limit in [1, 2, 9] {
                    let query = TrialQuery(states: [.complete], numbers: 1..<4, order: .value, limit: limit)
                    let found = try handles.other.trials(of: study, matching: query).map(\.number)
                    try expectEqual(found, Array(wanted.prefix(limit)), "the best \(limit) to \(direction)")
                }
            }
        },
        Clause("counts are by state") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 100)
            try expectEqual(try handles.store.counts(of: study), TrialCounts(), "the counts of an empty study")
            try recordOneOfEachState(handles.store, study, run)
            let counts = try handles.other.counts(of: study)
            try expectEqual(
                counts, TrialCounts([.complete: 3, .pruned: 1, .failed: 1, .waiting: 1, .claimed: 1]), "the counts")
            try expectEqual(counts.finished, 5, "the finished ones")
        },
        Clause("pages of trials: every order, every state, limit and offset") { handles in
            for direction in [Direction.minimize, .maximize] {
                let (study, run) = try handles.store.openAndBegin("\(direction)", direction: direction, budget: 100)
                try recordOneOfEachState(handles.store, study, run)
                let orders: [TrialQuery.Order: [Int]] = [
                    .number: [0, 1, 2, 3, 4, 5, 6],
                    // 2 and 3 have equal values; pruned, failed, claimed and waiting have none.
                    .value: direction == .minimize ? [2, 3, 0, 1, 4, 5, 6] : [0, 2, 3, 1, 4, 5, 6],
                    // 1 and 3 finished at the same moment.
                    .finished: [2, 1, 3, 4, 0, 5, 6],
                ]
                let all = try handles.store.trials(of: study, matching: .all)
                for order in TrialQuery.Order.allCases {
                    let sorted = try expectPresent(orders[order], "an expectation for \(order)").map { all[$0] }
                    for states in stateSets {
                        let chosen = sorted.filter { states?.contains($0.state) ?? true }
                        for (limit, offset) in pages {
                            let query = TrialQuery(states: states, order: order, limit: limit, offset: offset)
                            let page = try handles.other.trials(of: study, matching: query)
                            let wanted = chosen.dropFirst(offset).prefix(limit ?? .max)
                            try expectEqual(page.map(\.number), wanted.map(\.number), "the page \(query)")
                            let passes = try handles.other.withTrials(of: study, matching: query) { passes in
                                try (0..<2).map { _ in
                                    var read: [Trial] = []
                                    try passes.visit { read.append($0) }
                                    return read
                                }
                            }
                            try expectEqual(passes, [page, page], "two passes over the page \(query)")
                        }
                    }
                }
            }
        },
    ]

    private static let stateSets: [Set<TrialState>?] =
        [nil, [], [.complete, .failed], [.waiting, .claimed]] + TrialState.allCases.map { [$0] }

    private static let pages: [(limit: Int?, offset: Int)] = [
        (nil, 0), (nil, 2), (3, 0), (3, 2), (0, 0), (1, 99), (99, 0),
    ]

    /// Trials 0, 2, 3 complete, 1 pruned, 4 failed, 5 claimed or waiting, 6 the other one.
    private static func recordOneOfEachState(_ store: any TrialStore, _ study: StudyID, _ run: RunID) throws {
        _ = try store.claim(6, for: run)
        try store.record(
            [
                Sample.trial(4, .failed(reason: "no"), finished: 1_800_000_010),
                Sample.trial(2, .complete(value: 1), finished: 1_800_000_030),
                Sample.trial(3, .complete(value: 1), finished: 1_800_000_020),
                Sample.trial(1, .pruned(bound: 0), finished: 1_800_000_020),
                Sample.trial(0, .complete(value: 2), finished: 1_800_000_000),
            ], for: run)
        try store.endRun(run, as: .interrupted)
        let next = try store.beginRun(Sample.run, of: study)
        // Trials 5 and 6 are claimed and given back; then 5 alone is claimed.
        try expectEqual(try store.claim(2, for: next), [5, 6], "the claims")
        try store.endRun(next, as: .interrupted)
        try expectEqual(try store.claim(1, for: try store.beginRun(Sample.run, of: study)), [5], "the claim")
    }
}
