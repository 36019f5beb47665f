import AnnealingStudies
import Foundation
import HyperparameterSearch
import StudyFiles

/// A stored study together with its definition.
///
/// Users of the search library may keep their own studies in the same storage. Their definitions are not read.
public struct StoredStudy: Sendable {
    public let record: StudyRecord
    public let reader: any StudyReader
    /// The study that the definition declares; nil if the kind is unknown, or a newer version made the definition.
    public let declared: DeclaredStudy?
    let kinds: StudyKinds
    let sampler: (any Sampler)?

    /// - Parameter kinds: the kinds of study whose definitions are read.
    public init(_ record: StudyRecord, in reader: any StudyReader, kinds: StudyKinds) {
        self.record = record
        self.reader = reader
        self.kinds = kinds
        declared = Self.declared(record, in: reader, kinds: kinds)
        sampler = try? declared?.sampler()
    }

    /// The stored definition with the confirmation that the store keeps beside it.
    private static func declared(
        _ record: StudyRecord, in reader: any StudyReader, kinds: StudyKinds
    ) -> DeclaredStudy? {
        guard var study = try? StudyFile.read(record.definition, kinds: kinds) else { return nil }
        let attributes = try? reader.attributes(ofTrial: nil, of: record.id)
        if let text = attributes?[DeclaredStudy.confirmationAttribute] {
            study.confirmation = try? study.confirmation(stored: text)
        }
        return study
    }

    public var name: String { record.definition.name }

    /// - Throws: ``StoredStudyError`` if the study was declared in a program and not in a file; `StudyFileError` if the
    ///   definition cannot be read. The error names the unknown part.
    public func requireDeclared() throws -> DeclaredStudy {
        if let declared { return declared }
        // Settle's definitions state their sampler; those of programs have the fingerprint of theirs, or are no objects.
        guard record.definition.fingerprint == nil, record.definition.text.hasPrefix("{") else {
            let made = try reader.runs(of: record.id).first?.description
            throw error(
                .otherProgram(made.map { ($0.command.isEmpty ? "" : "by '\($0.command)' ") + "on \($0.worker.host)" }))
        }
        return try StudyFile.read(record.definition, kinds: kinds)
    }

    /// The kind of the study, with its settings; nil if its definition cannot be read.
    public var kind: (any StudyKind)? { declared?.kind }

    /// The form of the trials' curves; nil if they have none.
    public var curveForm: CurveForm? { kind.flatMap { type(of: $0).curveForm } }

    /// Whether the study only evaluates the points of its definition and searches nothing.
    public var hasPointsOnly: Bool { declared?.sampling == .points }

    // MARK: Trials

