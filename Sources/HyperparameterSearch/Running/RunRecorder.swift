import Foundation

/// The side of a run that calls the store: it claims trials for the evaluating threads, records the trials that they
/// finish, and says that the run lives.
///
/// While other runs work on the study it claims little at a time, gives back trials that its threads have not begun, and
/// waits in the end for the trials that the others hold: those come back if the others die.
struct RunRecorder<O: Objective> {
    private let runner: StudyRunner<O>
    private let run: RunID
    private(set) var tally: RunTally
    private var proposals: any Proposals
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
        proposals = try runner.proposals()
        let reopening = try runner.reopening()
        activity = try runner.store.renew(run, reopening: reopening)
        tally = RunTally(
            remaining: try runner.store.remaining(of: runner.study.id, in: runner.shard, reopening: reopening),
            best: try runner.store.best(1, of: runner.study.id).first, definition: runner.study.definition,
            budget: runner.shard.size(below: runner.study.definition.budget), steps: runner.objective.steps,
            hasPace: !runner.hasRungs)
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
            tally.remaining = try remaining()
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
            // A finished trial may let the next generation begin.
            asksAgain = .distantPast
            let recording = try store.record(turn.finished, for: run)
            if recording.recorded.count < turn.finished.count {
                let numbers = Set(recording.recorded)
                recorded = turn.finished.filter { numbers.contains($0.candidate.number) }
                tally.count(recording)
            }
        }
        for report in turn.reports {
            do {
                if !report.values.isEmpty {
                    try store.saveIntermediateValues(report.values, ofTrial: report.number, for: run)
                }
                if let checkpoint = report.checkpoint { try store.saveCheckpoint(checkpoint, for: run) }
            } catch StudyError.notClaimed {
                // This run was taken for dead, and another one evaluates the trial now.
            }
        }
        tally.count(turn.reports, recorded)
    }

    // MARK: Claiming

    /// As many trials as keep every thread busy for two batches.
    private var fewest: Int {
        // In a window more trials do better than few: the best of many go first, and the others stop soon.
        runner.hasRungs ? 1024 : max(1, 2 * objective.preferredBatchSize * runner.threads.value)
    }

    private var most: Int {
        runner.hasRungs
            ? min(runner.windowSize, objective.mostInFlight)
            : max(256, min(objective.preferredBatchSize * runner.threads.value * 32, runner.windowSize))
    }

    private var claimSize: Int {
        guard activity.otherRuns > 0 else { return most }
        return min(most, max(fewest, activity.unclaimed / (2 * (activity.otherRuns + 1))))
    }

    /// With fewer trials than this waiting for the threads, more are claimed.
    private var lowWater: Int {
        if runner.hasRungs { return 1 }
        return activity.otherRuns > 0 ? (fewest + 1) / 2 : most / 4
    }

    private mutating func claim(for evaluation: RunEvaluation<O>) throws {
        let end = try proposals.prepare()
        let request = ClaimRequest(claimSize, below: end, reopening: try runner.reopening())
        let candidates = try store.claim(request, for: run, source: proposals.candidates)
        // A trial that was lost and has come back may still be evaluated by this run's threads. It is not begun again.
        let claimed = try candidates.filter { !held.contains($0.number) }.map(claimedTrial)
        held.formUnion(candidates.map(\.number))
        if candidates.isEmpty {
            try renew(evaluation)
            if activity.claimedByOthers + activity.unclaimed > 0 {
                asksAgain = Date() + (runner.isAdaptive ? StudyRunner<O>.generationPause : StudyRunner<O>.heartbeat)
                return
            }
        }
        guard candidates.isEmpty || !claimed.isEmpty else { return }
        evaluation.exchange.add(claimed, wanted: request.count, key: objective.batchKey)
    }

    /// Takes back the trials beyond `count` that the threads have not begun, and lets others have them.
    private mutating func giveBack(beyond count: Int, _ evaluation: RunEvaluation<O>) throws {
        let spare = evaluation.exchange.removeAll(beyond: count)
        guard !spare.isEmpty else { return }
        held.subtract(spare)
        try store.release(spare, for: run)
        activity.unclaimed += spare.count
    }

    private func claimedTrial(_ candidate: Candidate) throws -> ClaimedTrial {
        let goesOn = !runner.hasRungs && !objective.milestones.isEmpty
        let checkpoint = goesOn ? try store.checkpoint(ofTrial: candidate.number, of: study.id) : nil
        return ClaimedTrial(candidate: candidate, checkpoint: checkpoint?.data)
    }

    private func remaining() throws -> Int {
        try store.remaining(of: study.id, in: runner.shard, reopening: runner.reopening())
    }

    // MARK: Beside other runs

    /// Says that the run lives, and hears how the others do.
    private mutating func renew(_ evaluation: RunEvaluation<O>) throws {
        let before = activity
        activity = try store.renew(run, reopening: runner.reopening())
        renewed = Date()
        tally.hear(activity)
        if activity.lapses > before.lapses {
            // It was taken for dead: others may evaluate its claimed trials by now.
            try giveBack(beyond: 0, evaluation)
        }
        guard activity.otherRuns > 0 || before.otherRuns > 0 else { return }
        if renewed.timeIntervalSince(counted) > 5 * StudyRunner<O>.heartbeat {
            counted = renewed
            tally.remaining = try remaining()
        }
        let best = try store.best(max(1, runner.scheduler.rankingSize), of: study.id)
            .compactMap(Ranking.Entry.init)
        if let first = best.first { tally.hear(first) }
        evaluation.ranking.insert(best)
        // The others run out of work while this run's threads have not begun theirs.
        guard activity.unclaimed < activity.otherRuns * fewest else { return }
        let share = evaluation.exchange.waiting / (activity.otherRuns + 1)
        try giveBack(beyond: max(fewest / 4, share), evaluation)
    }
}
