import Foundation

/// Everything that a store keeps of a trial.
public struct TrialContent: Sendable, Hashable {
    /// The trial with its parameters and its result.
    public var trial: Trial
    /// The course of the evaluation, in the objective's own format.
    public var trace: Data?
    /// In order of step.
    public var intermediateValues: [IntermediateValue]
    /// Large results by name.
    public var artifacts: [String: Data]
    /// JSON texts by name, set by other tools.
    public var attributes: [String: String]

    /// A trial with its separate parts.
    public init(
        _ trial: Trial, trace: Data? = nil, intermediateValues: [IntermediateValue] = [],
        artifacts: [String: Data] = [:], attributes: [String: String] = [:]
    ) {
        self.trial = trial
        self.trace = trace
        self.intermediateValues = intermediateValues
        self.artifacts = artifacts
        self.attributes = attributes
    }

    /// The content of a finished trial of `run`.
    public init(_ finished: FinishedTrial, run: RunID, attempt: Int = 1) {
        let evaluation = finished.evaluation
        self.init(
            Trial(finished, run: run, attempt: attempt), trace: evaluation.trace,
            intermediateValues: evaluation.intermediateValues, artifacts: evaluation.artifacts)
    }

    /// One difference between two evaluations of a trial, in data that the parameters determine. Times, runs and logs
    /// are not compared.
    public struct Difference: Sendable, Hashable, CustomStringConvertible {
        /// What differs: `state`, `value`, `reason`, `steps`, `bound`, `parameters`, `trace`, or the name of a named
        /// value or an artifact.
        public let name: String
        /// The stored value, as text.
        public let stored: String
        /// The value that was found, as text.
        public let found: String

        /// Whether the difference is in bytes or parameters, which are not printed.
        public var isOpaque: Bool { found == Self.these }

        static let these = "these"

        public var description: String { "\(name): stored \(stored), found \(found)" }
    }

    /// The differences between this evaluation of a trial and another one.
    public func differences(to other: TrialContent) -> [Difference] {
        let (old, new) = (trial, other.trial)
        let number = { (value: Double?) in value?.shortestText ?? "none" }
        var rows = [
            Difference(name: "state", stored: old.state.rawValue, found: new.state.rawValue),
            Difference(name: "value", stored: number(old.value), found: number(new.value)),
            Difference(name: "reason", stored: old.reason ?? "none", found: new.reason ?? "none"),
            Difference(name: "steps", stored: "\(old.steps ?? 0)", found: "\(new.steps ?? 0)"),
        ]
        for name in Set(old.values.keys).union(new.values.keys).sorted() {
            rows.append(Difference(name: name, stored: number(old.values[name]), found: number(new.values[name])))
        }
        rows = rows.filter { $0.stored != $0.found }
        if old.parameters != new.parameters {
            rows.append(Difference(name: "parameters", stored: "others", found: Difference.these))
        }
        if trace != other.trace {
            rows.append(Difference(name: "trace", stored: "other bytes", found: Difference.these))
        }
        for name in Set(artifacts.keys).union(other.artifacts.keys).sorted()
        where artifacts[name] != other.artifacts[name] && TrialLog(rawValue: name) == nil {
            rows.append(Difference(name: name, stored: "other bytes", found: Difference.these))
        }
        return rows
    }

    /// The differences that show that not both evaluations of the trial can be correct.
    ///
    /// Timing decides which trials are pruned, and at which step, so two evaluations may differ in that. The bound of a
    /// pruned trial says only that the value is not better than the bound. A pruned trial without a bound contradicts
    /// nothing.
    public func contradictions(to other: TrialContent, direction: Direction) -> [Difference] {
        guard trial.attempt == other.trial.attempt else { return [] }
        guard trial.state == .pruned || other.trial.state == .pruned else { return differences(to: other) }
        guard trial.parameters == other.trial.parameters else {
            return [Difference(name: "parameters", stored: "others", found: Difference.these)]
        }
        guard let bound = trial.bound ?? other.trial.bound, let value = trial.value ?? other.trial.value,
            direction.prefers(value, to: bound)
        else { return [] }
        let text = { (trial: Trial) in trial.value.map { "value \($0)" } ?? "pruned, at best \(bound)" }
        return [Difference(name: "bound", stored: text(trial), found: text(other.trial))]
    }

    /// This new result, merged with the stored trial. The attempt, the attributes and the saved intermediate values are
    /// kept. Where both results are pruned and the stored one says more, the stored one is kept whole.
    public func replacing(_ stored: TrialContent, direction: Direction) -> TrialContent {
        var new = self
        new.trial.attempt = stored.trial.attempt
        if trial.state == .pruned, stored.trial.state == .pruned, stored.isKept(before: new, direction) {
            var kept = stored
            kept.trial.holder = nil
            return kept
        }
        new.attributes = stored.attributes
        new.intermediateValues = stored.intermediateValues
        new.intermediateValues.take(intermediateValues)
        return new
    }

    /// Whether this is a full result that a stored pruned one gives way to, whichever run holds the trial.
    public func completes(_ stored: TrialContent, direction: Direction) -> Bool {
        stored.trial.state == .pruned && trial.state != .pruned
            && stored.contradictions(to: self, direction: direction).isEmpty
    }

    /// Whether this result of a trial is kept rather than another one that does not contradict it. The choice does not
    /// depend on the order in which the two are compared.
    ///
    /// A full evaluation says more than a pruned one. Of two pruned ones, the one with more steps says more; with equal
    /// steps, the one with the worse bound. Where both say the same, the earlier one is kept.
    public func isKept(before other: TrialContent, _ direction: Direction) -> Bool {
        let (one, two) = (trial, other.trial)
        if one.attempt != two.attempt { return one.attempt > two.attempt }
        if (one.state == .pruned) != (two.state == .pruned) { return two.state == .pruned }
        if one.state == .pruned {
            if (one.bound == nil) != (two.bound == nil) { return two.bound == nil }
            if one.steps != two.steps { return one.steps ?? 0 > two.steps ?? 0 }
            if let bound = one.bound, let second = two.bound, bound != second {
                return direction.prefers(second, to: bound)
            }
        }
        if one.finished != two.finished { return one.finished ?? .distantFuture < two.finished ?? .distantFuture }
        if one.started != two.started { return one.started ?? .distantFuture < two.started ?? .distantFuture }
        // From here on only pruned trials can differ, in their named values and traces.
        let text = { (values: [String: Double]) in
            values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        }
        if one.values != two.values { return text(one.values) < text(two.values) }
        return (trace ?? Data()).lexicographicallyPrecedes(other.trace ?? Data())
    }
}

extension [IntermediateValue] {
    /// Adds values in order of step. A value replaces earlier ones of the same step.
    public mutating func take(_ new: [IntermediateValue]) {
        guard !new.isEmpty else { return }
        var latest: [Int: IntermediateValue] = [:]
        for value in new { latest[value.step] = value }
        self = (filter { latest[$0.step] == nil } + latest.values).sorted { $0.step < $1.step }
    }
}
