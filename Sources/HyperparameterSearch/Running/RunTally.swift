import Foundation

/// Counts what a run has recorded, and follows the trials that it is working on.
struct RunTally {
    /// The trials of the run's share that have not ended, whoever evaluates them.
    var remaining: Int
    /// When something was last recorded or heard.
    private(set) var recordedAt = Date.distantPast
    private var recorded = 0
    private var failed = 0
    private var repeated = 0
    private var conflicting = 0
    private var activity = StudyActivity()
    private var pruned = 0
    private var ranking: Ranking
    private var inFlight: [Int: TrialReport] = [:]
    /// The steps that recorded trials had behind them when this run took them up.
    private var resumedSteps = 0
    private let budget: Int
    private let hasPace: Bool
    private let steps: Int
    private let began = Date()

    /// - Parameters:
    ///   - budget: the trials of the run's share.
    ///   - steps: those of a whole evaluation.
    init(remaining: Int, best: Trial?, definition: StudyDefinition, budget: Int, steps: Int, hasPace: Bool) {
        self.remaining = remaining
        self.steps = steps
        self.budget = budget
        self.hasPace = hasPace
        ranking = Ranking(direction: definition.direction, capacity: 1)
        if let best = best.flatMap(Ranking.Entry.init) { ranking.insert(best) }
    }

    /// Takes note of the others.
    mutating func hear(_ activity: StudyActivity) { self.activity = activity }

    /// Takes note of a trial that another run recorded.
    mutating func hear(_ best: Ranking.Entry) { ranking.insert(best) }

    /// Counts what had been recorded by others before.
    mutating func count(_ recording: Recording) {
        repeated += recording.repeated.count
        conflicting += recording.conflicting.count
        for number in recording.repeated + recording.conflicting { inFlight[number] = nil }
    }

    /// Counts what has been recorded: where trials stand, then those that ended.
    mutating func count(_ reports: [TrialReport], _ trials: [FinishedTrial]) {
        guard !reports.isEmpty || !trials.isEmpty else { return }
        for var report in reports {
            report.checkpoint = nil
            inFlight[report.number] = report
        }
        for trial in trials {
            resumedSteps += inFlight.removeValue(forKey: trial.candidate.number)?.begunAt ?? 0
            switch trial.evaluation.outcome {
            case .complete(let value):
                ranking.insert(Ranking.Entry(number: trial.candidate.number, value: value))
            case .failed: failed += 1
            case .pruned: pruned += 1
            }
        }
        recorded += trials.count
        remaining -= trials.count
        recordedAt = Date()
    }

    var progress: RunProgress {
        let flying = inFlight.values.sorted { $0.number < $1.number }
        let resumed = flying.reduce(resumedSteps) { $0 + $1.begunAt }
        return RunProgress(
            finished: budget - remaining, budget: budget, recorded: recorded, failed: failed, pruned: pruned,
            elapsed: Date().timeIntervalSince(began), best: ranking.best,
            inFlight: flying.map { .init(number: $0.number, step: $0.step, steps: steps, report: $0.text) },
            repeated: repeated, conflicting: conflicting, otherRuns: activity.otherRuns,
            claimedByOthers: activity.claimedByOthers, resumed: Double(resumed) / Double(steps), hasPace: hasPace,
            measured: max(0, recordedAt.timeIntervalSince(began)))
    }
}
