import Foundation

extension InMemoryStore {
    public func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID {
        try contents.withLock { contents in
            if let other = try contents.runsAtWork(on: study).first(where: {
                $0.description.policy != description.policy
            }) {
                throw StudyError.otherPolicy(other, wanted: description.policy)
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
            let active = try contents.activeRun(run)
            contents.runs[run]?.record = active.record.ended(Date(), as: ending)
            var study = try contents.study(active.study)
            let held = study.trials.values.filter { $0.state == .claimed && $0.run == run }.map(\.number)
            study.release(held)
            contents.studies[active.study] = study
        }
    }

    @discardableResult
    public func renew(_ run: RunID) throws -> StudyActivity {
        try contents.withLock { contents in
            let active = try contents.activeRun(run)
            let study = try contents.study(active.study)
            let budget = study.record.definition.budget
            let claimed = study.trials.values.count {
                $0.state == .claimed && $0.run != run && active.shard.contains($0.number) && $0.number < budget
            }
            let waiting = study.waiting.count { $0 < budget && active.shard.contains($0) }
            let new = active.shard.size(below: budget) - active.shard.size(below: min(study.next, budget))
            return StudyActivity(
                otherRuns: try contents.runsAtWork(on: active.study).count - 1, claimedByOthers: claimed,
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
                // All runs are this process's own, so none of them is dead.
                RunAtWork(
                    record: run, claimed: trials.count { $0.state == .claimed && $0.run == run.id }, isDead: false)
            }
        }
    }

    @discardableResult
    public func releaseStaleClaims(of study: StudyID) throws -> [StaleRun] {
        _ = try contents.withLock { try $0.study(study) }
        return []
    }

    public func claim(_ count: Int, for run: RunID) throws -> [Int] {
        try contents.withLock { contents in
            let active = try contents.activeRun(run)
            let shard = active.shard
            var study = try contents.study(active.study)
            contents.studies[active.study] = nil  // Held once only, the study changes in place.
            let budget = study.record.definition.budget
            var claimed = Array(
                study.waiting.filter { $0 < budget && shard.contains($0) }.sorted().prefix(max(count, 0)))
            study.waiting.subtract(claimed)
            while claimed.count < count, study.next < budget {
                if shard.contains(study.next) {
                    claimed.append(study.next)
                } else {
                    // Of another share: it waits for whoever evaluates that.
                    study.release([study.next])
                }
                study.next += 1
            }
            for number in claimed { study.set(Trial(number: number, claimedBy: run)) }
            contents.studies[active.study] = study
            return claimed
        }
    }

    public func release(_ numbers: [Int], for run: RunID) throws {
        try contents.withLock { contents in
            let id = try contents.activeRun(run).study
            var study = try contents.study(id)
            study.release(numbers.filter { study.isClaimed($0, by: run) })
            contents.studies[id] = study
        }
    }

    @discardableResult
    public func record(_ trials: [FinishedTrial], for run: RunID) throws -> Recording {
        try contents.withLock { contents in
            let active = try contents.activeRun(run)
            var study = try contents.study(active.study)
            var numbers: Set<Int> = []
            for number in trials.map(\.candidate.number) {
                let isHeld = study.isClaimed(number, by: run)
                let isTaken = study.trials[number]?.mayHaveBeenTaken(from: run, lapses: active.lapses) ?? false
                guard isHeld || isTaken, numbers.insert(number).inserted else { throw StudyError.notClaimed(number) }
            }
            contents.studies[active.study] = nil  // Held once only, the study changes in place.
            var recording = Recording()
            for trial in trials { study.record(trial, by: run, into: &recording) }
            contents.studies[active.study] = study
            return recording
        }
    }
}

extension InMemoryStore.Study {
    /// Makes trials wait to be claimed.
    mutating func release(_ numbers: [Int]) {
        for number in numbers {
            set(Trial(number: number, claimedBy: nil))
            waiting.insert(number)
        }
    }

    mutating func record(_ finished: FinishedTrial, by run: RunID, into recording: inout Recording) {
        let new = TrialContent(finished, run: run)
        let number = new.trial.number
        if let stored = content(ofTrial: number), stored.trial.state.isFinished {
            let differences = stored.contradictions(to: new, direction: record.definition.direction)
            guard !differences.isEmpty else { return recording.repeated.append(number) }
            recording.conflicting.append(number)
            let text = differences.map(\.description).joined(separator: "; ")
            conflicts.append(TrialConflict(number: number, run: run, found: Date(), difference: text))
            return
        }
        set(new.trial)
        waiting.remove(number)
        traces[number] = new.trace
        artifacts[number] = new.artifacts
        checkpoints[number] = nil
        recording.recorded.append(number)
    }
}

extension RunRecord {
    /// The same run, as it ended; or as it goes on.
    func ended(_ moment: Date?, as ending: RunEnding? = nil) -> RunRecord {
        RunRecord(id: id, description: description, started: started, ended: moment, ending: ending)
    }
}
