import Foundation

/// The recording side of a run, the only one that calls the store. It claims trials for the evaluating threads, records
/// the trials that they finish, and renews the run's lease.
///
/// While other runs work on the study, it claims few trials at a time and gives back trials that its threads have not
/// begun. At the end it waits for the trials that the others hold, because they can be claimed again if the others die.
struct RunRecorder<O: Objective> {
    let runner: StudyRunner<O>
    let run: RunID
    var tally: RunTally
    var firstTrials: FirstTrials?
    private var proposals: any Proposals
    private var courses: any TrialCourses
    var sizes: ClaimSizes
    private var order: ClaimOrder?
    var activity: StudyActivity
    var renewed = Date()
    private var renewal = GrowingPause(upTo: StudyRunner<O>.heartbeat)
    var counted = Date()
    /// When the best trials of other runs were last read.
    var ranked = Date()
    /// The numbers of the trials that the exchange has and has not delivered.
    var held: Set<Int> = []
    /// The time before which the store is not asked for more trials.
    private var asksAgain = Date.distantPast
    private var asking = GrowingPause(upTo: StudyRunner<O>.heartbeat)
    /// Whether a window is to give trials back to runs without trials, which wait for them.
    var wantsBack = false

    var study: StudyRecord { runner.study }
    var store: any TrialStore { runner.store }
    private var objective: O { runner.objective }

    init(_ runner: StudyRunner<O>, run: RunID) throws {
        self.runner = runner
        self.run = run
        proposals = try runner.proposals()
        courses = try runner.courses()
        sizes = ClaimSizes(runner)
        order = ClaimOrder(runner)
        firstTrials = try runner.watchedTrials()
        let reopening = try runner.reopening()
        activity = try runner.store.renew(run, reopening: reopening)
        tally = RunTally(
            remaining: try runner.store.remaining(of: runner.study.id, in: runner.shard, reopening: reopening),
            best: try runner.store.best(1, of: runner.study.id).first, definition: runner.study.definition,
            budget: runner.shard.size(below: runner.study.definition.budget), steps: runner.objective.steps,
            hasPace: !runner.hasRungs && !runner.hasCohorts)
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
                    patience: waitsForTrials(now) ? now : tally.recordedAt + runner.patience, deadline: deadline(now),
                    lowWater: now < asksAgain ? 0 : sizes.lowWater(beside: activity),
                    onlyWhenIdle: runner.hasWindows && activity.otherRuns > 0)
                try record(turn)
                if firstTrials?.failures != nil { stop.cancel() }
                if turn.wantsMore { try claim(for: evaluation) }
                if Date() > renewed + renewal.seconds {
                    renewal.grow()
                    try renew(evaluation)
                }
                try rank(evaluation)
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

    /// Whether the last claim found nothing because trials have to end, or to reach a rung, before others may begin.
    /// What ends then is recorded at once.
    ///
    /// So is what a window gives back to runs that wait for it.
    private func waitsForTrials(_ now: Date) -> Bool {
        wantsBack || (now < asksAgain && (runner.isAdaptive || runner.hasCohorts))
    }

    /// Until when the recorder waits for the threads: until progress is told again, it asks for claims again, or it renews
    /// the lease.
    private func deadline(_ now: Date) -> Date {
        let next = min(now + StudyRunner<O>.tellingPause, max(now, renewed + renewal.seconds))
        return asksAgain > now ? min(asksAgain, next) : next
    }

    private mutating func record(_ turn: TrialExchange.Turn) throws {
        let recorded = try record(turn.finished)
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
        guard !turn.parked.isEmpty else { return }
        // Their values are stored, so another trial may go on.
        if !wantsBack { asksAgain = .distantPast }
        wantsBack = false
        held.subtract(turn.parked)
        tally.park(turn.parked)
        try store.release(turn.parked, for: run)
    }

    /// - Returns: the trials whose results this run has made.
    private mutating func record(_ finished: [FinishedTrial]) throws -> [FinishedTrial] {
        guard !finished.isEmpty else { return [] }
        for trial in finished { held.remove(trial.candidate.number) }
        // A finished trial may let the next generation begin.
        asksAgain = .distantPast
        let recording = try store.record(finished, for: run)
        guard recording.recorded.count < finished.count else { return finished }
        tally.count(recording)
        let numbers = Set(recording.recorded)
        return finished.filter { numbers.contains($0.candidate.number) }
    }

    // MARK: Claiming

