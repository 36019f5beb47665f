import Foundation
import Synchronization

/// Studies that live as long as the process: for tests, and for searches that need no record.
public final class InMemoryStore: TrialStore {
    struct Study: Sendable {
        var record: StudyRecord
        var runs: [RunID] = []
        var trials: [Int: Trial] = [:]
        var traces: [Int: Data] = [:]
        var artifacts: [Int: [String: Data]] = [:]
        var checkpoints: [Int: TrialCheckpoint] = [:]
        var waiting: Set<Int> = []
        var next = 0
        /// The revision at which each trial last changed.
        var changed: [Int: Int64] = [:]
        var revision: Int64 = 0

        mutating func set(_ trial: Trial) {
            revision += 1
            trials[trial.number] = trial
            changed[trial.number] = revision
        }

        func isClaimed(_ number: Int, by run: RunID) -> Bool {
            trials[number].map { $0.state == .claimed && $0.run == run } ?? false
        }
    }

    struct Contents: Sendable {
        var studies: [StudyID: Study] = [:]
        var runs: [RunID: (study: StudyID, record: RunRecord)] = [:]
        var lastID: Int64 = 0

        mutating func makeID() -> Int64 {
            lastID += 1
            return lastID
        }

        func study(_ id: StudyID) throws -> Study {
            guard let study = studies[id] else { throw StudyError.noStudy(id) }
            return study
        }

        func activeRun(_ id: RunID) throws -> (study: StudyID, record: RunRecord) {
            guard let run = runs[id] else { throw StudyError.noRun(id) }
            guard run.record.ended == nil else { throw StudyError.runEnded(id) }
            return run
        }

        func activeRun(of study: StudyID) throws -> RunRecord? {
            try self.study(study).runs.compactMap { runs[$0]?.record }.first { $0.ended == nil }
        }
    }

    let contents = Mutex(Contents())

    public init() {}

    public func openStudy(_ definition: StudyDefinition) throws -> StudyRecord {
        try contents.withLock { contents in
            if let (id, study) = contents.studies.first(where: { $0.value.record.definition.name == definition.name }) {
                let stored = study.record.definition
                guard stored.text == definition.text, stored.direction == definition.direction else {
                    throw StudyError.definitionDiffers(stored: stored, offered: definition)
                }
                if stored.budget != definition.budget, let run = try contents.activeRun(of: id) {
                    throw StudyError.busy(run)
                }
                let record = StudyRecord(id: id, definition: definition, created: study.record.created)
                contents.studies[id]?.record = record
                return record
            }
            let record = StudyRecord(id: StudyID(contents.makeID()), definition: definition, created: Date())
            contents.studies[record.id] = Study(record: record)
            return record
        }
    }

    public func study(named name: String) throws -> StudyRecord? {
        try studies().first { $0.definition.name == name }
    }

    public func studies() throws -> [StudyRecord] {
        contents.withLock { $0.studies.values.map(\.record).sorted { $0.definition.name < $1.definition.name } }
    }

    public func deleteStudy(_ study: StudyID) throws {
        try contents.withLock { contents in
            if let run = try contents.activeRun(of: study) { throw StudyError.busy(run) }
            for run in try contents.study(study).runs { contents.runs[run] = nil }
            contents.studies[study] = nil
        }
    }

    public func beginRun(_ description: RunDescription, of study: StudyID) throws -> RunID {
        try contents.withLock { contents in
            if let run = try contents.activeRun(of: study) { throw StudyError.busy(run) }
            let id = RunID(contents.makeID())
            let record = RunRecord(id: id, description: description, started: Date(), ended: nil, ending: nil)
            contents.runs[id] = (study, record)
            contents.studies[study]?.runs.append(id)
            return id
        }
    }

    public func endRun(_ run: RunID, as ending: RunEnding) throws {
        try contents.withLock { contents in
            let (id, record) = try contents.activeRun(run)
            contents.runs[run]?.record = RunRecord(
                id: run, description: record.description, started: record.started, ended: Date(), ending: ending)
            var study = try contents.study(id)
            for trial in study.trials.values where trial.state == .claimed && trial.run == run {
                study.set(Trial(number: trial.number, claimedBy: nil))
                study.waiting.insert(trial.number)
            }
            contents.studies[id] = study
        }
    }

    public func renew(_ run: RunID) throws {
        _ = try contents.withLock { try $0.activeRun(run).record }
    }

    public func runs(of study: StudyID) throws -> [RunRecord] {
        try contents.withLock { contents in
            try contents.study(study).runs.compactMap { contents.runs[$0]?.record }
        }
    }

