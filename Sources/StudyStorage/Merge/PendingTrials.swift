import GRDB
import HyperparameterSearch

/// What files have of the trials without results: their parameters, attempts, intermediate values and attributes.
struct PendingTrials {
    /// By number, united over the files.
    private var contents: [Int: TrialContent] = [:]

    init(of parts: [StudyPart]) throws {
        for part in parts {
            for content in try part.pending() { add(content) }
        }
    }

    subscript(number: Int) -> TrialContent? { contents[number] }

    private mutating func add(_ new: TrialContent) {
        guard var content = contents[new.trial.number] else {
            contents[new.trial.number] = new
            return
        }
        content.trial.parameters = content.trial.parameters ?? new.trial.parameters
        content.trial.parent = content.trial.parent ?? new.trial.parent
        content.trial.attempt = max(content.trial.attempt, new.trial.attempt)
        content.intermediateValues.take(new.intermediateValues)
        content.attributes.merge(new.attributes) { first, _ in first }
        contents[new.trial.number] = content
    }

    /// Inserts the rows of all trials below `end`, as trials that wait.
    func insert(below end: Int, to study: StudyID, in database: Database) throws {
        var inserter = try TrialInserter(database, study: study)
        for number in 0..<end {
            let content = contents[number]
            try inserter.insert(number, content?.trial.candidate, heldBy: nil, revision: Int64(number + 1))
            if let content { try insertBelongings(of: content, to: study, in: database) }
        }
    }

    private func insertBelongings(of content: TrialContent, to study: StudyID, in database: Database) throws {
        let number = content.trial.number
        if content.trial.attempt > 1 {
            try database.execute(
                sql: "UPDATE trials SET attempt = ? WHERE study_id = ? AND number = ?",
                arguments: [content.trial.attempt, study.rawValue, number])
        }
        try TrialWriter(database, study: study).writeBelongings(TrialRecord(content, of: study))
    }
}

extension StudyPart {
    /// The trials without results of which the file has something.
    fileprivate func pending() throws -> [TrialContent] {
        try source.read { database in
            try Int.fetchAll(
                database,
                sql: """
                    SELECT number FROM trials WHERE study_id = ? AND run_id IS NULL
                    AND (parameters IS NOT NULL OR attempt > 1) ORDER BY number
                    """,
                arguments: [record.id.rawValue]
            ).compactMap { try SQLiteStore.content(ofTrial: $0, of: record.id, in: database) }
                + ClaimedRange.all(of: record.id, in: database).flatMap { try $0.trials(database) }
                .map { TrialContent($0) }
        }
    }
}
