import Foundation

/// All that is kept of a trial: its row, its trace and its artifacts.
public struct TrialContent: Sendable, Hashable {
    public var trial: Trial
    public var trace: Data?
    public var artifacts: [String: Data]

    public init(_ trial: Trial, trace: Data?, artifacts: [String: Data]) {
        self.trial = trial
        self.trace = trace
        self.artifacts = artifacts
    }

    /// What a run would keep of a trial that ended.
    public init(_ finished: FinishedTrial, run: RunID) {
        self.init(
            Trial(finished, run: run), trace: finished.evaluation.trace, artifacts: finished.evaluation.artifacts)
    }

    /// What differs in one of the things that follow from a trial's parameters; when and by whom it was made does not.
    public struct Difference: Sendable, Hashable, CustomStringConvertible {
        public let name: String
        public let stored: String
        public let found: String

        /// Whether it is of bytes or parameters, whose differences are not told.
        public var isOpaque: Bool { found == Self.these }

        static let these = "these"

        public var description: String { "\(name): stored \(stored), found \(found)" }
    }

    /// Where another evaluation of the same trial differs from this one.
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
        where artifacts[name] != other.artifacts[name] {
            rows.append(Difference(name: name, stored: "other bytes", found: Difference.these))
        }
        return rows
    }

    /// Where another evaluation of the same trial cannot be true if this one is.
    ///
    /// Which trials are pruned, and where, depends on timing. All that a pruned trial says is that its value would not
    /// be better than its bound.
    public func contradictions(to other: TrialContent, direction: Direction) -> [Difference] {
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
}
