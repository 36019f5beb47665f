import AnnealingStudies
import HyperparameterSearch

extension StoredStudy {
    /// The best schedules for an export, best first: in the confirmed order where the confirmation is complete. The
    /// export says whether it is, and whether the search has ended.
    ///
    /// - Throws: as ``bestSchedules(_:)`` does.
    public func exportedSchedules(_ count: Int) throws -> ExportedSchedules {
        let confirmation = try confirmation()
        let trials = try exportedBest(count)
        var exported = try ExportedSchedules(trials, of: requireDeclared())
        if try unfinished() > 0 { exported.provisional = true }
        guard let confirmation else { return exported }
        let plan = confirmation.declared.plan
        exported.confirmation = ExportedSchedules.Confirmation(
            complete: confirmation.isComplete, study: confirmation.request?.study.name, top: confirmation.declared.top,
            on: confirmation.ground, mean: plan.meanName)
        let ranked = try certainRanked(
            max(count, confirmation.declared.top, exported.schedules.count), by: confirmation)
        let byNumber = Dictionary(ranked.map { ($0.trial.number, $0) }) { first, _ in first }
        for index in exported.schedules.indices {
            guard let trial = byNumber[exported.schedules[index].trial] else { continue }
            exported.schedules[index].searchedRank = trial.searchedRank
            exported.schedules[index].confirmed = trial.confirmed.map {
                ExportedSchedules.Entry.Confirmed(
                    value: $0.value, low: $0.interval?.low, high: $0.interval?.high, scores: $0.scores)
            }
        }
        return exported
    }
}
