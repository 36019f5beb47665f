import Foundation
import HyperparameterSearch
import StudyReports

/// How far a study is, at one moment.
struct Standing: Sendable {
    let revision: Int64
    let counts: TrialCounts
    let budget: Int
    /// The runs that have not ended, including the dead ones.
    let atWork: [RunAtWork]
    /// The number of the best trial.
    let best: Int?
    let read = Date()

    /// - Throws: `StudyError` where the study is no more; the errors of the reader.
    init(of study: StoredStudy) throws {
        let (reader, id) = (study.reader, study.record.id)
        // First, so that nothing is later than it that is not shown.
        revision = try reader.revision(of: id)
        counts = try reader.counts(of: id)
        budget = study.record.definition.budget
        atWork = try reader.runsAtWork(on: id)
        best = try reader.best(1, of: id).first?.number
    }

    var working: [RunAtWork] { atWork.filter { !$0.isDead } }

    /// The number of trials in each state, as reported to people: those that a dead run holds are waiting.
    var states: [TrialState: Int] {
        var states = counts.byState.filter { $0.value > 0 }
        let held = min(atWork.filter(\.isDead).reduce(0) { $0 + $1.claimed }, counts[.claimed])
        guard held > 0 else { return states }
        states[.claimed] = counts[.claimed] == held ? nil : counts[.claimed] - held
        states[.waiting, default: 0] += held
        return states
    }

    func event(since: Int64, changed: [Int] = [], hasMore: Bool = false) -> StudyEvent {
        StudyEvent(
            revision: revision, since: since, changed: changed, hasMore: hasMore, finished: counts.finished,
            budget: budget, workers: working.count, best: best)
    }

    /// Whether a page that shows one shows the other.
    func looksLike(_ other: Standing) -> Bool {
        revision == other.revision && budget == other.budget
            && working.map(\.record.id) == other.working.map(\.record.id)
    }
}

extension StoredStudy {
    /// The numbers of the trials that changed after a revision, and whether there are more.
    func changes(since revision: Int64) throws -> (numbers: [Int], hasMore: Bool) {
        let most = StudyEvent.mostChanged
        let trials = try reader.changes(since: revision, of: record.id, limit: most + 1).trials
        return (trials.prefix(most).map(\.number), trials.count > most)
    }
}
