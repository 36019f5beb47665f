import Foundation
import GRDB
import HyperparameterSearch

/// A study that is merged from all files that have it.
struct MergedStudy {
    let parts: [StudyPart]
    let definition: StudyDefinition

    /// Merges and writes every study of the files, in order of name.
    ///
    /// - Throws: ``MergeError`` where files contradict each other; the error lists all contradictions.
    static func all(of sources: [MergeSource], in database: Database) throws {
        let parts = try sources.flatMap { try $0.studies() }
        var contradictions: [MergeError.Contradiction] = []
        let studies = try Dictionary(grouping: parts, by: \.record.definition.name).sorted { $0.key < $1.key }
            .map { try MergedStudy($0.value) }
        for study in studies { contradictions += try study.write(to: database) }
        guard contradictions.isEmpty else { throw MergeError.contradictions(contradictions) }
    }

    /// - Parameter parts: at least one, all of one name.
    private init(_ parts: [StudyPart]) throws {
        var definition = parts[0].record.definition
        for part in parts {
            let other = part.record.definition
            guard definition.isSameSearch(as: other) else {
                throw MergeError.definitionsDiffer(definition, file: parts[0].path, other, otherFile: part.path)
            }
            let budget = max(definition.budget, other.budget)
            definition = try definition.taking(other)
            definition.budget = budget
        }
        self.parts = parts
        self.definition = definition
    }

    private func write(to database: Database) throws -> [MergeError.Contradiction] {
        let next = parts.map(\.next).max() ?? 0
        let created = parts.map(\.record.created).min() ?? Date()
        let study = try definition.insert(created: created, next: next, in: database)
        let runs = try MergedRuns(of: parts, to: study, in: database)
        let pending = try PendingTrials(of: parts)
        try pending.insert(below: next, to: study, in: database)
        try writeAttributes(to: study, in: database)
        let contradictions = try writeFinished(to: study, made: runs, beside: pending, in: database)
        try writeCheckpoints(to: study, in: database)
        try writeConflicts(to: study, found: runs, in: database)
        return contradictions
    }

    // MARK: Trials

    private func writeFinished(
        to study: StudyID, made runs: MergedRuns, beside pending: PendingTrials, in database: Database
    ) throws -> [MergeError.Contradiction] {
        let writer = try TrialWriter(database, study: study)
        var contradictions: [MergeError.Contradiction] = []
        var nextIndices = Array(repeating: 0, count: parts.count)
        while true {
            let heads = parts.indices.compactMap { index in
                nextIndices[index] < parts[index].finished.count ? parts[index].finished[nextIndices[index]] : nil
            }
            guard let number = heads.min() else { return contradictions }
            var results: [(part: Int, content: TrialContent)] = []
            for index in parts.indices
            where nextIndices[index] < parts[index].finished.count
                && parts[index].finished[nextIndices[index]] == number
            {
                nextIndices[index] += 1
                if let content = try parts[index].content(ofTrial: number) { results.append((index, content)) }
            }
            contradictions += self.contradictions(among: results)
            guard let kept = results.min(by: { $0.content.isKept(before: $1.content, definition.direction) }) else {
                continue
            }
            // Requeued in another file: the trial waits for its further attempt.
            let requeued = pending[number].map { $0.trial.attempt > kept.content.trial.attempt } ?? false
            if requeued { continue }
            guard let run = runs[kept.content.trial.run, ofPart: kept.part] else {
                throw MergeError.damaged(file: parts[kept.part].path, study: definition.name, trial: number)
            }
            var content = kept.content
            content.trial.result?.run = run
            for other in results.map(\.content) + [pending[number]].compactMap(\.self) {
                content.attributes.merge(other.attributes) { first, _ in first }
            }
            try writer.write(content, revision: Int64(number + 1))
        }
    }

    /// The pairs of files whose results cannot both be correct.
    private func contradictions(among results: [(part: Int, content: TrialContent)]) -> [MergeError.Contradiction] {
        results.indices.flatMap { one in
            results[(one + 1)...].compactMap { other in
                let (first, second) = (results[one].content, other.content)
                let differences = first.contradictions(to: second, direction: definition.direction)
                guard !differences.isEmpty else { return nil }
                return MergeError.Contradiction(
                    study: definition.name, trial: first.trial.number, file: parts[results[one].part].path,
                    otherFile: parts[other.part].path, differences: differences)
            }
        }
    }

    /// Writes the last checkpoint of each unfinished trial.
    private func writeCheckpoints(to study: StudyID, in database: Database) throws {
        var last: [Int: TrialCheckpoint] = [:]
        for checkpoint in try parts.flatMap({ try $0.checkpoints() }) {
            guard let other = last[checkpoint.number] else {
                last[checkpoint.number] = checkpoint
                continue
            }
            let isLater =
                checkpoint.step == other.step
                ? checkpoint.data.lexicographicallyPrecedes(other.data) : checkpoint.step > other.step
            if isLater { last[checkpoint.number] = checkpoint }
        }
        for checkpoint in last.values.sorted(by: { $0.number < $1.number }) {
            _ = try checkpoint.save(to: study, heldBy: nil, in: database)
        }
    }

    /// Writes the study's attributes. Where files have the same name, the first file's value is written.
    private func writeAttributes(to study: StudyID, in database: Database) throws {
        let attributes = try parts.reversed().reduce(into: [String: String]()) { all, part in
            all.merge(try part.attributes()) { $1 }
        }
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            try database.execute(
                sql: "INSERT INTO study_attributes (study_id, name, value) VALUES (?, ?, ?)",
                arguments: [study.rawValue, name, value])
        }
    }

    private func writeConflicts(to study: StudyID, found runs: MergedRuns, in database: Database) throws {
        var conflicts: Set<TrialConflict> = []
        for (index, part) in parts.enumerated() {
            for conflict in try part.conflicts() {
                guard let run = runs[conflict.run, ofPart: index] else {
                    throw MergeError.damaged(file: part.path, study: definition.name, trial: conflict.number)
                }
                conflicts.insert(
                    TrialConflict(
                        number: conflict.number, run: run, found: conflict.found, difference: conflict.difference))
            }
        }
        let order = { (conflict: TrialConflict) in (conflict.found, conflict.number, conflict.difference) }
        for conflict in conflicts.sorted(by: { order($0) < order($1) }) {
            try conflict.insert(to: study, in: database)
        }
    }
}
