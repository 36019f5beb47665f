import Foundation
import HyperparameterSearch
import StudyFiles

/// The rows of a list of trials for programs: everything but the traces, at full precision. The columns that differ
/// between equal runs (time, run, worker) are the last ones.
struct TrialRows {
    private let study: StoredStudy
    let parameters: [String]
    let values: [String]
    private let workers: [RunID: String]

    /// - Parameters:
    ///   - parameters: the names of the parameters' columns.
    ///   - values: the names of the values' columns.
    ///   - runs: the runs that made the trials.
    init(of study: StoredStudy, parameters: [String], values: [String], runs: [RunRecord]) {
        (self.study, self.parameters, self.values) = (study, parameters, values)
        workers = runs.reduce(into: [:]) { names, run in
            names[run.id] = "\(run.description.worker.host):\(run.description.worker.process)"
        }
    }

    var titles: [String] {
        ["number", "state", "value", "bound", "lastValue", "steps", "reason"] + values + parameters + study.summaryNames
            + (study.listsParents ? ["parent"] : []) + ["started", "finished", "run", "worker"]
    }

    /// The field with the worker of a run.
    func workerField(_ run: RunID) -> String { CSVTable.line([workers[run] ?? ""]) }

    func cells(of trial: Trial) -> [String] {
        let number = { (value: Double?) in value?.shortestText ?? "" }
        var cells = ["\(trial.number)", trial.state.rawValue]
        cells += [trial.value, trial.bound, trial.lastValue].map(number)
        cells += [trial.steps.map(String.init) ?? "", study.reason(of: trial) ?? ""]
        let named = trial.values
        cells += values.map { number(named[$0]) }
        cells += study.texts(of: trial, parameters) + study.summaries(of: trial, study.summaryNames)
        if study.listsParents { cells.append(study.parent(of: trial)?.description ?? "") }
        for time in [trial.started, trial.finished] { cells.append(time.map { "\($0.timeIntervalSince1970)" } ?? "") }
        return cells + (trial.run.map { ["\($0.rawValue)", workers[$0] ?? ""] } ?? ["", ""])
    }
}

extension StoredStudy {
    /// The texts of parameters by name; empty for those that the trial does not have.
    func texts(of trial: Trial, _ names: [String]) -> [String] {
        let values = parameters(of: trial)
        return names.map { values?[$0]?.description ?? "" }
    }

    func summaries(of trial: Trial, _ names: [String]) -> [String] {
        guard !names.isEmpty else { return [] }
        let summary = summary(of: trial)
        return names.map { summary[$0] ?? "" }
    }
}
