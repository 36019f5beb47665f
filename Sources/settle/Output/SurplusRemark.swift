import HyperparameterSearch
import StudyReports

/// What a run says of trials beyond the study's number of trials, which was lowered after they had ended.
struct SurplusRemark {
    let text: String

    /// - Returns: nil if there are no such trials.
    init?(of record: StudyRecord, in store: any StudyReader) throws {
        let budget = record.definition.budget
        let finished = try store.counts(of: record.id).finished
        let surplus = finished - (budget - (try store.remaining(of: record.id)))
        guard surplus > 0 else { return nil }
        let name = record.definition.name
        text =
            "\(name) has \(NumberText.count(finished, "finished trial")), and its file now says "
            + "\(NumberText.grouped(budget)): the \(NumberText.grouped(surplus)) beyond it stay and count, among "
            + "the best too. To be without them, give the study another name."
    }
}
