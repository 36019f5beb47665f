import Foundation

/// Counts what a run has recorded.
struct RunTally {
    private(set) var remaining: Int
    private(set) var recordedAt = Date.distantPast
    private var recorded = 0
    private var failed = 0
    private var pruned = 0
    private var ranking: Ranking
    private let budget: Int
    private let began = Date()

    init(remaining: Int, best: Trial?, definition: StudyDefinition) {
        self.remaining = remaining
        budget = definition.budget
        ranking = Ranking(direction: definition.direction, capacity: 1)
        if let best, let value = best.value { ranking.insert(Ranking.Entry(number: best.number, value: value)) }
    }

    mutating func count(_ trials: [FinishedTrial]) {
        for trial in trials {
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
        RunProgress(
            finished: budget - remaining, budget: budget, recorded: recorded, failed: failed, pruned: pruned,
            elapsed: Date().timeIntervalSince(began), best: ranking.best)
    }
}