    public func claim(_ count: Int, for run: RunID) throws -> [Int] {
        try contents.withLock { contents in
            let id = try contents.activeRun(run).study
            var study = try contents.study(id)
            contents.studies[id] = nil  // Held once only, the study changes in place.
            let budget = study.record.definition.budget
            let waiting = Array(study.waiting.filter { $0 < budget }.sorted().prefix(max(count, 0)))
            study.waiting.subtract(waiting)
            let new = study.next..<max(study.next, min(study.next + count - waiting.count, budget))
            study.next = new.upperBound
            for number in waiting + new { study.set(Trial(number: number, claimedBy: run)) }
            contents.studies[id] = study
            return waiting + new
        }
    }

    public func record(_ trials: [FinishedTrial], for run: RunID) throws {
        try contents.withLock { contents in
            let id = try contents.activeRun(run).study
            var study = try contents.study(id)
            var numbers: Set<Int> = []
            for number in trials.map(\.candidate.number) {
                guard study.isClaimed(number, by: run), numbers.insert(number).inserted else {
                    throw StudyError.notClaimed(number)
                }
            }
            contents.studies[id] = nil  // Held once only, the study changes in place.
            for trial in trials {
                study.set(Trial(trial, run: run))
                study.traces[trial.candidate.number] = trial.evaluation.trace
                study.artifacts[trial.candidate.number] = trial.evaluation.artifacts
                study.checkpoints[trial.candidate.number] = nil
            }
            contents.studies[id] = study
        }
    }

    public func revive(boundedBy value: Double?, for run: RunID) throws -> Int {
        try contents.withLock { contents in
            let id = try contents.activeRun(run).study
            var study = try contents.study(id)
            let direction = study.record.definition.direction
            let revived = study.trials.values.filter { trial in
                guard let bound = trial.bound else { return false }
                return value.map { !direction.prefers($0, to: bound) } ?? true
            }
            for trial in revived {
                study.set(Trial(number: trial.number, claimedBy: nil))
                study.traces[trial.number] = nil
                study.artifacts[trial.number] = nil
                study.checkpoints[trial.number] = nil
                study.waiting.insert(trial.number)
            }
            contents.studies[id] = study
            return revived.count
        }
    }

    public func guaranteedBest(of study: StudyID) throws -> Int? {
        let study = try contents.withLock { try $0.study(study) }
        let direction = study.record.definition.direction
        let bounds = study.trials.values.compactMap(\.bound)
        guard let best = direction == .minimize ? bounds.min() : bounds.max() else { return nil }
        return study.trials.values.count { $0.value.map { direction.prefers($0, to: best) } ?? false }
    }

    public func trial(_ number: Int, of study: StudyID) throws -> Trial? {
        try contents.withLock { try $0.study(study).trials[number] }
    }

    public func trace(ofTrial number: Int, of study: StudyID) throws -> Data? {
        try contents.withLock { try $0.study(study).traces[number] }
    }

    public func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data? {
        try contents.withLock { try $0.study(study).artifacts[number]?[name] }
    }

    public func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String] {
        try contents.withLock { try $0.study(study).artifacts[number]?.keys.sorted() ?? [] }
    }

    public func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial] {
        let study = try contents.withLock { try $0.study(study) }
        let chosen = study.trials.values.filter { query.states?.contains($0.state) ?? true }
        let ordered = chosen.sorted { query.precedes($0, $1, direction: study.record.definition.direction) }
        return Array(ordered.dropFirst(query.offset).prefix(query.limit ?? .max))
    }

    public func best(_ count: Int, of study: StudyID) throws -> [Trial] {
        try trials(of: study, matching: TrialQuery(states: [.complete], order: .value, limit: count))
    }

    public func counts(of study: StudyID) throws -> TrialCounts {
        let trials = try contents.withLock { try $0.study(study).trials }
        return TrialCounts(trials.values.reduce(into: [:]) { $0[$1.state, default: 0] += 1 })
    }

    public func remaining(of study: StudyID) throws -> Int {
        let study = try contents.withLock { try $0.study(study) }
        let budget = study.record.definition.budget
        return budget - study.trials.values.count { $0.state.isFinished && $0.number < budget }
    }

    public func changes(since revision: Int64, of study: StudyID, limit: Int) throws -> (
        trials: [Trial], revision: Int64
    ) {
        let study = try contents.withLock { try $0.study(study) }
        let changed = study.changed.filter { $0.value > revision }
            .sorted { $0.value < $1.value }.prefix(limit)
        return (changed.compactMap { study.trials[$0.key] }, changed.last?.value ?? revision)
    }
}
