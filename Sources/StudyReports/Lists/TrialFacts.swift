import Foundation
import HyperparameterSearch
import StudyFiles

/// Everything that is known about a trial: labelled texts, its curve, and conflicting results of other runs.
///
/// Each fact is told once: the text of a schedule stands for the parameters in it, and the value that the study
/// searches has its name.
public struct TrialFacts: Sendable {
    public private(set) var lines: [(label: String, text: String)] = []
    /// Results of other runs that differ from the stored result.
    public let conflicts: [TrialConflict]
    /// The curve that led to the trial's value; nil if the trial has none.
    public let curve: TrialCurve?

    /// - Throws: the errors of the study's reader.
    public init(of trial: Trial, in study: StoredStudy) throws {
        conflicts = try study.reader.conflicts(of: study.record.id).filter { $0.number == trial.number }
        curve = try study.curve(of: trial)
        add("trial", "\(trial.number) of \(study.name)")
        add("state", try Self.state(of: trial, in: study))
        let summary = study.summary(of: trial)
        let texts = study.summaryNames.filter { summary[$0] != nil }
        for name in texts { add(name, summary[name]) }
        let parameters = (study.parameters(of: trial)?.values ?? [:]).filter { name, _ in
            !texts.contains { name.hasPrefix("\($0).") }
        }
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { add(name, value.description) }
        add("schedule of", study.parent(of: trial)?.description)
        add("proposed by", try Self.origin(of: trial, in: study))
        add("reason", trial.reason)
        add("attempts", try Self.attempts(of: trial, in: study))
        let measure = study.kind?.measureName ?? "value"
        let limit = study.record.definition.direction == .minimize ? "lower" : "higher"
        if trial.isStoppedByComparison {
            let name = study.declared?.ownScheduler.map { ", \($0.text)," } ?? ""
            let step = NumberText.grouped(trial.steps ?? 0)
            add("stopped", "by the scheduler\(name) at step \(step)")
            add("last value", trial.lastValue.map { "\($0.shortestText)  (\(measure) at step \(step))" })
        }
        add("at best", trial.bound.map { "\($0.shortestText)  (its \(measure) cannot be \(limit))" })
        addValues(of: trial, in: study)
        add("confirmed", try Self.confirmation(of: trial, in: study))
        add("steps", trial.steps.map(NumberText.grouped))
        let checkpoint = try study.reader.checkpoint(ofTrial: trial.number, of: study.record.id)
        add("checkpoint", checkpoint.map { "at step \(NumberText.grouped($0.step)), from which it goes on" })
        add("finished", trial.finished?.formatted(.iso8601))
        guard let run = try study.reader.runs(of: study.record.id).first(where: { $0.id == trial.run }) else { return }
        let made = run.description
        add("run", "\(run.id.rawValue) by \(made.workerText)")
        add("version", "\(made.version), numerics \(made.numerics), commit \(made.commit ?? "unknown")")
        add("machine", made.machine)
    }

    /// How often the trial's program was started; nil if it was started once.
    private static func attempts(of trial: Trial, in study: StoredStudy) throws -> String? {
        let name = TrialLog.attempts.rawValue
        guard let data = try study.reader.artifact(named: name, ofTrial: trial.number, of: study.record.id) else {
            return nil
        }
        let failures = String(decoding: data, as: UTF8.self).split(separator: "\n")
        return "\(failures.count + 1); " + failures.joined(separator: "; ")
    }

    /// Adds the value that the study searches, then the other values by name.
    private mutating func addValues(of trial: Trial, in study: StoredStudy) {
        let notes = study.kind?.valueNotes ?? [:]
        let measure = study.kind?.measureName
        var values = trial.values
        let verb = study.record.definition.direction == .minimize ? "minimizes" : "maximizes"
        if let value = trial.value {
            let repeated = measure.flatMap { values[$0] == value ? $0 : nil }
            if let repeated { values[repeated] = nil }
            let goal = "the study \(verb) it"
            let note = repeated.flatMap { notes[$0] }.map { "\($0); \(goal)" } ?? goal
            add(repeated ?? "value", "\(value.shortestText)  (\(note))")
        }
        for (name, value) in values.sorted(by: { $0.key.compare($1.key, options: .numeric) == .orderedAscending }) {
            let isObjective = study.severalObjectives?.contains(name) == true
            let note = isObjective ? "the study \(verb) it too" : notes[name]
            add(name, value.shortestText + (note.map { "  (\($0))" } ?? ""))
        }
    }

    /// The score in the study's confirmation; nil if the trial has none.
    private static func confirmation(of trial: Trial, in study: StoredStudy) throws -> String? {
        guard let confirmation = try study.confirmation(), let request = confirmation.request,
            let score = confirmation.scores[trial.number]
        else { return nil }
        let interval = score.interval.map { ", 95% interval \($0.low.shortestText) to \($0.high.shortestText)" } ?? ""
        let rank = score.rank.map { "rank \($0) of \(request.candidates.count) " } ?? ""
        return "\(score.value.shortestText)\(interval)  (\(rank)on \(confirmation.ground), in \(request.study.name))"
    }

    private mutating func add(_ label: String, _ text: String?) {
        if let text { lines.append((label, text)) }
    }

    /// Where the trial's parameters came from; nil if its sampler does not learn.
    private static func origin(of trial: Trial, in study: StoredStudy) throws -> String? {
        guard let end = study.startEnd, trial.parameters != nil else { return nil }
        if let imported = study.declared?.importedCount, trial.number < imported {
            return "the file it was imported from"
        }
        guard let proposal = try study.proposal(of: trial) else { return "the study, as one of its points" }
        guard proposal.parameters == trial.parameters else {
            return "unknown: from the trials before it the sampler now proposes others"
        }
        switch proposal.origin {
        case .start:
            return trial.number < end ? "the start, before the sampler has learned" : "chance: nothing was learned"
        case .polish: return "a small step from the best trial"
        case .model(let improvement, let remark):
            let expected = improvement.map { "expected improvement \($0.shortestText)" }
            let details = [expected, remark].compactMap(\.self)
            return "the model" + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
        }
    }

    /// The state of the trial. For a claimed trial it says whether the process still works on it.
    private static func state(of trial: Trial, in study: StoredStudy) throws -> String {
        guard trial.state == .claimed,
            let run = try study.reader.runsAtWork(on: study.record.id).first(where: { $0.record.id == trial.run })
        else { return trial.state.rawValue }
        let worker = run.record.description.workerText
        guard run.isDead else { return "claimed: \(worker) works on it" }
        return run.record.description.asked == nil
            ? "waiting (\(worker) has died, or said nothing for too long; another run takes it up)"
            : "waiting (\(worker) told nothing before the lease ended; who asks next gets it)"
    }
}
