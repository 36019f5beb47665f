import Testing

@testable import HyperparameterSearch

@Suite("Pruning loses nothing: on many random studies")
struct PruningLosesNothingTests {
    private static let seeds = 0..<UInt64(40)

    @Test("the best K, numbers and values, are those of a complete run", arguments: [Direction.minimize, .maximize])
    func best(direction: Direction) throws {
        var (pruned, full, ties) = (0, 0, 0)
        for seed in Self.seeds {
            let complete = try PrunedStudy(seed: seed, direction: direction)
            #expect(try complete.run(.complete).ending == .finished)
            let all = try complete.best(.max)
            ties += all.count - Set(all.map(\.value)).count
            for keep in [1, 2, 3, 7, 1000] {
                for threads in [1, 2] {
                    let study = try PrunedStudy(seed: seed, direction: direction, threads: threads)
                    let summary = try study.run(.keep(keep))
                    let place: Comment =
                        "seed \(seed), keep \(keep), \(threads) threads, windows of \(study.windowSize)"
                    #expect(summary.ending == .finished, place)
                    #expect(try study.best(keep) == Array(all.prefix(keep)), place)
                    try expectSound(study, complete, place)
                    if let certain = try study.store.guaranteedBest(of: study.study.id) {
                        #expect(certain >= keep, place)
                        #expect(try !study.runner(.keep(keep)).hasWork(), place)
                        #expect(try study.runner(.complete).hasWork(), place)
                    }
                    #expect(study.objective.meter.steps <= complete.objective.meter.steps, place)
                    pruned += summary.progress.pruned
                    full += study.study.definition.budget
                }
            }
        }
        #expect(pruned > full / 5, "\(pruned) of \(full)")
        #expect(ties > 100)
    }

    @Test(
        "interrupted anywhere, resumed, revived for a larger K, and at last for all",
        arguments: [Direction.minimize, .maximize], [1, 2])
    func interruptions(direction: Direction, threads: Int) throws {
        var interrupted = 0
        for seed in Self.seeds {
            var generator = PruningRandom(seed: seed ^ 0xabc)
            let complete = try PrunedStudy(seed: seed, direction: direction)
            try complete.run(.complete)
            let study = try PrunedStudy(seed: seed, direction: direction, threads: threads)
            var keep = Int.random(in: 1...4, using: &generator)
            for turn in 0..<3 {
                let place: Comment = "seed \(seed), turn \(turn), keep \(keep)"
                for _ in 0..<Int.random(in: 0...3, using: &generator) {
                    if Bool.random(using: &generator) {
                        let count = Int.random(in: 1...9, using: &generator)
                        try study.die(claiming: count, recording: Int.random(in: 0...count, using: &generator))
                    } else {
                        let cancellation = Cancellation()
                        study.objective.meter.cancel(cancellation, atCall: Int.random(in: 1...20, using: &generator))
                        let summary = try study.run(.keep(keep), cancellation: cancellation)
                        interrupted += summary.ending == .interrupted ? 1 : 0
                    }
                    try expectSound(study, complete, place)
                }
                #expect(try study.run(.keep(keep)).ending == .finished, place)
                #expect(try study.best(keep) == complete.best(keep), place)
                try expectSound(study, complete, place)
                keep += Int.random(in: 0...6, using: &generator)
            }
            #expect(try study.run(.complete).ending == .finished)
            #expect(try study.store.guaranteedBest(of: study.study.id) == nil)
            #expect(try !study.runner(.complete).hasWork())
            #expect(try study.contents() == complete.contents(), "seed \(seed)")
        }
        #expect(interrupted > 20)
    }

    @Test("a complete run that is stopped at once takes nothing from what a pruning run found", arguments: [1, 2])
    func stoppedCompleteRun(threads: Int) throws {
        for seed in Self.seeds {
            let study = try PrunedStudy(seed: seed, direction: .minimize, threads: threads)
            try study.run(.keep(2))
            let before = try study.contents()
            let certain = try study.store.guaranteedBest(of: study.study.id)
            let cancellation = Cancellation()
            study.objective.meter.cancel(cancellation, atCall: 1 + Int(seed % 3))
            let summary = try study.run(.complete, cancellation: cancellation)
            let after = try study.contents()
            #expect(before.count == after.count)
            for (old, new) in zip(before, after) where old != new {
                #expect(old.state == .pruned && (new.state == .complete || new.state == .failed), "seed \(seed)")
            }
            guard summary.ending == .interrupted, let certain else { continue }
            #expect(try study.store.guaranteedBest(of: study.study.id) ?? .max >= certain, "seed \(seed)")
        }
    }

    /// Expects that no stored trial contradicts the complete results.
    private func expectSound(_ study: PrunedStudy, _ complete: PrunedStudy, _ comment: Comment) throws {
        let truth = Dictionary(uniqueKeysWithValues: try complete.contents().map { ($0.number, $0) })
        let stored = try study.contents()
        let direction = study.objective.direction
        let wrong = stored.filter { trial in
            guard let full = truth[trial.number] else { return true }
            switch trial.state {
            case .complete, .failed: return trial != full
            case .pruned:
                guard let bound = trial.bound, let steps = trial.steps, steps < study.objective.steps else {
                    return true
                }
                return full.value.map { direction.prefers($0, to: bound) } ?? false
            case .waiting: return false
            case .claimed: return true  // by a run that has ended
            }
        }
        #expect(wrong.isEmpty, comment)
        // The guaranteed best are the best of all finished trials, compared by their complete results.
        let certain = try study.store.guaranteedBest(of: study.study.id)
        #expect((certain == nil) == !stored.contains { $0.state == .pruned }, comment)
        var ranking = Ranking(direction: direction, capacity: .max)
        for trial in stored where trial.state.isFinished {
            if let value = truth[trial.number]?.value {
                ranking.insert(Ranking.Entry(number: trial.number, value: value))
            }
        }
        let count = certain ?? ranking.entries.count
        #expect(try study.best(count) == Array(ranking.entries.prefix(count)), comment)
    }
}
