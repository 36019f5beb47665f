import Foundation

/// Counts the trials that a run has recorded, and tracks those that it is evaluating.
struct RunTally {
    /// The number of unfinished trials of the run's shard, including those that other runs evaluate.
    var remaining: Int
    /// The time of the last recording of trials or reports.
    private(set) var recordedAt = Date.distantPast
    private var recorded = 0
    private var failed = 0
    private var repeated = 0
    private var conflicting = 0
    private var activity = StudyActivity()
    private var pruned = 0
    private var ranking: Ranking
    private var inFlight: [Int: TrialReport] = [:]
    /// The steps that earlier runs had made of the recorded trials.
    private var resumedSteps = 0
    /// The steps that earlier runs had made of trials that have not been recorded, by number.
    private var begun: [Int: Int] = [:]
    /// The unfinished trials whose checkpoints are in the store.
    private var kept: Set<Int> = []
    private var ignored: [CheckpointProblem: Int] = [:]
    private let budget: Int
    private let hasPace: Bool
    private let steps: Int
    private let began = Date()

    /// - Parameters:
    ///   - budget: the number of trials of the run's shard.
    ///   - steps: the number of steps of a whole evaluation.
    init(remaining: Int, best: Trial?, definition: StudyDefinition, budget: Int, steps: Int, hasPace: Bool) {
        self.remaining = remaining
        self.steps = steps
        self.budget = budget
        self.hasPace = hasPace
        ranking = Ranking(direction: definition.direction, capacity: 1)
        if let best = best.flatMap(Ranking.Entry.init) { ranking.insert(best) }
    }

    /// Notes the activity of other runs.
    mutating func hear(_ activity: StudyActivity) { self.activity = activity }

    /// Notes a trial that another run recorded.
    mutating func hear(_ best: Ranking.Entry) { ranking.insert(best) }

    /// Counts the trials that other runs had recorded before this one.
    mutating func count(_ recording: Recording) {
        repeated += recording.repeated.count
        conflicting += recording.conflicting.count
        for number in recording.repeated + recording.conflicting { inFlight[number] = nil }
    }

    /// Notes the checkpoints from which claimed trials go on.
    mutating func goOn(from checkpoints: [Int: TrialCheckpoint]) {
        for (number, checkpoint) in checkpoints { begun[number] = checkpoint.step }
        kept.formUnion(checkpoints.keys)
    }

    /// Notes trials whose checkpoints have been saved.
    mutating func keep(_ numbers: Set<Int>) { kept.formUnion(numbers) }

    /// Notes trials that start again although they have checkpoints.
    mutating func ignore(_ checkpoints: [TrialExchange.IgnoredCheckpoint]) {
        for checkpoint in checkpoints {
            ignored[checkpoint.problem, default: 0] += 1
            begun[checkpoint.number] = nil
            kept.remove(checkpoint.number)
        }
    }

    /// Notes trials that this run has given back.
    mutating func giveBack(_ numbers: [Int]) {
        kept.subtract(numbers)
        for number in numbers { begun[number] = nil }
    }

    /// Notes trials that wait at their rungs. Their checkpoints stay.
    mutating func park(_ numbers: [Int]) {
        for number in numbers { (inFlight[number], begun[number]) = (nil, nil) }
    }

    /// Counts a recording: first the reports of running trials, then the finished trials.
    mutating func count(_ reports: [TrialReport], _ trials: [FinishedTrial]) {
        guard !reports.isEmpty || !trials.isEmpty else { return }
        for var report in reports {
            report.checkpoint = nil
            inFlight[report.number] = report
        }
        for trial in trials {
            let number = trial.candidate.number
            let claimedAt = begun.removeValue(forKey: number)
            resumedSteps += inFlight.removeValue(forKey: number)?.begunAt ?? claimedAt ?? 0
            kept.remove(number)
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

    /// - Parameter work: where the trials in flight stand.
    func progress(_ work: WorkInFlight.Standing = .init()) -> RunProgress {
        let flying = inFlight.values.sorted { $0.number < $1.number }
        let resumed = flying.reduce(resumedSteps) { $0 + $1.begunAt }
        return RunProgress(
            finished: budget - remaining, budget: budget, recorded: recorded, failed: failed, pruned: pruned,
            elapsed: Date().timeIntervalSince(began), best: ranking.best,
            inFlight: flying.map { .init(number: $0.number, step: $0.step, steps: steps, report: $0.text) },
            repeated: repeated, conflicting: conflicting, otherRuns: activity.otherRuns,
            claimedByOthers: activity.claimedByOthers, resumed: Double(resumed) / Double(steps), hasPace: hasPace,
            measured: max(0, recordedAt.timeIntervalSince(began)),
            work: work.trials == 0
                ? nil
                : RunProgress.Work(
                    work, steps: steps, recorded: Double(recorded) - Double(resumedSteps) / Double(steps),
                    isEven: hasPace), kept: kept.count, ignored: ignored)
    }
}
