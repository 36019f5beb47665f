import HyperparameterSearch
import StudyReports

/// What a run says of failed trials.
struct FailureRemarks {
    /// The study's name.
    let study: String
    /// The `--storage` argument for suggested commands.
    let storage: String
    /// Whether the remarks are printed at all.
    let areTold: Bool

    /// Prints how many trials of the study have failed, and the most common reason.
    func tell(of record: StudyRecord, in store: any StudyReader) throws {
        guard areTold, let text = try text(of: record, in: store) else { return }
        Console.error(text)
    }

    private func text(of record: StudyRecord, in store: any StudyReader) throws -> String? {
        let failed = try store.counts(of: record.id)[.failed]
        guard failed > 0, let reason = try FailureCounts(of: record.id, in: store).mostCommon else { return nil }
        return "\(NumberText.count(failed, "trial")) of \(study) failed; \(most(reason, of: failed)). "
            + "Evaluate failed trials again with: settle retry \(study)\(storage)"
    }

    private func most(_ reason: FailureCounts.Reason, of total: Int) -> String {
        // A sentence follows the reason.
        let line = TerminalText.line(reason.text)
        let text = line.hasSuffix(".") ? String(line.dropLast()) : line
        if total == 1 { return "trial \(reason.trial): \(text)" }
        let share = reason.count == total ? "all" : "\(NumberText.grouped(reason.count)) of them"
        return "\(share) as trial \(reason.trial): \(text)"
    }

    /// - Throws: ``DataError`` where the first trials have all failed.
    func refuse(_ failures: FailureCounts?) throws {
        guard let failures, let reason = failures.mostCommon else { return }
        let count = failures.total
        throw DataError(
            description: "\(study) has stopped, because "
                + (count == 1 ? "its first trial failed" : "its first \(count) trials all failed")
                + "; \(most(reason, of: count)). Correct what is wrong, then: settle retry \(study)\(storage). "
                + "A mistake in the study file: settle delete \(study)\(storage), then run the corrected file (or go "
                + "on all the same with --keep-going)")
    }
}
