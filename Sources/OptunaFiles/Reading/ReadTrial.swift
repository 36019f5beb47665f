import Foundation
import HyperparameterSearch

/// Turns the trials of an Optuna study into trials here, and counts what is different here.
struct ReadTrials {
    /// What became another state or was left out.
    struct Counts: Sendable, Hashable {
        var running = 0
        var waiting = 0
        /// Trials that wait and lacked parameters.
        var completed = 0
        /// Complete trials with an infinite value, or without one.
        var withoutFiniteValue = 0
        /// Pruned trials without any value.
        var prunedWithoutValue = 0
        var droppedIntermediateValues = 0
    }

    private let study: OptunaStudy
    private let space: UnionSpace
    /// The name of the value that the study searches for.
    private let measure: String
    private let now = Date()
    private var parameters = ReadParameters()
    private(set) var counts = Counts()

    init(of study: OptunaStudy, in space: UnionSpace, measure: String) {
        (self.study, self.space, self.measure) = (study, space, measure)
    }

    /// - Throws: ``UnexpectedRow``
    mutating func content(of trial: OptunaTrial) throws -> TrialContent {
        let details = ReadDetails(trial.userAttributes)
        var attributes = ReadAttributes()
        attributes.add(trial.userAttributes, isSystem: false, except: details.keys)
        attributes.add(trial.systemAttributes, isSystem: true)
        var values: [String: ParameterValue] = [:]
        for parameter in trial.parameters { values[parameter.name] = try parameters.read(parameter).value }
        let intermediate = trial.intermediateValues.compactMap { step, value in
            value.number.map { IntermediateValue(step: step, value: $0) }
        }
        counts.droppedIntermediateValues += trial.intermediateValues.count - intermediate.count

        var result: Trial.Result?
        if trial.state.isFinished {
            let (outcome, was) = outcome(of: trial, details, intermediate)
            if let was { attributes.set(OptunaNames.trial, was) }
            let steps = details.steps ?? max(intermediate.last?.step ?? 1, 1)
            let finished = try time(trial.finished, of: trial) ?? time(trial.started, of: trial) ?? now
            let started = try time(trial.started, of: trial) ?? finished
            var named = details.values
            if let value = outcome.value { named[measure] = value }
            result = Trial.Result(
                outcome, values: named, steps: steps, started: started, finished: finished, run: RunID(0))
        } else {
            if trial.state == .running { counts.running += 1 } else { counts.waiting += 1 }
            complete(&values, of: trial)
        }
        return TrialContent(
            Trial(
                number: trial.index, parameters: TrialParameters(values), parent: details.parent,
                attempt: details.attempt, result: result),
            intermediateValues: intermediate, attributes: attributes.all)
    }

    /// - Returns: the outcome, and how Optuna had it where that differs.
    private mutating func outcome(
        of trial: OptunaTrial, _ details: ReadDetails, _ intermediate: [IntermediateValue]
    ) -> (Outcome, was: String?) {
        switch trial.state {
        case .complete:
            switch trial.value {
            case .finite(let value): return (.complete(value: value), nil)
            case .other(let type):
                counts.withoutFiniteValue += 1
                let words = ["INF_POS": "infinite", "INF_NEG": "negative infinity"]
                return (
                    .failed(reason: "its value is \(words[type] ?? "not a number"), which cannot be ranked"),
                    #"{"state": "COMPLETE", "value": "\#(type)"}"#
                )
            case nil:
                counts.withoutFiniteValue += 1
                return (.failed(reason: "it was complete without a value"), #"{"state": "COMPLETE"}"#)
            }
        case .pruned:
            let isOurs = details.bound != nil || details.lastValue != nil
            let last = isOurs ? details.lastValue : trial.value?.number ?? intermediate.last?.value
            if let pruning = Pruning(bound: details.bound, lastValue: last) { return (.pruned(pruning), nil) }
            counts.prunedWithoutValue += 1
            return (.failed(reason: "it was pruned without a value"), #"{"state": "PRUNED"}"#)
        case .failed, .running, .waiting:
            let system = trial.systemAttributes.first { $0.key == "fail_reason" }.flatMap { PythonJSON($0.text)?.text }
            let reason = details.reason ?? system ?? "it failed in Optuna"
            return (.failed(reason: reason.replacing("\0", with: "\u{FFFD}")), nil)
        }
    }

    private func time(_ text: String?, of trial: OptunaTrial) throws -> Date? {
        guard let text else { return nil }
        guard let date = OptunaTime.date(text, in: study.zone) else {
            throw UnexpectedRow(what: "trial \(trial.index) with the time '\(text.prefix(40))'")
        }
        return date
    }

    /// Gives a trial that waits the values that were fixed for it, and the middle of the range for every other parameter.
    private mutating func complete(_ values: inout [String: ParameterValue], of trial: OptunaTrial) {
        let fixed = trial.systemAttributes.first { $0.key == "fixed_params" }.flatMap { PythonJSON($0.text) }
        var isCompleted = false
        for parameter in space.parameters where values[parameter.name] == nil {
            guard parameter.condition?.isFulfilled(by: values) ?? true else { continue }
            if let value = fixed?[parameter.name] {
                values[parameter.name] = ParameterValue(value)
            } else if !space.unexplainedNames.contains(parameter.name) {
                values[parameter.name] = parameter.domain.value(at: 0.5)
                isCompleted = true
            }
        }
        if isCompleted { counts.completed += 1 }
    }
}
