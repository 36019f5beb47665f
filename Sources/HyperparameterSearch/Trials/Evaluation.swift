import Foundation

/// An objective's result for a finished trial.
public struct Evaluation: Sendable, Hashable {
    /// How the trial ended.
    public var outcome: Outcome
    /// Named results besides the objective's value.
    public var values: [String: Double]
    /// The number of steps that were run; 1 for an objective without steps.
    public var steps: Int
    /// The course of the evaluation, in the objective's own format.
    public var trace: Data?
    /// The values that a scheduler or a page needs, in order of step.
    public var intermediateValues: [IntermediateValue]
    /// Named results that are too large for a list of trials, in the objective's own formats.
    public var artifacts: [String: Data]

    /// A result; everything but the outcome may be left out.
    public init(
        _ outcome: Outcome, values: [String: Double] = [:], steps: Int = 1, trace: Data? = nil,
        intermediateValues: [IntermediateValue] = [], artifacts: [String: Data] = [:]
    ) {
        self.outcome = outcome
        self.values = values
        self.steps = steps
        self.trace = trace
        self.intermediateValues = intermediateValues
        self.artifacts = artifacts
    }

    /// The failure of a trial whose objective advanced it to the last step without ending it.
    static func unending(at step: Int) -> Evaluation {
        Evaluation(.failed(reason: "the objective did not end the trial at its last step, \(step)"), steps: step)
    }

    /// The failure of a trial that has no value at a rung, so that it cannot be compared with others.
    static func incomparable(at step: Int, values: [IntermediateValue]) -> Evaluation {
        Evaluation(
            .failed(reason: "the objective has no finite value at step \(step), where trials are compared"),
            steps: step, intermediateValues: values)
    }

    /// The result of a trial that a scheduler stops. Without a bound and a value nothing is known of the trial, so it is
    /// stored as failed.
    static func stopped(_ standing: Standing, values: [IntermediateValue] = []) -> Evaluation {
        Evaluation(
            .pruned(Pruning(bound: standing.bound, lastValue: standing.value) ?? Pruning(bound: .nan)),
            steps: standing.step, intermediateValues: values)
    }

    /// The same evaluation, but failed where the objective itself calls the trial pruned: only a scheduler prunes, and a
    /// run that evaluates pruned trials again would never end.
    var withoutPruning: Evaluation {
        guard case .pruned = outcome else { return self }
        var failed = self
        failed.outcome = .failed(reason: "the objective ended the trial as pruned, which only a scheduler may do")
        return failed
    }

    /// The same evaluation, changed to a failure where its value, bound or a named value is not finite. Numbers that
    /// are not finite are neither ranked nor stored.
    public var withFiniteValuesOnly: Evaluation {
        var name: String?
        switch outcome {
        case .complete(let value) where !value.isFinite: name = "the objective's value is \(value)"
        case .pruned(let pruning) where !pruning.isFinite:
            name = "the objective's bound is \(pruning.bound ?? pruning.lastValue ?? .nan)"
        case .complete, .pruned, .failed: break
        }
        if let (key, value) = values.filter({ !$0.value.isFinite }).min(by: { $0.key < $1.key }) {
            name = name ?? "\(key) is \(value)"
        }
        guard name != nil || intermediateValues.contains(where: { !$0.value.isFinite }) else { return self }
        var failed = self
        failed.intermediateValues = intermediateValues.filter(\.value.isFinite)
        guard let name else { return failed }
        failed.values = values.filter(\.value.isFinite)
        // A failed trial keeps its own reason.
        if case .failed = outcome { return failed }
        failed.outcome = .failed(reason: "\(name), which cannot be ranked")
        return failed
    }

    /// The same evaluation without zero characters in reasons and artifacts' names, where databases cut texts.
    var withStorableTexts: Evaluation {
        let storable = { (text: String) in
            text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
        }
        var storableOnes = self
        if case .failed(let reason) = outcome { storableOnes.outcome = .failed(reason: storable(reason)) }
        if artifacts.keys.contains(where: { $0.utf8.contains(0) }) {
            storableOnes.artifacts = Dictionary(artifacts.map { (storable($0), $1) }) { first, _ in first }
        }
        return storableOnes
    }
}
