import Foundation
import HyperparameterSearch
import StudyFiles
import StudyReports

/// A study whose trials a program outside evaluates: what 'settle ask' and 'settle tell' work on.
struct AskedStudy {
    let objective: ToldObjective
    let runner: StudyRunner<ToldObjective>

    var name: String { runner.study.definition.name }

    /// Opens a stored study.
    ///
    /// - Throws: ``UsageError`` if there is no such study, or its trials cannot be asked for.
    init(named name: String, _ storage: StorageOptions) throws {
        // A wrong name must not make a file.
        guard storage.mayExist else {
            _ = try storage.study(name)
            throw UsageError(description: "there is no study '\(name)' in \(storage.path)")
        }
        let store = try storage.open(.writing)
        try self.init(storage.record(named: name, in: store), in: store, storage)
    }

    /// - Throws: ``UsageError`` if the study's trials cannot be asked for.
    init(_ record: StudyRecord, in store: any TrialStore, _ storage: StorageOptions) throws {
        let study = try StoredStudy(record, in: store, kinds: .ofTheCommand).requireDeclared()
        try self.init(study, record, store, run: "settle resume \(record.definition.name)\(storage.argument)")
    }

    /// Opens the study of a file, and makes it if it is not there.
    ///
    /// - Throws: the errors of the file; ``UsageError`` if the study's trials cannot be asked for.
    init(file: String, _ storage: StorageOptions) throws {
        let study = try StudyFile.read(path: file, kinds: .ofTheCommand)
        let run = "settle run \(ShellWord.quoted(file))\(storage.argument)"
        // The errors of a study come before anything is stored.
        let objective = try Self.objective(of: study, run: run)
        let definition = try study.definition()
        try study.checkScheduler(against: objective, budget: definition.budget)
        let store = try storage.open(.writing)
        let record = try store.openStudy(definition)
        try self.init(study.asStored(in: record, kinds: .ofTheCommand), record, store, run: run)
    }

    private init(_ study: DeclaredStudy, _ record: StudyRecord, _ store: any TrialStore, run: String) throws {
        objective = try Self.objective(of: study, run: run)
        runner = try StudyRunner(
            study: record, store: store, sampler: study.sampler(), objective: objective, threads: ThreadCount(1),
            scheduler: study.ownScheduler ?? CompleteScheduler())
    }

    /// - Parameter run: the command that evaluates the study's trials.
    /// - Throws: ``UsageError`` if the study's trials cannot be asked for.
    private static func objective(of study: DeclaredStudy, run: String) throws -> ToldObjective {
        guard let objective = study.kind.toldObjective else {
            throw UsageError(
                description: "trials of '\(study.name)' are evaluated by settle itself and cannot be asked for; "
                    + "evaluate them with: \(run)")
        }
        guard study.repetition == nil else {
            throw UsageError(
                description:
                    "'\(study.name)' evaluates each trial with several seeds ('repeat'), so its trials cannot be "
                    + "asked for; evaluate them with: \(run)")
        }
        return objective
    }
}

extension DeclaredStudy {
    /// - Parameter place: the study file or the name, as a word of a suggested command.
    /// - Throws: ``UsageError`` if settle cannot evaluate the study's trials.
    func requireEvaluation(_ place: String, storage: StorageOptions) throws {
        guard !kind.hasEvaluation else { return }
        throw UsageError(
            description:
                "the values of '\(name)' are told by a program outside, so settle cannot evaluate its trials; ask "
                + "for a trial with: settle ask \(place)\(storage.argument), and tell what it is worth with: settle tell "
                + "\(name) NUMBER --token TOKEN --value VALUE\(storage.argument)")
    }
}
