import HyperparameterSearch
import StudyFiles
import StudyReports

/// Keeps what a study file says under `confirm` beside the stored definition, where `resume`, `best` and `export` find it.
struct StoredConfirmation {
    let study: StudyRecord
    let store: any TrialStore
    /// The `--storage` argument for suggested commands.
    let storage: String

    /// Stores what the file says, and tells of a change.
    ///
    /// - Parameter confirmation: nil if the file says nothing; the study is then no longer confirmed.
    func keep(_ confirmation: DeclaredConfirmation?) throws {
        let name = DeclaredStudy.confirmationAttribute
        let stored = try store.attributes(ofTrial: nil, of: study.id)[name]
        let text = confirmation?.canonical.text
        guard stored != text else { return }
        try store.setAttribute(name, to: text, ofTrial: nil, of: study.id)
        guard stored != nil else { return }
        let what =
            confirmation == nil
            ? "no longer confirmed, because its file has no 'confirm'" : "now confirmed otherwise, as its file says"
        let earlier = try StoredStudy(study, in: store, kinds: .ofTheCommand).confirmations().map(\.definition.name)
        let remains =
            earlier.isEmpty
            ? ""
            : " What was recorded before stays in \(earlier.joined(separator: ", ")); delete it with: settle delete "
                + "\(earlier[0])\(storage)"
        Console.error("\(study.definition.name) is \(what).\(remains)")
    }

    /// - Throws: ``UsageError`` if a scheduler finds fewer of the best than `confirmation` scores again.
    static func check(
        _ confirmation: DeclaredConfirmation?, of name: String, against scheduler: any Scheduler
    ) throws {
        guard let confirmation, (1..<confirmation.top).contains(scheduler.rankingSize) else { return }
        throw UsageError(
            description: "--keep \(scheduler.rankingSize) finds the best \(scheduler.rankingSize), and 'confirm' of "
                + "\(name) scores the best \(confirmation.top) again; give --keep \(confirmation.top) or more, or lower "
                + "'top' in its file")
    }
}
