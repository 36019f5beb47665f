import Foundation
import Locks

/// A store in memory, which lasts as long as the process: for tests, and for searches that need no file.
public final class InMemoryStore: TrialStore {
    struct Contents: Sendable {
        var studies: [StudyID: InMemoryStudy] = [:]
        var runs: [RunID: Run] = [:]
        var lastID: Int64 = 0

        mutating func makeID() -> Int64 {
            lastID += 1
            return lastID
        }

        func study(_ id: StudyID) throws -> InMemoryStudy {
            guard let study = studies[id] else { throw StudyError.noStudy(id) }
            return study
        }

        /// Changes a study. Where `body` throws, the study stays as it was.
        mutating func change<Result>(
            _ id: StudyID, _ body: (inout InMemoryStudy) throws -> Result
        ) throws -> Result {
            var study = try study(id)
            // Held by this variable only, the study is changed in place.
            studies[id] = nil
            defer { studies[id] = study }
            return try body(&study)
        }

        /// A run that has not ended. An abandoned run that calls the store after all goes on.
        mutating func activeRun(_ id: RunID) throws -> Run {
            guard var run = runs[id] else { throw StudyError.noRun(id) }
            switch run.record.ending {
            case nil: break
            case .abandoned:
                run.record = run.record.ended(nil)
                run.lapses += 1
            case .finished, .interrupted, .failed: throw StudyError.runEnded(id)
            }
            run.renew()
            runs[id] = run
            return run
        }

        /// The runs of a study that have not ended.
        func runsAtWork(on study: StudyID) throws -> [RunRecord] {
            try self.study(study).runs.compactMap { runs[$0]?.record }.filter { $0.ended == nil }
        }

        func isDead(_ run: RunRecord) -> Bool { runs[run.id]?.isDead ?? true }
    }

    struct Run: Sendable {
        let study: StudyID
        var record: RunRecord
        var lapses = 0
        /// When the lease of trials that were asked for ends. Other runs belong to this process, and never die.
        private var leaseEnd: Date?

        init(study: StudyID, record: RunRecord) {
            (self.study, self.record) = (study, record)
            renew()
        }

        mutating func renew() {
            leaseEnd = record.description.asked.map { Date(timeIntervalSinceNow: $0.lease) }
        }

        var isDead: Bool { leaseEnd.map { $0 < Date() } ?? false }
        var shard: Shard { record.description.shard ?? .whole }
    }

    let contents = Mutex(Contents())

    /// An empty store.
    public init() {}

    public func openStudy(_ definition: StudyDefinition) throws -> StudyRecord {
        try contents.withLock { contents in
            guard
                let (id, study) = contents.studies.first(where: { $0.value.record.definition.name == definition.name })
            else {
                let record = StudyRecord(
                    id: StudyID(contents.makeID()), definition: definition.stored, created: Date())
                contents.studies[record.id] = InMemoryStudy(record: record)
                return record
            }
            let stored = study.record.definition
            guard stored.isSameSearch(as: definition) else {
                throw StudyError.definitionDiffers(stored: stored, offered: definition)
            }
            if stored.budget != definition.budget, let run = try contents.runsAtWork(on: id).first {
                throw StudyError.busy(run)
            }
            let record = StudyRecord(
                id: id, definition: try stored.taking(definition), created: study.record.created)
            contents.studies[id]?.record = record
            return record
        }
    }

    public func deleteStudy(_ study: StudyID) throws {
        try contents.withLock { contents in
            if let run = try contents.runsAtWork(on: study).first { throw StudyError.busy(run) }
            for run in try contents.study(study).runs { contents.runs[run] = nil }
            contents.studies[study] = nil
        }
    }

    public func setAttribute(_ name: String, to json: String?, ofTrial number: Int?, of study: StudyID) throws {
        try StudyError.checkAttribute(name, json)
        try contents.withLock { contents in
            try contents.change(study) { study in
                guard let number else {
                    study.attributes[name] = json
                    return
                }
                guard var content = study.trials[number] else { throw StudyError.noTrial(number) }
                content.attributes[name] = json
                study.set(content)
            }
        }
    }

    // MARK: Reading

    /// Reads under the lock. (A copy of the study would make the next writer copy all trials.)
    private func read<Result: Sendable>(
        _ study: StudyID, _ body: (InMemoryStudy) throws -> Result
    ) throws -> Result {
        try contents.withLock { try body($0.study(study)) }
    }

    /// The study of this name; nil where there is none.
    public func study(named name: String) throws -> StudyRecord? {
        try studies().first { $0.definition.name == name }
    }

