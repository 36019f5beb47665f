import AnnealingStudies
import HyperparameterSearch
import StudyFiles
import StudyReports

/// Scores the best trials of a study again when its search has ended, as `confirm` in its file asks.
///
/// The scores are trials of a study of their own, recorded and resumed like any other. Every process that sees the end of
/// the search finds the same study and takes its share of the trials.
struct ConfirmationStage {
    let study: StudyRecord
    let store: any TrialStore
    let setUp: SetUp
    let threads: ThreadCount
    let resources: StudyResources
    let storage: StorageOptions
    let digitsArgument: String
    let output: FormatOptions
    /// The command to suggest after an interruption.
    let resumeCommand: String

    private var name: String { study.definition.name }

    /// Evaluates what is left of the confirmation.
    ///
    /// - Throws: what a ``StudySession`` throws.
    func run() throws {
        guard let confirmation = try StoredStudy(study, in: store, kinds: .ofTheCommand).confirmation() else { return }
        switch confirmation.state {
        case .searching(let left):
            Console.error(
                "The best of \(name) are scored again when the search has ended: "
                    + "\(NumberText.count(left, "trial")) of it \(left == 1 ? "has" : "have") no result in this file.")
        case .uncertain, .nothingToConfirm:
            for remark in ConfirmationRemarks(confirmation, of: name, storage: storage).texts { Console.error(remark) }
        case .complete: break
        case .unfinished: try evaluate(confirmation)
        }
    }

    private func evaluate(_ confirmation: StudyConfirmation) throws {
        guard let request = confirmation.request else { return }
        let study = request.study
        Console.error(
            "Scoring the best \(NumberText.grouped(request.candidates.count)) of \(name) again on "
                + "\(confirmation.ground), in study \(study.name).")
        let setUp = SetUp(study.name, interruption: self.setUp.interruption)
        let prepared = try setUp.prepare(resources.offering(NetworkTest(refuses: false))) { try study.objective($0) }
        let record = try store.openStudy(study.definition())
        try StudySession(
            study: study, prepared: prepared, setUp: setUp, record: record, store: store, threads: threads,
            scheduler: CompleteScheduler(), shard: .whole, storage: storage, digitsArgument: digitsArgument,
            output: output, top: 1, completeCommand: "", commandToGoOn: resumeCommand
        ).evaluate()
    }
}
