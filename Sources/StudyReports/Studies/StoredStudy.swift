import AnnealingStudies
import Foundation
import HyperparameterSearch
import StudyFiles

/// A stored study with what its definition says of its trials.
///
/// The search library's users may keep studies of their own in the same storage. Those have no annealing schedules.
public struct StoredStudy: Sendable {
    public let record: StudyRecord
    public let reader: any StudyReader
    /// Nil where the study is not one of annealing schedules, or was made by a newer version.
    public let annealing: AnnealingStudy?
    private let sampler: (any Sampler)?

    public init(_ record: StudyRecord, in reader: any StudyReader) {
        self.record = record
        self.reader = reader
        annealing = try? StudyFile.read(record.definition)
        sampler = try? annealing?.sampler()
    }

    public var name: String { record.definition.name }

    /// - Throws: `StudyFileError` where the study is not one of annealing schedules; it says what is not known.
    public func requireAnnealing() throws -> AnnealingStudy {
        try annealing ?? StudyFile.read(record.definition)
    }

    /// Nil where the study is no training study.
    public var trainingSettings: TrainingSettings? {
        if case .training(let settings) = annealing?.objective { settings } else { nil }
    }

    public var isTraining: Bool { trainingSettings != nil }

    /// Whether the study evaluates named points alone and searches nothing.
    public var hasPointsOnly: Bool { annealing?.sampling == .points }

    // MARK: Trials

    /// - Throws: ``StoredStudyError`` where the study has no trial of that number, or it has not begun.
    public func trial(_ number: Int) throws -> Trial {
        // The store is asked first: a study whose budget was lowered keeps the trials beyond it.
        if let trial = try reader.trial(number, of: record.id) { return trial }
        guard (0..<record.definition.budget).contains(number) else {
            throw error(.noSuchTrial(number, budget: record.definition.budget))
        }
        throw error(.notBegun(number))
    }

    public func trials(matching query: TrialQuery = .all) throws -> [Trial] {
        try reader.trials(of: record.id, matching: query)
    }

    public func counts() throws -> TrialCounts { try reader.counts(of: record.id) }

    public func trace(of trial: Trial) throws -> Data? { try reader.trace(ofTrial: trial.number, of: record.id) }

    /// All that is kept of a trial.
    public func content(of trial: Trial) throws -> TrialContent {
        // A trial does not vanish while its study is there.
        try reader.content(ofTrial: trial.number, of: record.id) ?? TrialContent(trial, trace: nil, artifacts: [:])
    }

    /// The parameters that a trial has or will have.
    public func parameters(of trial: Trial) -> TrialParameters? {
        trial.parameters ?? (try? sampler?.parameters(ofTrial: trial.number))
    }

    public func network(of trial: Trial) -> TrialNetwork? {
        guard annealing != nil else { return nil }
        return parameters(of: trial).flatMap { try? TrialNetwork($0) }
    }

    /// The trial that the schedules of another one came from.
    public func parent(of trial: Trial) -> TrialReference? {
        trial.parent ?? sampler?.parent(ofTrial: trial.number)
    }

    /// What the sampler gives for a trial's number; nil where the study is not one of annealing schedules, or has no such
    /// trial.
    func sampled(_ number: Int) -> Candidate? {
        guard let sampler, let parameters = try? sampler.parameters(ofTrial: number) else { return nil }
        return Candidate(number: number, parameters: parameters, parent: sampler.parent(ofTrial: number))
    }

    // MARK: The best trials

    /// The best trials, best first.
    ///
    /// - Throws: ``StoredStudyError`` where pruned trials could be among the best `count`.
    public func best(_ count: Int) throws -> [Trial] {
        if let certain = try reader.guaranteedBest(of: record.id), certain < count {
            throw error(.uncertainBest(certain: certain, asked: count))
        }
        return try reader.best(count, of: record.id)
    }

    /// The best trials, best first: at most `count`, and no more than are certain.
    public func certainBest(_ count: Int) throws -> [Trial] {
        let certain = try reader.guaranteedBest(of: record.id) ?? count
        return try reader.best(min(count, certain), of: record.id)
    }

    /// The best trials that have schedules, best first. Continuous networks have none.
    ///
    /// - Throws: ``StoredStudyError`` where there are fewer, or pruned trials could be among them.
    public func bestSchedules(_ count: Int) throws -> [Trial] {
        _ = try requireAnnealing()
        let ranked = isTraining ? try reader.best(.max, of: record.id) : try best(count)
        let trials = ranked.filter { trial in
            if case .binary = network(of: trial) { true } else { false }
        }.prefix(count)
        guard trials.count == count else { throw error(.tooFewSchedules(trials.count, asked: count)) }
        return Array(trials)
    }

    /// The best schedules as points of another study, which name this one as their source.
    ///
    /// - Throws: as ``bestSchedules(_:)`` does.
    public func bestPoints(_ count: Int) throws -> [StudyPoint] {
        try bestSchedules(count).compactMap { trial in
            network(of: trial).map { StudyPoint($0, parent: TrialReference(study: name, number: trial.number)) }
        }
    }

    // MARK: Runs

    /// The state of a trial as people are told: a trial that a dead run has claimed waits to be taken up.
    func state(of trial: Trial, given dead: Set<RunID>) -> TrialState {
        trial.state == .claimed && trial.run.map(dead.contains) == true ? .waiting : trial.state
    }

    /// The runs that died and whose trials no other run has taken up yet.
    func deadRuns() throws -> Set<RunID> {
        Set(try reader.runsAtWork(on: record.id).filter(\.isDead).map(\.record.id))
    }

    /// Who made each run, by run.
    func workers() throws -> [RunID: String] {
        try reader.runs(of: record.id).reduce(into: [:]) { names, run in
            names[run.id] = "\(run.description.worker.host):\(run.description.worker.process)"
        }
    }

    func error(_ problem: StoredStudyError.Problem) -> StoredStudyError { StoredStudyError(study: name, problem) }
}
