import HyperparameterSearch
import StudyReports

/// The deletion of a study with all that belongs to it.
struct StudyDeletion {
    private let name: String
    private let confirmations: [String]
    /// What is deleted: `12 finished trials and its confirmation: a-confirmed`.
    let contents: String

    init(of study: StoredStudy) throws {
        name = study.name
        confirmations = try study.confirmations().map(\.definition.name)
        contents =
            NumberText.count(try study.counts().finished, "finished trial")
            + (confirmations.isEmpty ? "" : " and its confirmation: \(confirmations.joined(separator: ", "))")
    }

    /// - Throws: `StudyError` where a run works on the study: nothing is deleted then.
    func make(in store: any TrialStore, _ storage: StorageOptions) throws -> StoreSpace {
        // The study comes first: where a run works on it, nothing is deleted.
        try store.deleteStudy(storage.record(named: name, in: store).id)
        storage.checkpointFolders(of: name).remove()
        for confirmation in confirmations {
            if let record = try store.study(named: confirmation) { try store.deleteStudy(record.id) }
        }
        return try store.reclaimSpace(rewriting: false)
    }
}
