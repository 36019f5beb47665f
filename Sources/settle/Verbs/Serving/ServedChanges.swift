import Foundation
import HyperparameterSearch
import Locks
import PostgreSQLStorage
import StudyReports
import StudyServer
import StudyStorage

/// The changes of 'settle serve --allow-changes', which are those of 'settle ask', 'tell', 'retry' and 'delete'.
final class ServedChanges: Sendable {
    private let storage: StorageOptions
    /// The store for writing; nil before the first change, and after an error of the store.
    private let store = Mutex<(any TrialStore)?>(nil)

    init(_ storage: StorageOptions) { self.storage = storage }

    var changes: StudyChanges {
        StudyChanges(
            ask: { [self] name, ask in
                try with(name) { store, record in
                    let asked = try AskedStudy(record, in: store, storage)
                    switch try asked.ask(ask.count, lease: ask.lease) {
                    case .trials(let trials): return .trials(try trials.map { try AskedLine($0, of: asked).text })
                    case .finished: return .finished
                    case .later: return .later
                    }
                }
            },
            tell: { [self] name, tell in
                try with(name) { try Self.tell(tell, AskedStudy($1, in: $0, storage)) }
            },
            requeue: { [self] name, numbers in
                try with(name) { store, record in
                    for number in (numbers ?? []).sorted() { try store.requireFailed(number, of: record) }
                    return try store.requeueFailed(numbers, of: record.id)
                }
            },
            delete: { [self] name in
                try with(name) { store, record in
                    let deletion = try StudyDeletion(of: StoredStudy(record, in: store, kinds: .ofTheCommand))
                    _ = try deletion.make(in: store, storage)
                    return "\(name) with \(deletion.contents)"
                }
            })
    }

    private static func tell(_ tell: StudyChanges.Tell, _ asked: AskedStudy) throws -> StudyChanges.TellReply {
        let answer: TellAnswer
        switch tell.told {
        case .step(let step, let value):
            let told = try asked.tell(
                IntermediateValue(step: step, value: value), ofTrial: tell.number, token: tell.token)
            return .step(told.word, earlier: told.earlier)
        case .result(let value, let values):
            answer = try asked.tell(value, values: values, ofTrial: tell.number, token: tell.token)
        case .failed(let reason):
            answer = try asked.tell(failed: reason, ofTrial: tell.number, token: tell.token)
        }
        return answer == .recorded ? .recorded : .repeated
    }

    /// Makes a change of a stored study.
    ///
    /// - Throws: ``ChangeError``.
    private func with<Result>(
        _ name: String, _ change: (any TrialStore, StudyRecord) throws -> Result
    ) throws -> Result {
        do {
            let store = try opened()
            guard let record = try store.study(named: name) else {
                throw ChangeError(404, name, "is no study of \(storage.path)", remedy: "GET / lists the studies")
            }
            return try change(store, record)
        } catch let error as ChangeError {
            throw error
        } catch {
            if error is StorageError || error is PostgreSQLError { close() }
            throw ServedErrors.error(error, name, storage)
        }
    }

    private func opened() throws -> any TrialStore {
        if let open = store.withLock(\.self) { return open }
        let new = try storage.open(.writing)
        store.withLock { $0 = new }
        return new
    }

    /// The next change opens the store again.
    private func close() {
        let open = store.withLock { store in
            defer { store = nil }
            return store
        }
        if let open { OpenStorages.close(open) }
    }
}
