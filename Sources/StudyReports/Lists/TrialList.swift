import Foundation
import HyperparameterSearch
import StudyFiles

/// A list of trials of one study as a table, as CSV and as JSON.
public struct TrialList: Sendable {
    private let study: StoredStudy
    private let trials: [Trial]

    public init(_ trials: [Trial], of study: StoredStudy) {
        self.study = study
        self.trials = trials
    }

    // MARK: Tables

    /// The table for people. It has the main values, rounded.
    public var table: TextTable {
        get throws {
            let dead = try study.deadRuns()
            let names = study.shownValueNames
            let parameters = study.parameterNames(of: trials)
            let columns = study.listColumns
            var table = TextTable(
                columns: [.number("trial"), .word("state")] + names.map(TextTable.Column.number)
                    + (columns.isEmpty
                        ? parameters.map(TextTable.Column.word)
                        : columns.map { $0.isNumber ? .number($0.name) : .word($0.name) })
                    + (study.listsParents ? [.word("parent")] : []))
            for trial in trials {
                let values =
                    trial.state == .pruned
                    ? [">\(NumberText.short(trial.bound))"] + Array(repeating: "", count: names.count - 1)
                    : names.map { NumberText.short(study.shownValue(named: $0, of: trial)) }
                table.rows.append(
                    ["\(trial.number)", study.state(of: trial, given: dead).rawValue] + values
                        + (columns.isEmpty ? texts(of: trial, parameters) : summary(of: trial, columns.map(\.name)))
                        + (study.listsParents ? [study.parent(of: trial)?.description ?? ""] : []))
            }
            return table
        }
    }

    private func texts(of trial: Trial, _ parameters: [String]) -> [String] {
        let values = study.parameters(of: trial)
        return parameters.map { values?[$0]?.description ?? "" }
    }

    private func summary(of trial: Trial, _ names: [String]) -> [String] {
        let summary = study.summary(of: trial)
        return names.map { summary[$0] ?? "" }
    }

    /// The table for programs. It has everything but the traces, at full precision. The columns that differ between
    /// equal runs (time, run, worker) are the last ones.
    public var csv: TextTable {
        get throws {
            let workers = try study.workers()
            let parameters = study.parameterNames(of: trials)
            let names = study.storedValueNames(of: trials)
            let summaries = study.summaryNames
            var table = TextTable(
                columns: (["number", "state", "value", "bound", "steps", "reason"] + names + parameters + summaries
                    + (study.listsParents ? ["parent"] : []) + ["started", "finished", "run", "worker"])
                    .map(TextTable.Column.word))
            for trial in trials {
                let ran = trial.run.map { ["\($0.rawValue)", workers[$0] ?? ""] } ?? ["", ""]
                let number = { (value: Double?) in value?.shortestText ?? "" }
                var row = ["\(trial.number)", trial.state.rawValue, number(trial.value), number(trial.bound)]
                row += [trial.steps.map(String.init) ?? "", trial.reason ?? ""]
                row += names.map { number(trial.values[$0]) }
                row += texts(of: trial, parameters) + summary(of: trial, summaries)
                if study.listsParents { row.append(study.parent(of: trial)?.description ?? "") }
                row += [trial.started, trial.finished].map { $0.map { "\($0.timeIntervalSince1970)" } ?? "" } + ran
                table.rows.append(row)
            }
            return table
        }
    }

    // MARK: JSON

    public var objects: [TrialObject] {
        trials.map { trial in
            let summary = study.summary(of: trial)
            return TrialObject(
                number: trial.number, state: trial.state, value: trial.value, bound: trial.bound,
                reason: trial.reason, steps: trial.steps, values: trial.values,
                parameters: study.parameters(of: trial), epsilon: summary["epsilon"],
                lambda: summary["lambda"], parent: study.parent(of: trial)?.description)
        }
    }
}

/// The JSON of a trial. Keys without a value are left out.
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
    /// The names of the values that a table shows. The objective's value is the first.
    fileprivate var shownValueNames: [String] {
        kind?.shownValueNames ?? ["value"]
    }

    fileprivate func shownValue(named name: String, of trial: Trial) -> Double? {
        kind == nil ? trial.value : trial.values[name]
    }

    /// The names of all stored values.
    fileprivate func storedValueNames(of trials: [Trial]) -> [String] {
        kind?.valueNames ?? Set(trials.flatMap(\.values.keys)).sorted()
    }

    /// The columns that a table shows instead of the parameters; empty if it shows the parameters.
    fileprivate var listColumns: [ListColumn] { kind.map { type(of: $0).listColumns } ?? [] }

    /// The names of the texts that summarize the parameters.
    var summaryNames: [String] { kind.map { type(of: $0).summaryNames } ?? [] }

    fileprivate var listsParents: Bool { kind.map { type(of: $0).listsParents } ?? false }

    func parameterNames(of trials: [Trial]) -> [String] {
        declared?.parameterNames ?? Set(trials.flatMap { $0.parameters?.values.keys.map { $0 } ?? [] }).sorted()
    }
}