    private mutating func claim(for evaluation: RunEvaluation<O>) throws {
        sizes.note(claimAt: Date())
        // The size of a claim depends on what is left.
        if order != nil, activity.otherRuns > 0, Date() > renewed + GrowingPause.shortest { try renew(evaluation) }
        let proposed = try proposals.prepare()
        let size = sizes.claim(beside: activity, holding: held.count)
        let claimable = try courses.prepare(needed: size * (activity.otherRuns + 1))
        let request = ClaimRequest(
            size, below: [proposed, claimable.end].compactMap(\.self).min(),
            waiting: claimable.waiting, reopening: try runner.reopening())
        let candidates = try claim(request)
        activity.unclaimed = max(0, activity.unclaimed - candidates.count)
        // A claim may return a trial that this run had lost and that its threads still evaluate. That trial is not
        // started again.
        let new = try recordStopped(candidates.filter { !held.contains($0.number) })
        let checkpoints = try store.checkpoints(ofTrials: new.map(\.number), of: study.id)
        let claimed = try new.map { candidate in
            let course = try courses.course(of: candidate.number)
            let checkpoint = checkpoints[candidate.number].flatMap { checkpoint in
                course?.canGoOn(from: checkpoint.step) == false ? nil : checkpoint
            }
            return ClaimedTrial(candidate: candidate, checkpoint: checkpoint, course: course)
        }
        tally.goOn(from: checkpoints)
        held.formUnion(new.map(\.number))
        if candidates.isEmpty {
            try renew(evaluation)
            // A trial that this run evaluates may come to wait at a rung, and may have to be claimed again.
            if activity.claimedByOthers + activity.unclaimed > 0 || (runner.hasCohorts && !held.isEmpty) {
                let waitsForTrials = runner.isAdaptive || runner.hasCohorts
                asksAgain = Date() + (waitsForTrials ? StudyRunner<O>.generationPause : asking.seconds)
                asking.grow()
                return
            }
        }
        asking.reset()
        guard candidates.isEmpty || !claimed.isEmpty else { return }
        evaluation.exchange.add(claimed, wanted: request.count, key: objective.batchKey)
    }

    /// Claims trials: beside other runs by batches that share work, where there are any, and otherwise in order of number.
    private mutating func claim(_ request: ClaimRequest) throws -> [Candidate] {
        var (request, candidates) = (request, [Candidate]())
        let count = request.count
        let (store, study) = (store, study.id)
        while activity.otherRuns > 0,
            let numbers = try order?.numbers(
                from: &proposals, firstUnfinished: { try store.firstUnfinished(of: study) })
        {
            request.order = numbers
            candidates += try store.claim(request, for: run, source: proposals.candidates)
            request.count = count - candidates.count
            guard request.count > 0 else { return candidates }
            order?.advance()
        }
        if activity.otherRuns > 0 { order?.restart() }
        request.order = nil
        return candidates + (try store.claim(request, for: run, source: proposals.candidates))
    }

    /// Records the claimed trials that are stopped at the rungs at which they waited, and returns the others.
    private mutating func recordStopped(_ candidates: [Candidate]) throws -> [Candidate] {
        let now = Date()
        let stopped = candidates.compactMap { candidate in
            courses.stop(of: candidate.number).map { FinishedTrial(candidate, $0, started: now, finished: now) }
        }
        guard !stopped.isEmpty else { return candidates }
        for trial in stopped { objective.discard(trial.candidate) }
        let recorded = try record(stopped)
        tally.count([], recorded)
        firstTrials?.note(recorded)
        return candidates.filter { courses.stop(of: $0.number) == nil }
    }

    /// Gives back trials that the threads have not begun, except the first `count`, so that other runs can claim them.
    mutating func giveBack(beyond count: Int, _ evaluation: RunEvaluation<O>) throws {
        let spare = evaluation.exchange.removeAll(beyond: count)
        guard !spare.isEmpty else { return }
        held.subtract(spare)
        tally.giveBack(spare)
        try store.release(spare, for: run)
        activity.unclaimed += spare.count
    }

    func remaining() throws -> Int {
        try store.remaining(of: study.id, in: runner.shard, reopening: runner.reopening())
    }

    /// Whether trials are left that this run or another one can evaluate.
    mutating func hasMore() throws -> Bool {
        activity = try store.renew(run, reopening: runner.reopening())
        tally.remaining = try remaining()
        return activity.claimedByOthers + activity.unclaimed > 0 || tally.remaining == 0
    }
}
