import Foundation

/// A study of an ``InMemoryStore``: its trials, and the rules for their changes of state.
struct InMemoryStudy: Sendable {
    var record: StudyRecord
    var runs: [RunID] = []
    var trials: [Int: TrialContent] = [:]
    var checkpoints: [Int: TrialCheckpoint] = [:]
    var attributes: [String: String] = [:]
    /// The next new number.
    var next = 0
    var conflicts: [TrialConflict] = []
    /// The revision at which each trial last changed.
    var changed: [Int: Int64] = [:]
    var revision: Int64 = 0

    init(record: StudyRecord) {
        self.record = record
    }

    var direction: Direction { record.definition.direction }

    mutating func set(_ content: TrialContent) {
        revision += 1
        trials[content.trial.number] = content
        changed[content.trial.number] = revision
    }

    func isHeld(_ number: Int, by run: RunID) -> Bool { trials[number]?.trial.holder == run }

    func isReopened(_ trial: Trial, by reopening: Reopening) -> Bool {
        trial.state == .pruned && reopening.includes(bound: trial.bound, direction: direction)
    }

    /// Whether the trial can be claimed: no run holds it, and it has no result or is to be evaluated again.
    func isClaimable(_ trial: Trial, _ reopening: Reopening) -> Bool {
        trial.holder == nil && (!trial.state.isFinished || isReopened(trial, by: reopening))
    }

    mutating func claim(
        _ request: ClaimRequest, for run: RunID, in shard: Shard, source: CandidateSource
    ) throws -> [Candidate] {
        let end = min(request.end ?? .max, record.definition.budget)
        let count = max(request.count, 0)
        let stored = trials.values.map(\.trial).filter { trial in
            isClaimable(trial, request.reopening)
                && (trial.state != .waiting || request.waiting?.contains(trial.number) != false)
        }.map(\.number).filter { $0 < end && shard.contains($0) }
        var claimed: [Int]
        var newEnd = next
        if let order = request.order {
            let free = Set(stored)
            claimed = Array(
                order.lazy.filter { [next] in
                    free.contains($0) || ($0 >= next && $0 < end && shard.contains($0))
                }.prefix(count))
            newEnd = max(next, (claimed.max() ?? -1) + 1)
        } else {
            claimed = Array(stored.sorted().prefix(count))
            while claimed.count < count, newEnd < end {
                if shard.contains(newEnd) { claimed.append(newEnd) }
                newEnd += 1
            }
        }
        // All that can fail comes before the first change.
        let unknown = claimed.filter { trials[$0]?.trial.parameters == nil }
        let given = unknown.isEmpty ? [] : try source(unknown)
        if let number = unknown.first(where: { number in !given.contains { $0.number == number } }) {
            throw StudyError.noParameters(number)
        }
        // A number of another shard waits for the run that evaluates that shard.
        for number in next..<newEnd { set(TrialContent(Trial(number: number))) }
        next = newEnd
        for candidate in given.sorted(by: { $0.number < $1.number }) { take(candidate) }
        return try claimed.map { number in
            guard var content = trials[number], let candidate = content.trial.candidate else {
                throw StudyError.noParameters(number)
            }
            content.trial.holder = run
            set(content)
            return candidate
        }
    }

    /// Stores a candidate's parameters where its trial has none. Where the candidate's number is the next new one, its
    /// trial is added and waits.
    private mutating func take(_ candidate: Candidate) {
        guard candidate.number <= next, candidate.number < record.definition.budget else { return }
        next = max(next, candidate.number + 1)
        var content = trials[candidate.number] ?? TrialContent(Trial(number: candidate.number))
        guard content.trial.parameters == nil else { return }
        (content.trial.parameters, content.trial.parent) = (candidate.parameters, candidate.parent)
        set(content)
    }

    /// Takes trials away from their holder.
    ///
    /// - Parameter countsAttempts: whether the attempts of the trials without a result are counted.
    mutating func release(_ numbers: [Int], heldBy run: RunID, countsAttempts: Bool = false) {
        for number in numbers where isHeld(number, by: run) {
            guard var content = trials[number] else { continue }
            content.trial.holder = nil
            if countsAttempts, content.trial.result == nil { content.trial.attempt += 1 }
            set(content)
        }
    }

    mutating func record(_ finished: FinishedTrial, by run: RunID, into recording: inout Recording) {
        var new = TrialContent(finished, run: run)
        let number = new.trial.number
        if let stored = trials[number] {
            if stored.trial.state.isFinished, stored.trial.holder != run,
                !new.completes(stored, direction: direction)
            {
                new.trial.attempt = stored.trial.attempt
                let differences = stored.contradictions(to: new, direction: direction)
                guard !differences.isEmpty else { return recording.repeated.append(number) }
                recording.conflicting.append(number)
                let text = differences.map(\.description).joined(separator: "; ")
                conflicts.append(TrialConflict(number: number, run: run, found: Date(), difference: text))
                return
            }
            new = new.replacing(stored, direction: direction)
        }
        set(new)
        checkpoints[number] = nil
        recording.recorded.append(number)
    }
}
