import Foundation

/// What became of a result that was told.
public enum TellAnswer: Sendable, Hashable {
    /// The result is now the trial's.
    case recorded
    /// The trial had this result already.
    case repeated
}

/// What a program does after it has told a value on the way.
public struct StepAnswer: Sendable, Hashable {
    /// Whether the trial goes on, is stopped, or waits until others have come as far. A trial that waits is given back;
    /// who asks next gets it again when it goes on.
    public let verdict: Verdict
    /// The value that was told for this step before, and counts, where it differs from the new one.
    public let earlier: Double?

    /// An answer to a value that was told for a step.
    public init(verdict: Verdict, earlier: Double?) {
        self.verdict = verdict
        self.earlier = earlier
    }
}

extension StudyRunner {
    /// Records the result of a trial that was asked for.
    ///
    /// A result that comes after its lease is recorded where nobody else has told one; otherwise it must be the same.
    ///
    /// - Parameters:
    ///   - result: complete or failed, with its named values. The steps are those told on the way.
    ///   - number: of the trial.
    ///   - token: that the trial was given out with.
    /// - Throws: ``TellError``, what the store throws.
    public func tell(_ result: Evaluation, ofTrial number: Int, token: AskToken) throws -> TellAnswer {
        let (run, trial) = try checked(token, number)
        if let stored = trial.result { return try compare(result, with: stored, number) }
        if trial.holder != run.id { try requireLapsed(trial, run) }
        let last = try store.intermediateValues(ofTrial: number, of: study.id).last?.step
        var result = result.withoutPruning
        result.steps = result.outcome.value != nil && objective.steps > 1 ? objective.steps : last ?? 1
        let finished = FinishedTrial(try candidate(trial), result, started: run.started, finished: Date())
        let recording: Recording
        do {
            recording = try store.record([finished], for: run.id)
        } catch StudyError.notClaimed {
            throw TellError.waits(trial: number)
        }
        guard recording.recorded.isEmpty else { return .recorded }
        guard let stored = try store.trial(number, of: study.id)?.result else { return .repeated }
        return try compare(result, with: stored, number)
    }

    /// Stores a value on the way of a trial that was asked for, renews its lease, and says whether the trial goes on.
    ///
    /// If two values are told for one step, the first one counts.
    ///
    /// - Throws: ``TellError``, what the store throws.
    public func tell(_ value: IntermediateValue, ofTrial number: Int, token: AskToken) throws -> StepAnswer {
        guard value.value.isFinite else { throw TellError.notFinite(value.value) }
        let most = objective.steps > 1 ? objective.steps : nil
        guard value.step >= 0, value.step <= most ?? .max else { throw TellError.step(value.step, most: most) }
        let (run, trial) = try checked(token, number)
        if let result = trial.result {
            guard result.outcome.state == .pruned else { throw TellError.ended(trial: number, result.outcome.state) }
            return StepAnswer(verdict: .stop, earlier: nil)
        }
        if trial.holder != run.id {
            guard run.ending == nil || run.ending == .abandoned else {
                guard trial.holder == nil else { throw TellError.takenOver(trial: number) }
                return StepAnswer(verdict: .wait, earlier: nil)
            }
            if let verdict = try takeBack(trial, for: run) { return StepAnswer(verdict: verdict, earlier: nil) }
        }
        let told = try store.intermediateValues(ofTrial: number, of: study.id)
        let earlier = told.first { $0.step == value.step }
        let rungs = try rungs(ofTrial: number)
        if earlier == nil {
            let steps = Set(told.map(\.step))
            if let rung = rungs.first(where: { $0 < value.step && !steps.contains($0) }) {
                throw TellError.missing(trial: number, rung: rung, step: value.step)
            }
        }
        // Saving renews the lease, also where the value was told before.
        try store.saveIntermediateValues([earlier ?? value], ofTrial: number, for: run.id)
        let kept = earlier.map(\.value) ?? value.value
        let verdict =
            rungs.contains(value.step) ? try judge(trial, IntermediateValue(step: value.step, value: kept), run) : .goOn
        return StepAnswer(verdict: verdict, earlier: kept == value.value ? nil : kept)
    }

    // MARK: The claim

    private func checked(_ token: AskToken, _ number: Int) throws -> (run: RunRecord, trial: Trial) {
        guard let run = try store.run(token.run, of: study.id), let claim = run.description.asked,
            token == AskToken(run: run.id, claim: claim, trial: number),
            let trial = try store.trial(number, of: study.id), trial.parameters != nil
        else { throw TellError.token(token.description, trial: number) }
        return (run, trial)
    }

