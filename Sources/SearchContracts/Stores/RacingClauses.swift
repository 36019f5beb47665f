import HyperparameterSearch

extension TrialStoreContract {
    /// Two handles, used by two threads at once.
    static let racingClauses = [
        Clause("racing handles make one study") { handles in
            for round in 0..<10 {
                let made = try onThreads(2) { thread in
                    try handles[thread].openStudy(Sample.definition("study-\(round)")).id
                }
                try expectEqual(made[0], made[1], "the study that the second thread got")
            }
            try expectEqual(try handles.store.studies().count, 10, "the number of studies")
        },
        Clause("racing runs share a study out between them") { handles in
            let budget = 200
            let study = try handles.store.openStudy(Sample.definition(budget: budget)).id
            let claimed = try onThreads(2) { thread in
                let run = try handles[thread].beginRun(Sample.run, of: study)
                var mine: [Int] = []
                while true {
                    let numbers = try handles[thread].claim(7, for: run)
                    if numbers.isEmpty { break }
                    // Two trials of a full claim are given back.
                    let kept = numbers.prefix(numbers.count == 7 ? 5 : 7)
                    mine += kept
                    try handles[thread].record(kept.map { Sample.complete($0, 1) }, for: run)
                    try handles[thread].release(Array(numbers[kept.count...]), for: run)
                }
                try handles[thread].endRun(run, as: .finished)
                return mine
            }
            let numbers = claimed.flatMap { $0 }
            try expectEqual(Set(numbers).count, numbers.count, "the number of claimed trials, each once")
            let counts = try handles.store.counts(of: study)
            try expectEqual(counts, TrialCounts([.complete: budget]), "the counts")
            try expectEqual(numbers.count, budget, "the number of claimed trials")
        },
        Clause("racing claims are disjoint and complete") { handles in
            let budget = 200
            let (_, run) = try handles.store.openAndBegin(budget: budget)
            let claimed = try onThreads(2) { thread in
                var mine: [Int] = []
                while true {
                    let numbers = try handles[thread].claim(7, for: run)
                    if numbers.isEmpty { return mine }
                    mine += numbers
                }
            }
            for mine in claimed { try expectEqual(mine, mine.sorted(), "the claims of a thread, in order") }
            try expectEqual(claimed.flatMap { $0 }.sorted(), Array(0..<budget), "the claims of both")
        },
        Clause("racing claims in one order are disjoint and complete") { handles in
            let budget = 200
            let (_, run) = try handles.store.openAndBegin(budget: budget)
            // Every number once, and neighbours far apart.
            let order = (0..<budget).map { $0 * 77 % budget }
            let claimed = try onThreads(2) { thread in
                var mine: [Int] = []
                while true {
                    let numbers = try handles[thread].claim(ClaimRequest(7, order: order), for: run) { numbers in
                        numbers.map { Candidate(number: $0, parameters: Sample.parameters) }
                    }.map(\.number)
                    if numbers.isEmpty { return mine }
                    mine += numbers
                }
            }
            for mine in claimed {
                let places = mine.compactMap(order.firstIndex)
                try expectEqual(places, places.sorted(), "the places in the order of a thread's claims")
            }
            try expectEqual(claimed.flatMap { $0 }.sorted(), Array(0..<budget), "the claims of both")
        },
        Clause("racing records are all kept") { handles in
            let budget = 120
            let (study, run) = try handles.store.openAndBegin(budget: budget)
            let claims = [try handles.store.claim(60, for: run), try handles.other.claim(60, for: run)]
            let readings = try onThreads(3) { thread -> [Int] in
                if thread < 2 {
                    for start in stride(from: 0, to: 60, by: 5) {
                        let batch = claims[thread][start..<start + 5].map {
                            Sample.trial($0, .complete(value: Double($0)), trace: .init([UInt8($0)]))
                        }
                        try handles[thread].record(batch, for: run)
                    }
                    return []
                }
                // Meanwhile a reader sees only whole batches.
                return try (0..<20).map { _ in try handles.other.counts(of: study)[.complete] }
            }
            try expect(
                readings[2].allSatisfy { $0.isMultiple(of: 5) }, "to see whole batches only", found: "\(readings[2])")
            let trials = try handles.store.trials(of: study, matching: .all)
            try expectEqual(trials.map(\.value), (0..<budget).map { Double($0) }, "the values")
            for number in 0..<budget {
                let trace = try handles.other.trace(ofTrial: number, of: study)
                try expectEqual(trace, .init([UInt8(number)]), "the trace of trial \(number)")
            }
            let changes = try handles.store.changes(since: 0, of: study, limit: 1000).trials
            try expectEqual(changes.map(\.number).sorted(), Array(0..<budget), "the changed trials")
        },
    ]
}

extension StoreHandles {
    /// The handle of a thread.
    fileprivate subscript(thread: Int) -> any TrialStore { thread == 0 ? store : other }
}
