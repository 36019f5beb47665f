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

    /// The table for people. It has the main values, rounded. A narrow terminal loses the other values first, then the
    /// parents, the quantizers and the states; the schedules are cut before they are left out.
    public var table: TextTable {
        get throws {
            let dead = try study.deadRuns()
            let names = study.shownValueNames
            let parameters = study.parameterNames(of: trials)
            let shown = study.listColumns.filter { column in
                !column.isOptional || trials.contains { study.summary(of: $0)[column.name] != nil }
            }
            var columns = [TextTable.Column.number("trial"), .word("state").ranked(1)]
            let objectives = study.kind?.objectiveNames.count ?? 1
            columns += names.enumerated().map { .number($1).ranked($0 < objectives ? 0 : 4) }
            columns +=
                shown.isEmpty
                ? parameters.map { .word($0).ranked(2).narrowed(.cut(to: 10)) } : shown.map(Self.column)
            if study.listsParents { columns.append(.word("parent").ranked(3).narrowed(.cutInside(to: 12))) }
            var table = TextTable(columns: columns)
            for trial in trials {
                let values =
                    trial.state == .pruned
                    ? [study.pruningText(of: trial)] + Array(repeating: "", count: names.count - 1)
                    : names.map { NumberText.value(study.shownValue(named: $0, of: trial)) }
                table.rows.append(
                    ["\(trial.number)", study.state(of: trial, given: dead).rawValue] + values
                        + (shown.isEmpty
                            ? study.texts(of: trial, parameters) : study.summaries(of: trial, shown.map(\.name)))
                        + (study.listsParents ? [study.parent(of: trial)?.description ?? ""] : []))
            }
            return table
        }
    }

    private static func column(_ column: ListColumn) -> TextTable.Column {
        column.isNumber
            ? .number(column.name).ranked(1)
            : .word(column.name).ranked(column.isMain ? 0 : 2).narrowed(.cut(to: 9))
    }

    /// The table for programs.
    public var csv: TextTable {
        get throws {
            let rows = TrialRows(
                of: study, parameters: study.parameterNames(of: trials), values: study.storedValueNames(of: trials),
                runs: try study.reader.runs(of: study.record.id))
            return TextTable(columns: rows.titles.map(TextTable.Column.word), rows: trials.map(rows.cells))
        }
    }

    // MARK: JSON

    public var objects: [TrialObject] { trials.map { TrialObject($0, of: study) } }
}

/// The JSON of a trial. Keys without a value are left out.
public struct TrialObject: Encodable, Sendable {
    let number: Int
    let state: TrialState
    let value: Double?
    let bound: Double?
    let lastValue: Double?
    let reason: String?
    let steps: Int?
    let values: [String: Double]
    let parameters: TrialParameters?
    let epsilon: String?
    let lambda: String?
    let parent: String?

    init(_ trial: Trial, of study: StoredStudy) {
        let summary = study.summary(of: trial)
        (number, state, value, bound) = (trial.number, trial.state, trial.value, trial.bound)
        (lastValue, reason, steps, values) = (trial.lastValue, study.reason(of: trial), trial.steps, trial.values)
        parameters = study.parameters(of: trial)
        (epsilon, lambda) = (summary["epsilon"], summary["lambda"])
        parent = study.parent(of: trial)?.description
    }
}

extension StoredStudy {
    /// The names of the values that a table shows. The objective's value is the first.
    fileprivate var shownValueNames: [String] {
        kind?.shownValueNames ?? ["value"]
    }

    /// What a table shows in place of a pruned trial's value: the limit that its bound sets, or its last value.
    fileprivate func pruningText(of trial: Trial) -> String {
        guard trial.isStoppedByComparison else {
            return (record.definition.direction == .minimize ? ">" : "<") + NumberText.short(trial.bound)
        }
        return "\(NumberText.short(trial.lastValue)) at step \(NumberText.grouped(trial.steps ?? 0))"
    }

    /// Why a trial has no value; nil for a complete trial, and for a pruned trial whose bound says it.
    func reason(of trial: Trial) -> String? {
        trial.reason ?? (trial.isStoppedByComparison ? "stopped by the scheduler" : nil)
    }

    fileprivate func shownValue(named name: String, of trial: Trial) -> Double? {
        kind == nil ? trial.value : trial.values[name]
    }

    /// The names of all stored values.
    fileprivate func storedValueNames(of trials: [Trial]) -> [String] {
        let found = Set(trials.flatMap(\.values.keys))
        guard let declared else { return found.sorted() }
        let names = declared.valueNames
        return declared.kind.hasOtherValues ? names + found.subtracting(names).sorted() : names
    }

    /// The columns that a table shows instead of the parameters; empty if it shows the parameters.
    fileprivate var listColumns: [ListColumn] { kind.map { type(of: $0).listColumns } ?? [] }

    /// The names of the texts that summarize the parameters.
    var summaryNames: [String] { kind.map { type(of: $0).summaryNames } ?? [] }

    var listsParents: Bool { kind.map { type(of: $0).listsParents } ?? false }

    func parameterNames(of trials: [Trial]) -> [String] {
        declared?.parameterNames ?? Set(trials.flatMap { $0.parameters?.values.keys.map { $0 } ?? [] }).sorted()
    }
}