    /// Checks that a run that does not hold a trial has lost it by the end of its lease, and has not given it back.
    ///
    /// - Throws: ``TellError/waits(trial:)``, ``TellError/stopped(trial:step:)``.
    private func requireLapsed(_ trial: Trial, _ run: RunRecord) throws {
        guard run.ending == nil || run.ending == .abandoned else { throw TellError.waits(trial: trial.number) }
        guard trial.holder == nil else { return }
        var courses = try courses()
        if let waiting = try courses.prepare(needed: 0).waiting, !waiting.contains(trial.number) {
            throw TellError.waits(trial: trial.number)
        }
        if let stop = courses.stop(of: trial.number) {
            throw TellError.stopped(trial: trial.number, step: stop.steps)
        }
    }

    private func candidate(_ trial: Trial) throws -> Candidate {
        guard let candidate = trial.candidate else { throw StudyError.noParameters(trial.number) }
        return candidate
    }

    /// Claims a trial again whose lease had ended, where nobody else has it.
    ///
    /// - Returns: nil where the run holds the trial again; the verdict where it waits or was stopped.
    private func takeBack(_ trial: Trial, for run: RunRecord) throws -> Verdict? {
        let number = trial.number
        guard trial.holder == nil else { throw TellError.takenOver(trial: number) }
        var courses = try courses()
        if let waiting = try courses.prepare(needed: 0).waiting, !waiting.contains(number) { return .wait }
        // The number was given out before, so no new one is claimed.
        let claimed = try store.claim(
            ClaimRequest(1, below: number + 1, waiting: [number]), for: run.id, source: { _ in [] })
        guard let candidate = claimed.first else { throw TellError.takenOver(trial: number) }
        guard let stop = courses.stop(of: number) else { return nil }
        let now = Date()
        try store.record([FinishedTrial(candidate, stop, started: now, finished: now)], for: run.id)
        return .stop
    }

    // MARK: Results

    /// Compares a result with the recorded one. The reasons of two failures may differ.
    ///
    /// - Throws: ``TellError/otherResult(trial:stored:)``, ``TellError/stopped(trial:step:)``.
    private func compare(_ told: Evaluation, with stored: Trial.Result, _ number: Int) throws -> TellAnswer {
        let told = told.withFiniteValuesOnly
        switch (told.outcome, stored.outcome) {
        case (.complete(let value), .complete(let kept)):
            let differing = told.values.filter { stored.values[$0.key] != $0.value }.keys.sorted()
            if value == kept, differing.isEmpty { return .repeated }
            let others = differing.compactMap { name in
                stored.values[name].map { "\(name) \($0.shortestText)" }
            }
            throw TellError.otherResult(
                trial: number, stored: others.isEmpty ? kept.shortestText : others.joined(separator: ", "))
        case (.failed, .failed): return .repeated
        case (_, .pruned): throw TellError.stopped(trial: number, step: stored.steps)
        case (_, .complete(let kept)): throw TellError.otherResult(trial: number, stored: kept.shortestText)
        case (_, .failed): throw TellError.otherResult(trial: number, stored: "a failure")
        }
    }

    // MARK: Rungs

    /// The steps at which a trial is judged; empty where the scheduler compares no trials.
    private func rungs(ofTrial number: Int) throws -> [Int] {
        guard let scheduler = scheduler as? any CohortScheduler else { return [] }
        let scale = StepScale(of: objective)
        let cohort = try scheduler.cohorts(of: sampler, on: scale).index(of: number)
        return scheduler.rungs(ofCohort: cohort, on: scale)
    }

    /// The verdict on a trial at a rung whose value is stored. Records a trial that is stopped, and gives one back that
    /// waits.
    private func judge(_ trial: Trial, _ value: IntermediateValue, _ run: RunRecord) throws -> Verdict {
        let number = trial.number
        var courses = try courses()
        _ = try courses.prepare(needed: 0)
        let standing = Standing(number: number, step: value.step, bound: nil, value: value.value)
        let verdict = try courses.course(of: number)?.verdict(standing, [value]) ?? .goOn
        switch verdict {
        case .goOn: break
        case .wait: try store.release([number], for: run.id)
        case .stop:
            let stopped = Evaluation(.pruned(Pruning(lastValue: value.value)), steps: value.step)
            let finished = FinishedTrial(try candidate(trial), stopped, started: run.started, finished: Date())
            try store.record([finished], for: run.id)
        }
        return verdict
    }
}
