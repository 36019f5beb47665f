import HyperparameterSearch

extension SchedulerContract {
    /// The promises of a `CohortScheduler`. Other schedulers keep them by having no cohorts.
    static let cohortClauses = [
        Clause("the rungs of its cohorts ascend, and end before the last step") { scheduler in
            guard let scheduler = scheduler as? any CohortScheduler else { return }
            for index in 0..<6 {
                let rungs = scheduler.rungs(ofCohort: index, on: scale)
                try expectEqual(rungs, Set(rungs).sorted(), "the rungs of cohort \(index), ascending")
                try expect(
                    rungs.allSatisfy { (1..<scale.count).contains($0) }, "rungs of cohort \(index) before the end",
                    found: "\(rungs)")
            }
        },
        Clause("a verdict stays when more is known, and nobody waits when all have arrived") { scheduler in
            guard let scheduler = scheduler as? any CohortScheduler else { return }
            for seed in 0..<20 {
                for index in 0..<3 { try checkVerdicts(of: scheduler, cohort: index, seed: seed) }
            }
        },
        Clause("what it stops depends neither on threads nor on interruptions") { scheduler in
            guard scheduler is any CohortScheduler else { return }
            let straight = RungStudy()
            _ = try straight.run(scheduler, threads: 1)
            for threads in [1, 2, 4] {
                let study = RungStudy()
                for limit in [7, 100, 3, 240] {
                    let cancellation = Cancellation()
                    let counter = TrialCounter(cancelling: cancellation, after: limit)
                    _ = try study.run(scheduler, threads: threads, cancellation: cancellation, onStep: counter.count)
                }
                _ = try study.run(scheduler, threads: threads)
                try expect(try study.content() == straight.content(), "the same trials on \(threads) threads")
            }
        },
    ]

    private static let scale = StepScale(count: 20)

    /// Lets the trials of a cohort arrive at their rungs in an order that the seed determines.
    private static func checkVerdicts(of scheduler: any CohortScheduler, cohort index: Int, seed: Int) throws {
        let sampler = try GridSampler([.init("rate", (0..<400).map { .number(Double($0)) })])
        let cohorts = try scheduler.cohorts(of: sampler, on: scale)
        let numbers = Array(cohorts.numbers(of: index))
        let rungs = scheduler.rungs(ofCohort: index, on: scale)
        // Some trials of the earlier cohorts failed.
        let earlier = (0..<numbers[0]).map { number in
            CohortTrial(
                number: number,
                values: Dictionary(uniqueKeysWithValues: rungs.map { ($0, value(number, $0, seed)) }),
                outcome: number % 7 == 3 ? .failed(reason: "no") : .complete(value: value(number, 20, seed)))
        }
        var view = CohortView(
            index: index, direction: seed % 2 == 0 ? .minimize : .maximize, rungs: rungs,
            trials: numbers.map { CohortTrial(number: $0) },
            earlier: scheduler.comparesEarlierCohorts ? earlier : [])
        var verdicts: [Int: [Verdict]] = [:]
        func judge() throws {
            for (place, number) in numbers.enumerated() where view.trials[place].outcome == nil {
                for (rung, step) in rungs.enumerated() where view.trials[place].values[step] != nil {
                    let verdict = scheduler.verdict(on: number, atRung: rung, in: view)
                    let known = verdicts[number, default: []]
                    if known.indices.contains(rung), known[rung] != .wait {
                        try expectEqual(verdict, known[rung], "the verdict on \(number) at rung \(rung), asked again")
                    }
                    verdicts[number, default: []] = known.prefix(rung) + [verdict]
                    if verdict != .goOn { break }
                }
            }
        }
        // Each turn, one trial that goes on reaches its next rung, or ends.
        while true {
            let moving = numbers.enumerated().filter { place, number in
                view.trials[place].outcome == nil && verdicts[number, default: []].allSatisfy { $0 == .goOn }
            }
            guard !moving.isEmpty else { break }
            let (place, number) = moving[(seed * 31 + verdicts.count * 17 + moving.count * 5) % moving.count]
            let passed = rungs.count { view.trials[place].values[$0] != nil }
            var trial = view.trials[place]
            if passed == rungs.count || (number + seed) % 11 == 4 {
                let outcome: Outcome =
                    passed == rungs.count ? .complete(value: value(number, 20, seed)) : .failed(reason: "no")
                trial = CohortTrial(number: number, values: trial.values, outcome: outcome)
            } else {
                trial.values[rungs[passed]] = value(number, rungs[passed], seed)
            }
            view = view.replacing(trial)
            try judge()
        }
        for (place, number) in numbers.enumerated() where view.trials[place].outcome == nil {
            try expectEqual(verdicts[number]?.last, .stop, "the last verdict on \(number), which has not ended")
        }
    }

    /// Values with many equal ones among them.
    private static func value(_ number: Int, _ step: Int, _ seed: Int) -> Double {
        Double((number * 7919 + step * 104_729 + seed * 1_299_709) % 13)
    }
}
