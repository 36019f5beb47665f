import Foundation

/// Counts what a run has recorded, and follows the trials that it is working on.
struct RunTally {
    private(set) var remaining: Int
    /// When something was last recorded or heard.
    private(set) var recordedAt = Date.distantPast
    private var recorded = 0
    private var failed = 0
    private var pruned = 0
    private var ranking: Ranking
    private var inFlight: [Int: TrialReport] = [:]
    /// The steps that recorded trials had behind them when this run took them up.
    private var resumedSteps = 0
    private let budget: Int
    private let steps: Int
    private let began = Date()

    /// - Parameter steps: those of a whole evaluation.
    init(remaining: Int, best: Trial?, definition: StudyDefinition, steps: Int) {
        self.remaining = remaining
        self.steps = steps
        budget = definition.budget
        ranking = Ranking(direction: definition.direction, capacity: 1)
        if let best, let value = best.value { ranking.insert(Ranking.Entry(number: best.number, value: value)) }
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
            resumed: Double(resumed) / Double(steps), measured: max(0, recordedAt.timeIntervalSince(began)))
    }
}
