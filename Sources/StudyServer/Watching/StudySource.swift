import HyperparameterSearch
import Locks
import StudyFiles
import StudyReports

/// The studies of a store, read on a queue of their own.
final class StudySource: Sendable {
    let reader: any StudyReader
    let kinds: StudyKinds
    let queue: StoreQueue
    /// The studies that were found last, which saves reading their definitions again.
    private let known = Mutex<[String: StoredStudy]>([:])
    private static let mostKnown = 100

    init(_ reader: any StudyReader, kinds: StudyKinds, name: String) {
        (self.reader, self.kinds, queue) = (reader, kinds, StoreQueue(name))
    }

    /// - Throws: ``NoSuchStudy``; the errors of the reader.
    func study(_ name: String) throws -> StoredStudy {
        guard let record = try reader.study(named: name) else { throw NoSuchStudy() }
        if let known = known.withLock({ $0[name] }), known.record == record { return known }
        let study = StoredStudy(record, in: reader, kinds: kinds)
        known.withLock { known in
            if known.count >= Self.mostKnown { known = [:] }
            known[name] = study
        }
        return study
    }
}

/// There is no study of that name, or it was deleted.
struct NoSuchStudy: Error {}

extension Error {
    /// Whether the study is no more.
    var meansNoStudy: Bool {
        if case StudyError.noStudy? = self as? StudyError { return true }
        return self is NoSuchStudy
    }
}
