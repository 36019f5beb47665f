import Foundation

extension StudyRunner {
    /// Claims trials for a program outside, which evaluates them and tells their values.
    ///
    /// The trials belong to a run of their own. They are the trials that a run of this study would evaluate next: the
    /// same values give the same trials, however many programs ask, and in whichever order they tell.
    ///
    /// - Parameters:
    ///   - count: the largest number of trials.
    ///   - lease: seconds after which a trial that was not told is given to the next program that asks. Each value told
    ///     for one of these trials renews the lease of all.
    ///   - description: is stored with this run's scheduler and the claim.
    /// - Throws: what ``run(_:cancellation:progress:)`` throws.
    public func ask(_ count: Int, lease: TimeInterval, as description: RunDescription) throws -> AskAnswer {
        try checkStoredParameters()
        var proposals = try proposals()
        var courses = try courses()
        while true {
            try checkEarlierScheduler()
            if try store.runsAtWork(on: study.id).contains(where: \.isDead) {
                try store.releaseStaleClaims(of: study.id)
            }
            let proposed = try proposals.prepare()
            let atWork = try store.counts(of: study.id)[.claimed]
            let claimable = try courses.prepare(needed: atWork + count)
            let end = [proposed, claimable.end].compactMap(\.self).reduce(study.definition.budget, min)
            let waiting = claimable.waiting
            // A run is begun only if it has something to do, so that a program that asks in a loop leaves no rows.
            guard try hasClaimable(below: end, waiting) else {
                return try store.remaining(of: study.id) == 0 ? .finished : .later
            }
            let claim = AskedClaim(lease: lease)
            let run = try beginAsked(claim, description)
            do {
                let stopping = waiting?.count { courses.stop(of: $0) != nil } ?? 0
                let candidates = try store.claim(
                    ClaimRequest(count + stopping, below: end, waiting: waiting), for: run,
                    source: proposals.candidates)
                let going = candidates.filter { courses.stop(of: $0.number) == nil }
                let trials = try going.prefix(count).map { try asked($0, claim, by: run) }
                // The run ends by itself with its last trial.
                if candidates.isEmpty { try store.endRun(run, as: .finished) }
                let surplus = going.dropFirst(count).map(\.number)
                if !surplus.isEmpty { try store.release(surplus, for: run) }
                try recordStopped(candidates, courses, for: run)
                if !trials.isEmpty { return .trials(trials) }
            } catch {
                try? store.endRun(run, as: .failed)
                throw error
            }
        }
    }

    private func beginAsked(_ claim: AskedClaim, _ description: RunDescription) throws -> RunID {
        var description = description
        description.scheduler = scheduler.text
        description.shard = nil
        description.asked = claim
        return try store.beginRun(description, of: study.id)
    }

    /// Whether a claim would find a trial: one that waits, or a new number.
    private func hasClaimable(below end: Int, _ waiting: Set<Int>?) throws -> Bool {
        guard end > 0 else { return false }
        if try store.counts(of: study.id).byState.values.reduce(0, +) < end { return true }
        if let waiting { return waiting.contains { $0 < end } }
        return try !store.trials(
            of: study.id, matching: TrialQuery(states: [.waiting], numbers: 0..<end, limit: 1)
        ).isEmpty
    }

    private func asked(_ candidate: Candidate, _ claim: AskedClaim, by run: RunID) throws -> AskedTrial {
        let number = candidate.number
        return AskedTrial(
            candidate: candidate, token: AskToken(run: run, claim: claim, trial: number),
            attempt: try store.trial(number, of: study.id)?.attempt ?? 1,
            leaseEnd: Date(timeIntervalSinceNow: claim.lease),
            toldStep: try store.intermediateValues(ofTrial: number, of: study.id).last?.step)
    }

    /// Records the claimed trials that are stopped at the rungs at which they waited.
    private func recordStopped(_ candidates: [Candidate], _ courses: any TrialCourses, for run: RunID) throws {
        let now = Date()
        let stopped = candidates.compactMap { candidate in
            courses.stop(of: candidate.number).map { FinishedTrial(candidate, $0, started: now, finished: now) }
        }
        if !stopped.isEmpty { try store.record(stopped, for: run) }
    }
}
