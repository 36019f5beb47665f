import Foundation

/// What a run does because other runs work on its study.
extension RunRecorder {
    /// Renews the run's lease, and reads what the other runs do.
    mutating func renew(_ evaluation: RunEvaluation<O>) throws {
        let before = activity
        activity = try store.renew(run, reopening: runner.reopening())
        renewed = Date()
        tally.hear(activity)
        if activity.lapses > before.lapses {
            // This run was taken for dead, so other runs may evaluate its claimed trials by now.
            try giveBack(beyond: 0, evaluation)
        }
        evaluation.ranking.runs = activity.otherRuns + 1
        guard activity.otherRuns > 0 || before.otherRuns > 0 else { return }
        let store = store
        try firstTrials?.refresh(store)
        if renewed.timeIntervalSince(counted) > 5 * StudyRunner<O>.heartbeat {
            counted = renewed
            tally.remaining = try remaining()
        }
        try share(evaluation)
        // The other runs are short of trials, and this run has trials that its threads have not begun.
        guard activity.unclaimed < activity.otherRuns * sizes.fewest else { return }
        let fairCount = evaluation.exchange.waiting / (activity.otherRuns + 1)
        try giveBack(beyond: max(sizes.fewest / 4, fairCount), evaluation)
    }

    /// Asks this run's window to give trials back where other runs have none, and none can be claimed. All runs with trials
    /// do so; together they keep as much for each as the others get.
    private mutating func share(_ evaluation: RunEvaluation<O>) throws {
        guard runner.hasWindows else { return }
        var idle = 0
        if activity.otherRuns > 0, activity.unclaimed == 0, held.count > 1 {
            idle = try store.runsAtWork(on: study.id).count { $0.record.id != run && !$0.isDead && $0.claimed == 0 }
        }
        wantsBack = idle > 0
        evaluation.exchange.want(share: idle > 0 ? Double(idle) / Double(activity.otherRuns + 1) : nil)
    }

    /// Reads the best trials of the other runs: several times a second where this run's decisions depend on them.
    mutating func rank(_ evaluation: RunEvaluation<O>) throws {
        let pause = runner.hasWindows ? StudyRunner<O>.tellingPause : StudyRunner<O>.heartbeat
        guard activity.otherRuns > 0, Date() > ranked + pause else { return }
        ranked = Date()
        let best = try store.best(max(1, runner.scheduler.rankingSize), of: study.id).compactMap(Ranking.Entry.init)
        if let first = best.first { tally.hear(first) }
        evaluation.ranking.insert(best)
    }
}
