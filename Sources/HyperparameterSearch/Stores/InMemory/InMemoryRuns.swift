import Foundation

extension InMemoryStore {
    public func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID {
        try contents.withLock { contents in
            _ = try contents.abandonDeadRuns(of: study)
            if let other = try contents.runsAtWork(on: study).first(where: {
                $0.description.scheduler != description.scheduler
            }) {
                throw StudyError.otherScheduler(other, wanted: description.scheduler)
            }
            let id = RunID(contents.makeID())
            let record = RunRecord(id: id, description: description, started: Date(), ended: nil, ending: nil)
            contents.runs[id] = Run(study: study, record: record)
            contents.studies[study]?.runs.append(id)
            return id
        }
    }

    public func endRun(_ run: RunID, as ending: RunEnding) throws {
        try contents.withLock { contents in
            _ = try contents.activeRun(run)
            try contents.end(run, as: ending)
        }
    }

    @discardableResult
    public func renew(_ run: RunID, reopening: Reopening) throws -> StudyActivity {
        try contents.withLock { contents in
            let active = try contents.activeRun(run)
            let study = try contents.study(active.study)
            let budget = study.record.definition.budget
            let trials = study.trials.values.lazy.map(\.trial)
                .filter { $0.number < budget && active.shard.contains($0.number) }
            let claimed = trials.count { $0.holder != nil && $0.holder != run }
            let waiting = trials.count { study.isClaimable($0, reopening) }
            let new = active.shard.size(below: budget) - active.shard.size(below: min(study.next, budget))
            return StudyActivity(
                otherRuns: try contents.runsAtWork(on: active.study).count { $0.id != run && !contents.isDead($0) },
                claimedByOthers: claimed,
                unclaimed: min(waiting + new, StudyActivity.mostCounted), lapses: active.lapses)
        }
    }

    public func runs(of study: StudyID) throws -> [RunRecord] {
        try contents.withLock { contents in
            try contents.study(study).runs.compactMap { contents.runs[$0]?.record }
        }
    }

    public func runsAtWork(on study: StudyID) throws -> [RunAtWork] {
        try contents.withLock { contents in
            let trials = try contents.study(study).trials.values
            return try contents.runsAtWork(on: study).map { run in
                RunAtWork(
                    record: run, claimed: trials.count { $0.trial.holder == run.id }, isDead: contents.isDead(run))
            }
        }
    }

    @discardableResult
    public func releaseStaleClaims(of study: StudyID) throws -> [StaleRun] {
        try contents.withLock { try $0.abandonDeadRuns(of: study) }
    }

    public func claim(_ request: ClaimRequest, for run: RunID, source: CandidateSource) throws -> [Candidate] {
        try contents.withLock { contents in
            let active = try contents.activeRun(run)
            try contents.abandonDeadRuns(of: active.study, except: run)
            return try contents.change(active.study) { study in
                try study.claim(request, for: run, in: active.shard, source: source)
            }
        }
    }

    public func release(_ numbers: [Int], for run: RunID) throws {
        try contents.withLock { contents in
            let study = try contents.activeRun(run).study
            try contents.change(study) { $0.release(numbers, heldBy: run) }
            try contents.endIfDone(run)
        }
    }

    @discardableResult
    public func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording {
        try contents.withLock { contents in
            let active = try contents.activeRun(run)
            let recording = try contents.change(active.study) { study in
                var numbers: Set<Int> = []
                for number in trials.map(\.candidate.number) {
                    let isTaken =
                        study.trials[number]?.trial.mayHaveBeenTaken(from: run, lapses: active.lapses) ?? false
                    guard study.isHeld(number, by: run) || isTaken, numbers.insert(number).inserted else {
                        throw StudyError.notClaimed(number)
                    }
                }
                var recording = Recording()
                for trial in trials { study.record(trial, by: run, into: &recording) }
                return recording
            }
            try contents.endIfDone(run)
            return recording
        }
    }

    @discardableResult
    public func requeueFailed(_ numbers: Set<Int>?, of study: StudyID) throws -> [Int] {
        try contents.withLock { contents in
            try contents.change(study) { study in
                let failed = study.trials.values.map(\.trial)
                    .filter { $0.state == .failed && numbers?.contains($0.number) != false }
                    .sorted { $0.number < $1.number }
                for trial in failed {
                    let attributes = study.trials[trial.number]?.attributes ?? [:]
                    study.set(TrialContent(trial.requeued, attributes: attributes))
                    study.checkpoints[trial.number] = nil
                }
                return failed.map(\.number)
            }
        }
    }
}

extension InMemoryStore.Contents {
    /// Ends a run. The trials that it holds wait; an attempt at those that were asked for and not told is counted.
    mutating func end(_ id: RunID, as ending: RunEnding) throws {
        guard let run = runs[id] else { throw StudyError.noRun(id) }
        runs[id]?.record = run.record.ended(Date(), as: ending)
        let countsAttempts = ending == .abandoned && run.record.description.asked != nil
        try change(run.study) { study in
            let held = study.trials.values.map(\.trial).filter { $0.holder == id }.map(\.number).sorted()
            study.release(held, heldBy: id, countsAttempts: countsAttempts)
        }
    }

    /// Ends the runs of a study whose leases have ended.
    @discardableResult
    mutating func abandonDeadRuns(of study: StudyID, except speaker: RunID? = nil) throws -> [StaleRun] {
        let dead = try runsAtWork(on: study).filter { $0.id != speaker && isDead($0) }
        return try dead.map { run in
            let claimed = try self.study(study).trials.values.count { $0.trial.holder == run.id }
            try end(run.id, as: .abandoned)
            return StaleRun(record: run, claimed: claimed)
        }
    }

    /// Ends a run whose trials were asked for, where it holds none any more.
    mutating func endIfDone(_ id: RunID) throws {
        guard let run = runs[id], run.record.description.asked != nil,
            try !study(run.study).trials.values.contains(where: { $0.trial.holder == id })
        else { return }
        try end(id, as: run.lapses > 0 ? .abandoned : .finished)
    }
}

extension RunRecord {
    /// The same run, ended at `moment`; not ended where `moment` is nil.
    func ended(_ moment: Date?, as ending: RunEnding? = nil) -> RunRecord {
        RunRecord(id: id, description: description, started: started, ended: moment, ending: ending)
    }
}
