import AnnealingStudies
import HyperparameterSearch

/// One of the best trials of a study.
public struct RankedTrial: Sendable {
    public let trial: Trial
    /// The rank by the value in the search, from 1.
    public let searchedRank: Int
    /// Nil if the trial was not confirmed.
    public let confirmed: ConfirmedScore?
}

extension StoredStudy {
    /// How the best trials were scored again; nil if the study does not ask for it.
    public func confirmation() throws -> StudyConfirmation? { try StudyConfirmation(of: self) }

    /// The number of trials that have no result.
    public func unfinished() throws -> Int { try reader.unfinished(of: record.id) }

    /// The best trials, best first: those of a complete confirmation in the confirmed order, then the others by their
    /// values in the search.
    ///
    /// - Parameter confirmation: the study's, where it has been read before.
    /// - Throws: ``StoredStudyError`` if pruned trials could be among the best `count`.
    public func ranked(_ count: Int, by confirmation: StudyConfirmation? = nil) throws -> [RankedTrial] {
        try requireCertain(count)
        guard let confirmation = try confirmation ?? self.confirmation() else { return try searched(count, [:]) }
        let all = try searched(max(count, confirmation.declared.top), confirmation.scores)
        guard confirmation.isComplete else { return Array(all.prefix(count)) }
        let rank = { (trial: RankedTrial) in trial.confirmed?.rank ?? .max }
        let order = all.sorted { (rank($0), $0.searchedRank) < (rank($1), $1.searchedRank) }
        return Array(order.prefix(count))
    }

    /// The best trials as ``ranked(_:by:)`` has them: at most `count`, and only those that are certain to be the best.
    public func certainRanked(_ count: Int, by confirmation: StudyConfirmation? = nil) throws -> [RankedTrial] {
        try ranked(min(count, try certainCount() ?? count), by: confirmation)
    }

    private func searched(_ count: Int, _ scores: [Int: ConfirmedScore]) throws -> [RankedTrial] {
        try reader.best(count, of: record.id).enumerated().map { index, trial in
            RankedTrial(trial: trial, searchedRank: index + 1, confirmed: scores[trial.number])
        }
    }

    /// The studies of a store that score, or scored, trials of this one, by name.
    public func confirmations() throws -> [StudyRecord] {
        try reader.studies().filter { record in
            guard record.definition.name != name, record.definition.name.hasPrefix("confirm-") else { return false }
            return StoredStudy(record, in: reader, kinds: kinds).declared.map {
                ConfirmationRequest.isConfirmation($0, of: name)
            } ?? false
        }
    }
}
