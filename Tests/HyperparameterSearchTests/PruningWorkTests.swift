import Testing

@testable import HyperparameterSearch

@Suite("What pruning needs, and what it saves")
struct PruningWorkTests {
    @Test("an objective without a monotone bound is refused, and so is keeping nothing")
    func refusals() throws {
        let store = InMemoryStore()
        let study = try store.openStudy(StudyDefinition(name: "s", text: "", direction: .minimize, budget: 5))
        func runner(_ scheduler: any Scheduler, bounded: Bool) throws -> StudyRunner<PruningObjective> {
            try StudyRunner(
                study: study, store: store,
                sampler: RandomSampler(SearchSpace([.float("x", in: 0...1)]), stream: .keyed(seed: 1)),
                objective: PruningObjective(seed: 1, direction: .minimize, hasMonotoneBound: bounded),
                threads: ThreadCount(1), scheduler: scheduler)
        }
        #expect(throws: SchedulerError.noMonotoneBound) { try runner(.keep(3), bounded: false) }
        #expect(throws: SchedulerError.keepsNothing(0)) { try runner(.keep(0), bounded: true) }
        #expect(throws: SchedulerError.keepsNothing(-2)) { try runner(.keep(-2), bounded: true) }
        #expect(throws: Never.self) { try runner(.complete, bounded: false) }
        #expect(throws: Never.self) { try runner(.keep(1), bounded: true) }
    }

    @Test(
        "far fewer steps are made; what is recorded of them is what was made",
        arguments: [1, 2], [8192, 100])
    func savings(threads: Int, windowSize: Int) throws {
        for direction in [Direction.minimize, .maximize] {
            let complete = try PrunedStudy(seed: 3, direction: direction, trials: 400, steps: 300)
            try complete.run(.complete)
            let full = complete.objective.meter.steps
            for keep in [1, 20, 390] {
                var study = try PrunedStudy(
                    seed: 3, direction: direction, threads: threads, trials: 400, steps: 300)
                study.windowSize = windowSize
                try study.run(.keep(keep))
                let steps = study.objective.meter.steps
                #expect(try study.contents().reduce(0) { $0 + ($1.steps ?? 0) } == steps)
                #expect(steps <= full)
                // How much two threads save depends on their timing.
                let slack = threads == 1 ? 0 : full / 8
                if keep == 1 { #expect(steps < full / 3 + slack, "\(steps) of \(full)") }
                if keep == 20 { #expect(steps < full * 2 / 3 + slack, "\(steps) of \(full)") }
            }
        }
    }

    /// A trial whose progress was released begins again.
    @Test("no more trials are in flight than the objective has room for", arguments: [7, 64, 1000])
    func memory(most: Int) throws {
        let complete = try PrunedStudy(seed: 3, direction: .minimize, trials: 400, steps: 300)
        try complete.run(.complete)
        for threads in [1, 2] {
            var study = try PrunedStudy(seed: 3, direction: .minimize, threads: threads, trials: 400, steps: 300)
            study.windowSize = 8192
            study.objective.mostInFlight = most
            try study.run(.keep(9))
            #expect(try study.best(9) == complete.best(9))
            // Those that advance, and those that have just been begun and are released at once, are not counted.
            let room = most + threads * study.objective.preferredBatchSize + 64
            let held = study.objective.meter.mostHeld
            // Some of the 400 fail before their first step.
            #expect((min(most, 380)...room).contains(held), "\(held) of \(most), \(threads) threads")
        }
    }

    @Test("a larger K evaluates again only what it needs")
    func revival() throws {
        var study = try PrunedStudy(seed: 3, direction: .minimize, trials: 400, steps: 300)
        study.windowSize = 150
        try study.run(.keep(2))
        let certain = try #require(try study.store.guaranteedBest(of: study.study.id))
        let before = study.objective.meter.steps
        let unchanged = try study.store.changes(since: 0, of: study.study.id, limit: .max).revision
        try study.run(.keep(certain))
        #expect(study.objective.meter.steps == before, "it was certain already")
        #expect(try study.store.changes(since: unchanged, of: study.study.id, limit: .max).trials.isEmpty)
        try study.run(.keep(certain + 5))
        let revived = try study.store.changes(since: unchanged, of: study.study.id, limit: .max).trials.count
        #expect((1..<400).contains(revived))
        #expect(try study.store.counts(of: study.study.id)[.pruned] > 0)
    }
}
