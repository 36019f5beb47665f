import AnnealingStudies
import Foundation
import HyperparameterSearch
import StudyStorage

/// A stored study with what its definition says. The search library's users may keep studies of their own in the same
/// file: those have no annealing schedules.
struct OpenedStudy {
    let record: StudyRecord
    let store: SQLiteStore
    /// Nil where the study is not one of annealing schedules, or of a newer version.
    let annealing: AnnealingStudy?
    private let sampler: (any Sampler)?
    /// What commands that are told add to find the same file.
    let storageArgument: String

    init(record: StudyRecord, store: SQLiteStore, storageArgument: String) {
        self.storageArgument = storageArgument
        self.record = record
        self.store = store
        annealing = try? StudyFile.read(record.definition)
        sampler = try? annealing?.sampler()
    }

    var name: String { record.definition.name }

    /// - Throws: ``DataError`` where the study is not one of annealing schedules.
    func requireAnnealing() throws -> AnnealingStudy {
        // Read again for its error, which says what this version does not know.
        try annealing ?? StudyFile.read(record.definition)
    }

    /// - Throws: ``UsageError`` where the study has no such trial (yet).
    func trial(_ number: Int) throws -> Trial {
        // Looked for first: a study whose budget was lowered keeps the trials beyond it.
        if let trial = try store.trial(number, of: record.id) { return trial }
        guard (0..<record.definition.budget).contains(number) else {
            throw UsageError(
                description: "\(name) has no trial \(number); its trials go from 0 to \(record.definition.budget - 1)")
        }
        throw UsageError(
            description:
                "trial \(number) of \(name) has not begun yet; evaluate it with: settle resume \(name)\(storageArgument)"
        )
    }

    /// The best trials, best first.
    ///
    /// - Throws: ``DataError`` where trials were pruned that could be among so many.
    func best(_ count: Int) throws -> [Trial] {
        if let certain = try store.guaranteedBest(of: record.id), certain < count {
            throw DataError(
                description: "only the best \(certain) of \(name) are certain, not \(count): other trials were pruned; "
                    + "ask for fewer, or evaluate more with: settle resume \(name) --keep \(count)\(storageArgument) "
                    + "(or run its file without --keep, for all)")
        }
        return try store.best(count, of: record.id)
    }

    /// What is, or will be, evaluated.
    func parameters(of trial: Trial) -> TrialParameters? {
        trial.parameters ?? (try? sampler?.definedParameters(ofTrial: trial.number))
    }

    func network(of trial: Trial) -> TrialNetwork? {
        guard annealing != nil else { return nil }
        return parameters(of: trial).flatMap { try? TrialNetwork($0) }
    }

    /// The trial that another one's schedules came from.
    func parent(of trial: Trial) -> TrialReference? {
        trial.parent ?? sampler?.parent(ofTrial: trial.number)
    }

    /// Nil where the study is no training study.
    var trainingSettings: TrainingSettings? {
        if case .training(let settings) = annealing?.objective { settings } else { nil }
    }

    var isTraining: Bool { trainingSettings != nil }

    /// The best trials that have schedules, best first; continuous networks have none.
    ///
    /// - Throws: ``DataError`` where there are fewer, or others could be among so many.
    func bestSchedules(_ count: Int) throws -> [Trial] {
        _ = try requireAnnealing()
        let ranked = isTraining ? try store.best(.max, of: record.id) : try best(count)
        let trials = ranked.filter { trial in
            if case .binary = network(of: trial) { true } else { false }
        }.prefix(count)
        guard trials.count == count else {
            throw DataError(
                description: "\(name) has \(trials.count) complete trials with schedules, not \(count); "
                    + (trials.isEmpty ? "" : "ask for fewer with --top, or ")
                    + "evaluate more of it with: settle resume \(name)\(storageArgument)")
        }
        return Array(trials)
    }

    /// All that is kept of a trial.
    func content(of trial: Trial) throws -> TrialContent {
        // A trial does not vanish while its study is there.
        try store.content(ofTrial: trial.number, of: record.id)
            ?? TrialContent(trial, trace: nil, artifacts: [:])
    }

    /// What the sampler gives for a trial's number; nil where the study is not one of annealing schedules, or ends before it.
    func sampled(_ number: Int) -> Candidate? {
        guard let sampler, let parameters = try? sampler.definedParameters(ofTrial: number) else { return nil }
        return Candidate(number: number, parameters: parameters, parent: sampler.parent(ofTrial: number))
    }

    // MARK: Columns

    /// The values that are shown in tables: the objective first.
    var valueNames: [String] {
        annealing?.objective.shownValueNames ?? ["value"]
    }

    func value(named name: String, of trial: Trial) -> Double? {
        annealing == nil ? trial.value : trial.values[name]
    }

    /// All names of stored values.
    func storedValueNames(of trials: [Trial]) -> [String] {
        annealing?.objective.valueNames ?? Set(trials.flatMap(\.values.keys)).sorted()
    }

    func parameterNames(of trials: [Trial]) -> [String] {
        annealing?.parameterNames ?? Set(trials.flatMap { $0.parameters?.values.keys.map { $0 } ?? [] }).sorted()
    }

    /// The state of a trial as people are told: what a dead process has claimed waits to be taken up.
    func state(of trial: Trial, given dead: Set<RunID>) -> TrialState {
        trial.state == .claimed && trial.run.map(dead.contains) == true ? .waiting : trial.state
    }

    /// The runs that died and whose trials nobody has taken up yet.
    func deadRuns() throws -> Set<RunID> {
        Set(try store.runsAtWork(on: record.id).filter(\.isDead).map(\.record.id))
    }

    /// Who made each run, by run.
    func workers() throws -> [RunID: String] {
        try store.runs(of: record.id).reduce(into: [:]) { names, run in
            names[run.id] = "\(run.description.worker.host):\(run.description.worker.process)"
        }
    }
}
