import Foundation

/// How many trials a run claims at a time.
///
/// The claims of a run that is alone grow while each is used up in less than half a second, because a transaction with
/// many trials takes less time for each.
struct ClaimSizes {
    /// The size to which claims grow.
    private static let largest = 32_768

    /// The number of trials that keep every thread busy for two batches.
    let fewest: Int
    /// The size of batches that share work; 1 where trials share none.
    private let batchSize: Int
    private let most: Int
    private let hasWindows: Bool
    private let hasCohorts: Bool
    /// The size of an adaptive sampler's generation; nil for other samplers.
    private let generation: Int?
    /// The number of trials that the threads evaluate at the same time.
    private let evaluatedAtOnce: Int
    /// Claims are this many times as large as at first.
    private var growth = 1
    /// The size of the last claim; 0 where growth began again.
    private var lastSize = 0
    /// The trials of the last claims, each of which was used up in less than half a second, since the last growth.
    private var usedUp = 0
    private var lastClaim = Date.distantPast

    init<O: Objective>(_ runner: StudyRunner<O>) {
        let (objective, threads) = (runner.objective, runner.threads.value)
        (hasWindows, hasCohorts) = (runner.hasWindows, runner.hasCohorts)
        generation = (runner.sampler as? any AdaptiveSampler)?.generations.size
        batchSize = max(1, objective.preferredBatchSize)
        evaluatedAtOnce = batchSize * threads
        let busy = 2 * evaluatedAtOnce
        // A large window prunes better than a small one: the best trials advance first, and the others stop early.
        fewest = hasWindows ? 1024 : busy
        if hasWindows {
            // Where many of a window's trials go on, all of them are to keep their progress.
            let manyGoOn = runner.scheduler.rankingSize > objective.mostInFlight / 2
            most = manyGoOn ? min(runner.windowSize, objective.mostInFlight) : runner.windowSize
        } else if hasCohorts {
            // Trials that go on from a rung have smaller numbers than new ones, and should not wait behind them.
            most = busy
        } else if batchSize > 1 {
            // Trials that share work are neighbours among many. What is not begun is given back to runs that begin later.
            most = max(256, runner.windowSize)
        } else {
            most = max(256, min(threads * 32, runner.windowSize))
        }
    }

    /// The size of a claim of a run that is alone.
    private var alone: Int { min(most * growth, max(most, Self.largest)) }

    /// The size of the claim that is made now. Growth begins again beside other runs, and where the claim finds nothing.
    ///
    /// - Parameter held: the number of trials that the run holds.
    mutating func claim(beside activity: StudyActivity, holding held: Int = 0) -> Int {
        guard activity.otherRuns == 0, activity.unclaimed > 0 else {
            (growth, lastSize, usedUp) = (1, 0, 0)
            return size(beside: activity, holding: held)
        }
        lastSize = alone
        return alone
    }

    private func size(beside activity: StudyActivity, holding held: Int) -> Int {
        guard activity.otherRuns > 0 else { return most }
        let runs = activity.otherRuns + 1
        // Few trials can be claimed at a time, and all runs are to have some of them.
        if let generation { return min(most, (generation + activity.otherRuns) / runs) }
        if hasWindows {
            let fair = (activity.unclaimed + activity.claimedByOthers + held + activity.otherRuns) / runs
            return min(most, max(evaluatedAtOnce, wholeBatches(fair)))
        }
        let half = activity.unclaimed / (2 * runs)
        // The last batches are smaller, so that all runs end at about the same time.
        guard batchSize > 1, !hasCohorts else { return min(most, max(fewest, half)) }
        return min(most, max(wholeBatches(half), evaluatedAtOnce / 8, 1))
    }

    private func wholeBatches(_ count: Int) -> Int { count < batchSize ? count : count / batchSize * batchSize }

    /// More trials are claimed when fewer than this wait for the threads.
    func lowWater(beside activity: StudyActivity) -> Int {
        if hasWindows || (generation != nil && activity.otherRuns > 0) { return 1 }
        guard activity.otherRuns > 0 || hasCohorts else { return alone / 4 }
        let some = (fewest + 1) / 2
        guard batchSize > 1, !hasCohorts else { return some }
        return max(1, min(some, activity.unclaimed / (2 * (activity.otherRuns + 1))))
    }

    /// Notes that trials are to be claimed now.
    mutating func note(claimAt now: Date) {
        defer { lastClaim = now }
        guard !hasWindows, !hasCohorts, generation == nil else { return }
        let seconds = now.timeIntervalSince(lastClaim)
        usedUp = seconds < 0.5 ? usedUp + lastSize : 0
        // Threads that have only begun trials are not quick. A quarter of a claim may still wait for the threads.
        if usedUp > evaluatedAtOnce + alone / 4, alone < Self.largest { (growth, usedUp) = (growth * 2, 0) }
        if seconds > 2 { growth = max(1, growth / 2) }
    }
}
