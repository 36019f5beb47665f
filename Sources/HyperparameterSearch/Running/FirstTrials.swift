/// The first trials of a run's shard by number. Where all of them fail, the study itself is at fault, and the run ends.
///
/// The trials are chosen by number, not by time, so that the threads and the batches do not decide. They are watched
/// only while no trial of the study has succeeded: a study that has results goes on.
struct FirstTrials {
    /// The numbers that have no result yet.
    private var pending: Set<Int>
    private var hasSuccess = false
    private var counts = FailureCounts()
    private let study: StudyID

    /// - Returns: nil where some trial of the study has succeeded, by being complete or pruned.
    /// - Throws: what the store throws.
    init?(_ count: Int, of study: StudyRecord, in shard: Shard, store: any StudyReader) throws {
        let numbers = (0..<count).map { shard.index + $0 * shard.count }.filter { $0 < study.definition.budget }
        guard !numbers.isEmpty else { return nil }
        pending = Set(numbers)
        self.study = study.id
        try refresh(store)
        guard !hasSuccess else { return nil }
        let all = try store.counts(of: study.id)
        guard all[.complete] + all[.pruned] == 0 else { return nil }
    }

    /// The failures of the first trials; nil unless every one of them has failed.
    var failures: FailureCounts? { pending.isEmpty && !hasSuccess ? counts : nil }

    /// Notes recorded trials.
    mutating func note(_ trials: [FinishedTrial]) {
        guard !pending.isEmpty, !hasSuccess else { return }
        for trial in trials { note(trial.candidate.number, trial.evaluation.outcome) }
    }

    /// Notes what the store has of the first trials, such as results of other runs.
    mutating func refresh(_ store: any StudyReader) throws {
        guard let first = pending.min(), let last = pending.max(), !hasSuccess else { return }
        let query = TrialQuery(states: TrialState.finished, numbers: first..<last + 1)
        for trial in try store.trials(of: study, matching: query) {
            if let outcome = trial.result?.outcome { note(trial.number, outcome) }
        }
    }

    private mutating func note(_ number: Int, _ outcome: Outcome) {
        guard pending.remove(number) != nil else { return }
        switch outcome {
        case .failed(let reason): counts.add(reason, ofTrial: number)
        case .complete, .pruned: hasSuccess = true
        }
    }
}

extension StudyRunner {
    /// The failures of the shard's first ``firstTrials``; nil unless all of them have failed and no trial of the study
    /// has succeeded, or where this runner does not watch them.
    ///
    /// - Throws: what the store throws.
    public func firstFailures() throws -> FailureCounts? { try watchedTrials()?.failures }

    func watchedTrials() throws -> FirstTrials? {
        try firstTrials.flatMap { try FirstTrials($0, of: study, in: shard, store: store) }
    }
}
