import Foundation

extension InMemoryStore {
    public func importStudy(
        _ imported: ImportedStudy, _ trials: ((TrialContent) throws -> Void) throws -> Void
    ) throws -> StudyRecord {
        // Collected first, because the source of the trials may take long or read this store.
        var contents: [TrialContent] = []
        try trials { content in
            guard content.trial.number == contents.count else { throw StudyError.noTrial(contents.count) }
            contents.append(content)
        }
        return try self.contents.withLock { store in
            let name = imported.definition.name
            if store.studies.values.contains(where: { $0.record.definition.name == name }) {
                throw StudyError.exists(name)
            }
            let now = Date()
            let record = StudyRecord(
                id: StudyID(store.makeID()), definition: imported.definition.stored, created: now)
            let run = RunID(store.makeID())
            store.runs[run] = Run(
                study: record.id,
                record: RunRecord(id: run, description: imported.run, started: now, ended: now, ending: .finished))
            var study = InMemoryStudy(record: record)
            study.attributes = imported.attributes
            study.runs = [run]
            study.next = contents.count
            for content in contents { study.set(content.imported(by: run)) }
            store.studies[record.id] = study
            return record
        }
    }
}
