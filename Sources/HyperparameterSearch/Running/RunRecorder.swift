import Foundation

/// The side of a run that calls the store: it claims trials for the evaluating threads, records what they finish, and
/// says that the run lives.
///
/// While other runs work on the study it claims little at a time, gives back what its threads have not begun, and waits
/// in the end for what the others hold: that comes back where they die.
struct RunRecorder<O: Objective> {
    private let runner: StudyRunner<O>
    private let run: RunID
    private(set) var tally: RunTally
    private var activity: StudyActivity
    private var renewed = Date()
    private var counted = Date()
    /// The trials that the exchange has been given, and has not handed back.
    private var held: Set<Int> = []
    /// Before this moment there is nothing to claim.
    private var asksAgain = Date.distantPast

    private var study: StudyRecord { runner.study }
    private var store: any TrialStore { runner.store }
    private var objective: O { runner.objective }

    init(_ runner: StudyRunner<O>, run: RunID) throws {
        self.runner = runner
        self.run = run
        activity = try runner.store.renew(run)
        tally = RunTally(
            remaining: try runner.store.remaining(of: runner.study.id, in: runner.shard),
            best: try runner.store.best(1, of: runner.study.id).first, definition: runner.study.definition,
            budget: runner.shard.size(below: runner.study.definition.budget), steps: runner.objective.steps,
            hasPace: runner.policy == .complete)
        tally.hear(activity)
    }

    /// Records until nothing is left, or `cancellation` is cancelled.
    mutating func record(cancellation: Cancellation, progress: (RunProgress) -> Void) throws {
        let stop = Cancellation(parent: cancellation)
        let evaluation = try RunEvaluation(runner, cancellation: stop)
        let exchange = evaluation.exchange
        do {
            while true {
                let now = Date()
                let turn = exchange.turn(
                    patience: tally.recordedAt + runner.patience, deadline: now + StudyRunner<O>.heartbeat,
                    lowWater: now < asksAgain ? 0 : lowWater)
                try record(turn)
                if turn.wantsMore { try claim(for: evaluation) }
                if Date().timeIntervalSince(renewed) > StudyRunner<O>.heartbeat { try renew(evaluation) }
                progress(tally.progress)
                if turn.isOver { break }
            }
            tally.remaining = try store.remaining(of: study.id, in: runner.shard)
        } catch {
            stop.cancel()
            while !exchange.turn(patience: Date(), deadline: Date(timeIntervalSinceNow: 1)).isOver {}
            throw error
        }
    }

    private mutating func record(_ turn: TrialExchange.Turn) throws {
        var recorded = turn.finished
        for trial in turn.finished { held.remove(trial.candidate.number) }
        if !turn.finished.isEmpty {
            let recording = try store.record(turn.finished, for: run)
            if recording.recorded.count < turn.finished.count {
                let numbers = Set(recording.recorded)
                recorded = turn.finished.filter { numbers.contains($0.candidate.number) }
                tally.count(recording)
            }
        }
        for checkpoint in turn.reports.compactMap(\.checkpoint) {
            do {
                try store.saveCheckpoint(checkpoint, for: run)
            } catch StudyError.notClaimed {
                // This run was taken for dead, and another one evaluates the trial by now.
            }
        }
        tally.count(turn.reports, recorded)
    }

    // MARK: Claiming

    /// As many trials as keep every thread busy for two batches.
    private var fewest: Int {
        switch runner.policy {
        case .complete: max(1, 2 * objective.preferredBatchSize * runner.threads.value)
        // Pruned together, more trials do better than few: the best of many go first, and the others stop soon.
        case .keep: 1024
        }
    }

    private var most: Int {
        switch runner.policy {
        case .complete:
            max(256, min(objective.preferredBatchSize * runner.threads.value * 32, runner.windowSize))
        case .keep: min(runner.windowSize, objective.mostInFlight)
        }
    }

    private var claimSize: Int {
        guard activity.otherRuns > 0 else { return most }
        return min(most, max(fewest, activity.unclaimed / (2 * (activity.otherRuns + 1))))
    }

    /// With fewer trials than this waiting for the threads, more are claimed.
    private var lowWater: Int {
        switch runner.policy {
        case .complete: activity.otherRuns > 0 ? (fewest + 1) / 2 : most / 4
        case .keep: 1
        }
    }

    private mutating func claim(for evaluation: RunEvaluation<O>) throws {
        let wanted = claimSize
        let numbers = try store.claim(wanted, for: run)
        // One that its threads still evaluate, because it was lost and has come back, is not begun again.
        let claimed = try numbers.filter { !held.contains($0) }.map(claimedTrial)
        held.formUnion(numbers)
        if numbers.isEmpty {
            try renew(evaluation)
            if activity.claimedByOthers + activity.unclaimed > 0 {
                asksAgain = Date() + StudyRunner<O>.heartbeat
                return
            }
        }
        guard numbers.isEmpty || !claimed.isEmpty else { return }
        evaluation.exchange.add(claimed, wanted: wanted, key: objective.batchKey)
    }

    /// Takes back what the threads have not begun, beyond so many trials, and lets others have it.
    private mutating func giveBack(beyond count: Int, _ evaluation: RunEvaluation<O>) throws {
        let spare = evaluation.exchange.removeAll(beyond: count)
        guard !spare.isEmpty else { return }
        held.subtract(spare)
        try store.release(spare, for: run)
        activity.unclaimed += spare.count
    }

    private func claimedTrial(_ number: Int) throws -> ClaimedTrial {
        let goesOn = runner.policy == .complete && !objective.milestones.isEmpty
        let candidate = Candidate(
            number: number, parameters: try runner.sampler.parameters(ofTrial: number),
            parent: runner.sampler.parent(ofTrial: number))
        let checkpoint = goesOn ? try store.checkpoint(ofTrial: number, of: study.id) : nil
        return ClaimedTrial(candidate: candidate, checkpoint: checkpoint?.data)
    }

    // MARK: Beside other runs

    /// Says that the run lives, and learns what the others do.
    private mutating func renew(_ evaluation: RunEvaluation<O>) throws {
        let before = activity
        activity = try store.renew(run)
        renewed = Date()
        tally.hear(activity)
        if activity.lapses > before.lapses {
            // It was taken for dead: whatever it had claimed others may evaluate by now.
            try giveBack(beyond: 0, evaluation)
        }
        guard activity.otherRuns > 0 || before.otherRuns > 0 else { return }
        if renewed.timeIntervalSince(counted) > 5 * StudyRunner<O>.heartbeat {
            counted = renewed
            tally.remaining = try store.remaining(of: study.id, in: runner.shard)
        }
        switch runner.policy {
        case .complete:
            if let best = try store.best(1, of: study.id).first.flatMap(Ranking.Entry.init) { tally.hear(best) }
        case .keep(let count):
            let best = try store.best(count, of: study.id).compactMap(Ranking.Entry.init)
            if let first = best.first { tally.hear(first) }
            evaluation.ranking?.insert(best)
        }
        // The others run out of work while this run's threads have not begun theirs.
        guard activity.unclaimed < activity.otherRuns * fewest else { return }
        let share = evaluation.exchange.waiting / (activity.otherRuns + 1)
        try giveBack(beyond: max(fewest / 4, share), evaluation)
    }
}