    public func studies() throws -> [StudyRecord] {
        contents.withLock { $0.studies.values.map(\.record).sorted { $0.definition.name < $1.definition.name } }
    }

    public func guaranteedBest(of study: StudyID) throws -> Int? {
        try read(study) { study in
            let trials = study.trials.values.map(\.trial)
            let pruned = trials.filter { $0.state == .pruned }
            guard !pruned.isEmpty else { return nil }
            // A pruned trial without a bound could have been the best.
            let bounds = pruned.compactMap(\.bound)
            guard bounds.count == pruned.count, let first = bounds.first else { return 0 }
            let direction = study.direction
            let best = bounds.reduce(first) { direction.prefers($1, to: $0) ? $1 : $0 }
            return trials.count { $0.value.map { direction.prefers($0, to: best) } ?? false }
        }
    }

    /// The trial of this number; nil where there is none.
    public func trial(_ number: Int, of study: StudyID) throws -> Trial? {
        try read(study) { $0.trials[number]?.trial }
    }

    public func content(ofTrial number: Int, of study: StudyID) throws -> TrialContent? {
        try read(study) { $0.trials[number] }
    }

    public func trace(ofTrial number: Int, of study: StudyID) throws -> Data? {
        try read(study) { $0.trials[number]?.trace }
    }

    public func artifact(named name: String, ofTrial number: Int, of study: StudyID) throws -> Data? {
        try read(study) { $0.trials[number]?.artifacts[name] }
    }

    public func artifactNames(ofTrial number: Int, of study: StudyID) throws -> [String] {
        try read(study) { $0.trials[number]?.artifacts.keys.sorted() ?? [] }
    }

    public func intermediateValues(ofTrial number: Int, of study: StudyID) throws -> [IntermediateValue] {
        try read(study) { $0.trials[number]?.intermediateValues ?? [] }
    }

    public func attributes(ofTrial number: Int?, of study: StudyID) throws -> [String: String] {
        try read(study) { study in
            guard let number else { return study.attributes }
            return study.trials[number]?.attributes ?? [:]
        }
    }

    public func trials(of study: StudyID, matching query: TrialQuery) throws -> [Trial] {
        try read(study) { study in
            let ordered = study.trials.values.map(\.trial).filter(query.includes)
                .sorted { query.precedes($0, $1, direction: study.direction) }
            return Array(ordered.dropFirst(query.offset).prefix(query.limit ?? .max))
        }
    }

    public func best(_ count: Int, of study: StudyID) throws -> [Trial] {
        try trials(of: study, matching: TrialQuery(states: [.complete], order: .value, limit: count))
    }

    /// The number of trials in each state.
    public func counts(of study: StudyID) throws -> TrialCounts {
        try read(study) { study in
            TrialCounts(study.trials.values.reduce(into: [:]) { $0[$1.trial.state, default: 0] += 1 })
        }
    }

    public func remaining(of study: StudyID, in shard: Shard, reopening: Reopening) throws -> Int {
        try read(study) { study in
            let budget = study.record.definition.budget
            let done = study.trials.values.lazy.map(\.trial).count { trial in
                trial.state.isFinished && !study.isReopened(trial, by: reopening) && trial.number < budget
                    && shard.contains(trial.number)
            }
            return shard.size(below: budget) - done
        }
    }

    public func firstUnfinished(of study: StudyID) throws -> Int {
        try read(study) { study in
            (0..<study.next).first { study.trials[$0]?.trial.state.isFinished != true } ?? study.next
        }
    }

    public func conflicts(of study: StudyID) throws -> [TrialConflict] {
        try read(study) { $0.conflicts }
    }

    public func changes(since revision: Int64, of study: StudyID, limit: Int) throws -> (
        trials: [Trial], revision: Int64
    ) {
        try read(study) { study in
            let changed = study.changed.filter { $0.value > revision }.sorted { $0.value < $1.value }.prefix(limit)
            return (changed.compactMap { study.trials[$0.key]?.trial }, changed.last?.value ?? revision)
        }
    }

    public func revision(of study: StudyID) throws -> Int64 {
        try read(study) { $0.changed.values.max() ?? 0 }
    }

    /// Always empty: there is no file that could be damaged.
    public func findings() throws -> [StoreFinding] { [] }

    /// Always empty: no other program can change the memory of this process.
    public func findings(of study: StudyRecord) throws -> [StoreFinding] {
        try read(study.id) { _ in [] }
    }
}
