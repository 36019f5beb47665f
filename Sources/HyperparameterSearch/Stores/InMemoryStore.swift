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
        var conflicts: [TrialConflict] = []
        /// The revision at which each trial last changed.
        var changed: [Int: Int64] = [:]
        var revision: Int64 = 0

        mutating func set(_ trial: Trial) {
            revision += 1
            trials[trial.number] = trial
            changed[trial.number] = revision
        }

        func content(ofTrial number: Int) -> TrialContent? {
            trials[number].map { TrialContent($0, trace: traces[number], artifacts: artifacts[number] ?? [:]) }
        }

        func isClaimed(_ number: Int, by run: RunID) -> Bool {
            trials[number].map { $0.state == .claimed && $0.run == run } ?? false
        }
    }

    struct Contents: Sendable {
        var studies: [StudyID: Study] = [:]
        var runs: [RunID: Run] = [:]
        var lastID: Int64 = 0

        mutating func makeID() -> Int64 {
            lastID += 1
            return lastID
        }

        func study(_ id: StudyID) throws -> Study {
            guard let study = studies[id] else { throw StudyError.noStudy(id) }
            return study
        }

        /// A run that has not ended. One that was abandoned, and speaks after all, goes on.
        mutating func activeRun(_ id: RunID) throws -> Run {
            guard var run = runs[id] else { throw StudyError.noRun(id) }
            switch run.record.ending {
            case nil: break
            case .abandoned:
                run.record = run.record.ended(nil)
                run.lapses += 1
                runs[id] = run
            case .finished, .interrupted, .failed: throw StudyError.runEnded(id)
            }
            return run
        }

        /// The runs that work on a study.
        func runsAtWork(on study: StudyID) throws -> [RunRecord] {
            try self.study(study).runs.compactMap { runs[$0]?.record }.filter { $0.ended == nil }
        }
    }

    struct Run: Sendable {
        let study: StudyID
        var record: RunRecord
        var lapses = 0

        var shard: Shard { record.description.shard ?? .whole }
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
                if stored.budget != definition.budget, let run = try contents.runsAtWork(on: id).first {
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
            if let run = try contents.runsAtWork(on: study).first { throw StudyError.busy(run) }
            for run in try contents.study(study).runs { contents.runs[run] = nil }
            contents.studies[study] = nil
        }
    }

    public func revive(boundedBy value: Double?, for run: RunID) throws -> Int {
        try contents.withLock { contents in
            let active = try contents.activeRun(run)
            let (id, shard) = (active.study, active.shard)
            var study = try contents.study(id)
            let direction = study.record.definition.direction
            let revived = study.trials.values.filter { trial in
                guard let bound = trial.bound, shard.contains(trial.number) else { return false }
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

    public func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent? {
        try contents.withLock { try $0.study(study).content(ofTrial: number) }
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

    public func remaining(of study: StudyID, in shard: Shard) throws -> Int {
        let study = try contents.withLock { try $0.study(study) }
        let budget = study.record.definition.budget
        return shard.size(below: budget)
            - study.trials.values.count { $0.state.isFinished && $0.number < budget && shard.contains($0.number) }
    }

    /// None: memory has no file that could be damaged.
    public func findings() throws -> [StoreFinding] { [] }

    /// None: no other program can change the memory of this process.
    public func findings(of study: StudyRecord) throws -> [StoreFinding] {
        _ = try contents.withLock { try $0.study(study.id) }
        return []
    }

    public func conflicts(of study: StudyID) throws -> [TrialConflict] {
        try contents.withLock { try $0.study(study).conflicts }
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