    /// - Throws: ``StoredStudyError`` if the study has no trial of that number, or the trial has not begun.
    public func trial(_ number: Int) throws -> Trial {
        // The store comes before the budget, because a study whose budget was lowered keeps the trials beyond it.
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

    /// Everything that is stored of a trial.
    public func content(of trial: Trial) throws -> TrialContent {
        // The store has content for every trial of an existing study.
        try reader.content(ofTrial: trial.number, of: record.id) ?? TrialContent(trial, trace: nil, artifacts: [:])
    }

    /// The parameters that a trial has or will have.
    public func parameters(of trial: Trial) -> TrialParameters? {
        trial.parameters ?? (try? sampler?.definedParameters(ofTrial: trial.number))
    }

    /// The texts that summarize the parameters of a trial, by name.
    func summary(of trial: Trial) -> [String: String] {
        kind?.summary(of: parameters(of: trial) ?? TrialParameters([:])) ?? [:]
    }

    /// The curve of a trial; nil if the trial has none.
    ///
    /// - Throws: ``StoredStudyError`` if the stored curve is not one that the trial's evaluation wrote.
    public func curve(of trial: Trial) throws -> TrialCurve? {
        guard let kind, let trace = try trace(of: trial) else { return nil }
        if let fault = kind.fault(in: trace, of: trial) { throw error(.damagedCurve(trial.number, fault)) }
        return kind.curve(of: trace)
    }

    /// The network of a trial; nil if the study does not search annealing schedules.
    public func network(of trial: Trial) -> TrialNetwork? {
        guard kind is any AnnealingKind else { return nil }
        return parameters(of: trial).flatMap { try? TrialNetwork($0) }
    }

    /// The trial from which this trial's schedules were taken.
    public func parent(of trial: Trial) -> TrialReference? {
        trial.parent ?? sampler?.parent(ofTrial: trial.number)
    }

    /// The candidate that the sampler gives for a number; nil if the definition cannot be read, or has no trial of that
    /// number.
    func sampled(_ number: Int) -> Candidate? {
        guard let sampler, let parameters = try? sampler.definedParameters(ofTrial: number) else { return nil }
        return Candidate(number: number, parameters: parameters, parent: sampler.parent(ofTrial: number))
    }

    /// The number below which no model proposed the trials: those of the points and of the start. Nil if the sampler
    /// does not learn.
    var startEnd: Int? { (sampler as? any AdaptiveSampler).map { $0.givenCount + $0.startCount } }

    /// The sampler's proposal of a trial, computed again from the trials that it had learned. Nil for the trials of
    /// samplers that do not learn, and for points.
    func proposal(of trial: Trial) throws -> Proposal? { try replay?.proposal(ofTrial: trial.number) }

    /// Computes the proposals of an adaptive sampler again; nil for the other studies.
    var replay: ProposalReplay? { sampler.flatMap { ProposalReplay(of: record, sampler: $0, in: reader) } }

    // MARK: The best trials

    /// The best trials, best first.
    ///
    /// - Throws: ``StoredStudyError`` if pruned trials could be among the best `count`.
    public func best(_ count: Int) throws -> [Trial] {
        try requireCertain(count)
        return try reader.best(count, of: record.id)
    }

    /// - Throws: ``StoredStudyError`` if pruned trials could be among the best `count`.
    public func requireCertain(_ count: Int) throws {
        if let certain = try certainCount(), certain < count {
            let isLearned = sampler is any AdaptiveSampler
            throw error(
                isLearned
                    ? .prunedForGood(certain: certain, asked: count) : .uncertainBest(certain: certain, asked: count))
        }
    }

    /// How many of the best are certain; nil where all complete trials are ranked. A study's own scheduler, and the program
    /// that imported trials came from, prune by values on the way, so that the best of the study are the best of its
    /// complete trials.
    public func certainCount() throws -> Int? {
        if let declared, declared.ownScheduler != nil || declared.importedCount > 0 { return nil }
        return try reader.guaranteedBest(of: record.id)
    }

    /// The best trials, best first: at most `count`, and only those that are certain to be the best.
    public func certainBest(_ count: Int) throws -> [Trial] {
        let certain = try certainCount() ?? count
        return try reader.best(min(count, certain), of: record.id)
    }

    /// The best trials that have schedules, best first as ``ranked(_:by:)`` has them. Continuous networks have none.
    ///
    /// - Throws: ``StoredStudyError`` if there are fewer than `count`, or pruned trials could be among them.
    public func bestSchedules(_ count: Int) throws -> [Trial] {
        _ = try requireDeclared()
        var trials = withSchedules(try ranked(count).map(\.trial))
        // Continuous networks may have taken some of the places.
        if trials.count < count {
            let all = try counts()[.complete]
            trials = withSchedules(try certainRanked(all).map(\.trial))
            if trials.count < count { trials = withSchedules(try reader.best(.max, of: record.id)) }
        }
        guard trials.count >= count else { throw error(.tooFewSchedules(trials.count, asked: count)) }
        return Array(trials.prefix(count))
    }

    private func withSchedules(_ trials: [Trial]) -> [Trial] {
        trials.filter { trial in
            if case .binary = network(of: trial) { true } else { false }
        }
    }

    /// The best trials for an export of schedules, best first. Their number is at most `count`, and exactly `count` if
    /// the study may have trials without schedules.
    ///
    /// - Throws: as ``bestSchedules(_:)`` does.
    public func exportedBest(_ count: Int) throws -> [Trial] {
        let kind = self.kind as? any AnnealingKind
        return kind.map { type(of: $0).mayLackSchedules } == true
            ? try bestSchedules(count) : try ranked(count).map(\.trial)
    }

    /// The best schedules as points of another study. Each point names its trial in this study as its parent.
    ///
    /// - Throws: as ``bestSchedules(_:)`` does.
    public func bestPoints(_ count: Int) throws -> [StudyPoint] {
        try bestSchedules(count).compactMap { trial in
            let phases = try trial.parameters.map { try PhaseLengths($0) } ?? PhaseLengths()
            return network(of: trial).map {
                StudyPoint($0, phases: phases, parent: TrialReference(study: name, number: trial.number))
            }
        }
    }

    // MARK: Runs

    /// The state of a trial as reported to people: a trial that a dead run has claimed counts as waiting.
    func state(of trial: Trial, given dead: Set<RunID>) -> TrialState {
        trial.state == .claimed && trial.run.map(dead.contains) == true ? .waiting : trial.state
    }

    /// The dead runs whose trials no other run has taken up yet.
    func deadRuns() throws -> Set<RunID> {
        Set(try reader.runsAtWork(on: record.id).filter(\.isDead).map(\.record.id))
    }

    func error(_ problem: StoredStudyError.Problem) -> StoredStudyError { StoredStudyError(study: name, problem) }
}
