import Foundation
import HyperparameterSearch
import StudyFiles

/// Everything that is known about a trial: labelled texts, its curve, and conflicting results of other runs.
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
        for name in study.summaryNames { add(name, summary[name]) }
        add("schedule of", study.parent(of: trial)?.description)
        let parameters = study.parameters(of: trial)?.values ?? [:]
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { add(name, value.description) }
        add("reason", trial.reason)
        add("at best", trial.bound?.shortestText)
        add("value", trial.value?.shortestText)
        let notes = study.kind?.valueNotes ?? [:]
        let values = trial.values.sorted { $0.key.compare($1.key, options: .numeric) == .orderedAscending }
        for (name, value) in values { add(name, value.shortestText + (notes[name].map { "  (\($0))" } ?? "")) }
        add("steps", trial.steps.map(NumberText.grouped))
        let checkpoint = try study.reader.checkpoint(ofTrial: trial.number, of: study.record.id)
        add("checkpoint", checkpoint.map { "at step \(NumberText.grouped($0.step)), from which it goes on" })
        add("finished", trial.finished?.formatted(.iso8601))
        guard let run = try study.reader.runs(of: study.record.id).first(where: { $0.id == trial.run }) else { return }
        let made = run.description
        add("run", "\(run.id.rawValue) by process \(made.worker.process) on \(made.worker.host)")
        add("version", "\(made.version), numerics \(made.numerics), commit \(made.commit ?? "unknown")")
        add("machine", made.machine)
    }

    private mutating func add(_ label: String, _ text: String?) {
        if let text { lines.append((label, text)) }
    }

    /// The state of the trial. For a claimed trial it says whether the process still works on it.
    private static func state(of trial: Trial, in study: StoredStudy) throws -> String {
        guard trial.state == .claimed,
            let run = try study.reader.runsAtWork(on: study.record.id).first(where: { $0.record.id == trial.run })
        else { return trial.state.rawValue }
        let worker = run.record.description.worker
        return run.isDead
            ? "waiting (process \(worker.process) on \(worker.host) has died, or said nothing for too long; another run takes it up)"
            : "claimed: process \(worker.process) on \(worker.host) works on it"
    }
}
