import Foundation

/// The recording side of a run, the only one that calls the store. It claims trials for the evaluating threads, records
/// the trials that they finish, and renews the run's lease.
///
/// While other runs work on the study, it claims few trials at a time and gives back trials that its threads have not
/// begun. At the end it waits for the trials that the others hold, because they can be claimed again if the others die.
struct RunRecorder<O: Objective> {
    private let runner: StudyRunner<O>
    private let run: RunID
    private(set) var tally: RunTally
    private(set) var firstTrials: FirstTrials?
    private var proposals: any Proposals
    private var activity: StudyActivity
    private var renewed = Date()
    private var counted = Date()
    /// The numbers of the trials that the exchange has and has not delivered.
    private var held: Set<Int> = []
    /// The time before which the store is not asked for more trials.
    private var asksAgain = Date.distantPast

    private var study: StudyRecord { runner.study }
    private var store: any TrialStore { runner.store }
    private var objective: O { runner.objective }

    init(_ runner: StudyRunner<O>, run: RunID) throws {
        self.runner = runner
        self.run = run
        proposals = try runner.proposals()
        firstTrials = try runner.watchedTrials()
        let reopening = try runner.reopening()
        activity = try runner.store.renew(run, reopening: reopening)
        tally = RunTally(
            remaining: try runner.store.remaining(of: runner.study.id, in: runner.shard, reopening: reopening),
            best: try runner.store.best(1, of: runner.study.id).first, definition: runner.study.definition,
            budget: runner.shard.size(below: runner.study.definition.budget), steps: runner.objective.steps,
            hasPace: !runner.hasRungs)
        tally.hear(activity)
    }

    /// Claims and records until no trial is left or `cancellation` is cancelled.
    mutating func record(cancellation: Cancellation, progress: (RunProgress) -> Void) throws {
        let stop = Cancellation(parent: cancellation)
        let evaluation = try RunEvaluation(runner, cancellation: stop)
        let exchange = evaluation.exchange
        do {
            while true {
                let now = Date()
                let turn = exchange.turn(
                    patience: tally.recordedAt + runner.patience, deadline: deadline(now),
                    lowWater: now < asksAgain ? 0 : lowWater)
                try record(turn)
                if firstTrials?.failures != nil { stop.cancel() }
                if turn.wantsMore { try claim(for: evaluation) }
                if Date().timeIntervalSince(renewed) > StudyRunner<O>.heartbeat { try renew(evaluation) }
                progress(tally.progress(exchange.work.total))
                if turn.isOver { break }
            }
            tally.remaining = try remaining()
        } catch {
            stop.cancel()
            while !exchange.turn(patience: Date(), deadline: Date(timeIntervalSinceNow: 1)).isOver {}
            throw error
        }
    }

    /// Until when the recorder waits for the threads: until progress is told again, or it asks for claims again.
    private func deadline(_ now: Date) -> Date {
        let heartbeat = now + StudyRunner<O>.tellingPause
        return asksAgain > now ? min(asksAgain, heartbeat) : heartbeat
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
        for report in turn.reports where !report.values.isEmpty {
            do {
                try store.saveIntermediateValues(report.values, ofTrial: report.number, for: run)
            } catch StudyError.notClaimed {
                // This run was taken for dead, and another run evaluates the trial now.
            }
        }
        let checkpoints = turn.reports.compactMap(\.checkpoint)
        if !checkpoints.isEmpty { tally.keep(try store.saveCheckpoints(checkpoints, for: run)) }
        tally.ignore(turn.ignored)
        tally.count(turn.reports, recorded)
        firstTrials?.note(recorded)
    }

    // MARK: Claiming

    /// The number of trials that keep every thread busy for two batches.
    private var fewest: Int {
        // A large window prunes better than a small one: the best trials advance first, and the others stop early.
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

    /// More trials are claimed when fewer than this wait for the threads.
    private var lowWater: Int {
        if runner.hasRungs { return 1 }
        return activity.otherRuns > 0 ? (fewest + 1) / 2 : most / 4
    }

    private mutating func claim(for evaluation: RunEvaluation<O>) throws {
        let end = try proposals.prepare()
        let request = ClaimRequest(claimSize, below: end, reopening: try runner.reopening())
        let candidates = try store.claim(request, for: run, source: proposals.candidates)
        // A claim may return a trial that this run had lost and that its threads still evaluate. That trial is not
        // started again.
        let new = candidates.filter { !held.contains($0.number) }
        let checkpoints = try store.checkpoints(ofTrials: new.map(\.number), of: study.id)
        let claimed = new.map { ClaimedTrial(candidate: $0, checkpoint: checkpoints[$0.number]) }
        tally.goOn(from: checkpoints)
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

    /// Gives back trials that the threads have not begun, except the first `count`, so that other runs can claim them.
    private mutating func giveBack(beyond count: Int, _ evaluation: RunEvaluation<O>) throws {
        let spare = evaluation.exchange.removeAll(beyond: count)
        guard !spare.isEmpty else { return }
        held.subtract(spare)
        tally.giveBack(spare)
        try store.release(spare, for: run)
        activity.unclaimed += spare.count
    }

    private func remaining() throws -> Int {
        try store.remaining(of: study.id, in: runner.shard, reopening: runner.reopening())
    }

    /// Whether trials are left that this run or another one can evaluate.
    mutating func hasMore() throws -> Bool {
        activity = try store.renew(run, reopening: runner.reopening())
        tally.remaining = try remaining()
        return activity.claimedByOthers + activity.unclaimed > 0 || tally.remaining == 0
    }

    // MARK: Beside other runs

    /// Renews the run's lease, and reads what the other runs do.
    private mutating func renew(_ evaluation: RunEvaluation<O>) throws {
        let before = activity
        activity = try store.renew(run, reopening: runner.reopening())
        renewed = Date()
        tally.hear(activity)
        if activity.lapses > before.lapses {
            // This run was taken for dead, so other runs may evaluate its claimed trials by now.
            try giveBack(beyond: 0, evaluation)
        }
        guard activity.otherRuns > 0 || before.otherRuns > 0 else { return }
        let store = store
        try firstTrials?.refresh(store)
        if renewed.timeIntervalSince(counted) > 5 * StudyRunner<O>.heartbeat {
            counted = renewed
            tally.remaining = try remaining()
        }
        let best = try store.best(max(1, runner.scheduler.rankingSize), of: study.id)
            .compactMap(Ranking.Entry.init)
        if let first = best.first { tally.hear(first) }
        evaluation.ranking.insert(best)
        // The other runs are short of trials, and this run has trials that its threads have not begun.
        guard activity.unclaimed < activity.otherRuns * fewest else { return }
        let fairCount = evaluation.exchange.waiting / (activity.otherRuns + 1)
        try giveBack(beyond: max(fewest / 4, fairCount), evaluation)
    }
}
