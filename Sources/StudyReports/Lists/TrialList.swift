import AnnealingStudies
import Foundation
import HyperparameterSearch

/// Trials of a study, in a list.
public struct TrialList: Sendable {
    private let study: StoredStudy
    private let trials: [Trial]

    public init(_ trials: [Trial], of study: StoredStudy) {
        self.study = study
        self.trials = trials
    }

    // MARK: Tables

    /// For people: the values that are shown, rounded.
    public var table: TextTable {
        get throws {
            let dead = try study.deadRuns()
            let names = study.shownValueNames
            let parameters = study.parameterNames(of: trials)
            var table = TextTable(
                columns: [.number("trial"), .word("state")] + names.map(TextTable.Column.number)
                    + (study.annealing == nil
                        ? parameters.map(TextTable.Column.word)
                        : [.word("epsilon"), .word("lambda"), .word("quantizer")])
                    + (study.isTraining ? [.number("seed"), .word("parent")] : []))
            for trial in trials {
                let values =
                    trial.state == .pruned
                    ? [">\(NumberText.short(trial.bound))"] + Array(repeating: "", count: names.count - 1)
                    : names.map { NumberText.short(study.shownValue(named: $0, of: trial)) }
                let training = study.isTraining ? [seed(of: trial), study.parent(of: trial)?.description ?? ""] : []
                table.rows.append(
                    ["\(trial.number)", study.state(of: trial, given: dead).rawValue] + values
                        + words(trial, parameters) + training)
            }
            return table
        }
    }

    /// The schedules of a trial; of other studies, the parameters by name.
    private func words(_ trial: Trial, _ parameters: [String]) -> [String] {
        guard study.annealing != nil else {
            return parameters.map { study.parameters(of: trial)?[$0]?.description ?? "" }
        }
        guard let network = study.network(of: trial) else { return ["", "", ""] }
        return [network.epsilonText, network.lambdaText ?? "", network.quantizerText ?? "continuous"]
    }

    /// The seed of a training trial: its own, or its study's.
    private func seed(of trial: Trial) -> String {
        guard case .training(let settings) = study.annealing?.objective else { return "" }
        return study.parameters(of: trial)?[TrialNetwork.seed]?.description ?? "\(settings.seed)"
    }

    /// For programs: everything but the trace, at full precision. What differs from run to run (time, run, worker)
    /// stands last.
    public var csv: TextTable {
        get throws {
            let workers = try study.workers()
            let parameters = study.parameterNames(of: trials)
            let names = study.storedValueNames(of: trials)
            let schedules = study.annealing == nil ? [] : ["epsilon", "lambda"]
            var table = TextTable(
                columns: (["number", "state", "value", "bound", "steps", "reason"] + names + parameters + schedules
                    + (study.isTraining ? ["parent"] : []) + ["started", "finished", "run", "worker"])
                    .map(TextTable.Column.word))
            for trial in trials {
                let ran = trial.run.map { ["\($0.rawValue)", workers[$0] ?? ""] } ?? ["", ""]
                let number = { (value: Double?) in value?.shortestText ?? "" }
                var row = ["\(trial.number)", trial.state.rawValue, number(trial.value), number(trial.bound)]
                row += [trial.steps.map(String.init) ?? "", trial.reason ?? ""]
                row += names.map { number(trial.values[$0]) }
                row += parameters.map { study.parameters(of: trial)?[$0]?.description ?? "" }
                if study.annealing != nil { row += words(trial, parameters).prefix(2) }
                if study.isTraining { row.append(study.parent(of: trial)?.description ?? "") }
                row += [trial.started, trial.finished].map { $0.map { "\($0.timeIntervalSince1970)" } ?? "" } + ran
                table.rows.append(row)
            }
            return table
        }
    }

    // MARK: JSON

    public var objects: [TrialObject] {
        trials.map { trial in
            let network = study.network(of: trial)
            return TrialObject(
                number: trial.number, state: trial.state, value: trial.value, bound: trial.bound,
                reason: trial.reason, steps: trial.steps, values: trial.values,
                parameters: study.parameters(of: trial), epsilon: network?.epsilonText,
                lambda: network?.lambdaText, parent: study.parent(of: trial)?.description)
        }
    }
}

/// A trial as JSON; what a trial does not have is left out.
public struct TrialObject: Encodable, Sendable {
    let number: Int
    let state: TrialState
    let value: Double?
    let bound: Double?
    let reason: String?
    let steps: Int?
    let values: [String: Double]
    let parameters: TrialParameters?
    let epsilon: String?
    let lambda: String?
    let parent: String?
}

extension StoredStudy {
    /// The values that lists show, the objective first.
    fileprivate var shownValueNames: [String] {
        annealing?.objective.shownValueNames ?? ["value"]
    }

    fileprivate func shownValue(named name: String, of trial: Trial) -> Double? {
        annealing == nil ? trial.value : trial.values[name]
    }

    /// The names of all stored values.
    fileprivate func storedValueNames(of trials: [Trial]) -> [String] {
        annealing?.objective.valueNames ?? Set(trials.flatMap(\.values.keys)).sorted()
    }

    func parameterNames(of trials: [Trial]) -> [String] {
        annealing?.parameterNames ?? Set(trials.flatMap { $0.parameters?.values.keys.map { $0 } ?? [] }).sorted()
    }
}
