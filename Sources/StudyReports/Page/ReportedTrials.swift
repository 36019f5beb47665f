import Foundation
import HyperparameterSearch
import StudyFiles

/// The trials of a study for its page, with as many curves as there is room for. They are read in batches.
struct ReportedTrials {
    private(set) var table: TrialTable
    private(set) var curves: TrialCurves?

    private static let pageSize = 5_000

    init(of study: StoredStudy) throws {
        let kind = study.kind
        table = TrialTable(
            measure: kind?.measureName ?? "value", valueNames: study.declared?.valueNames ?? [],
            shown: kind?.shownValueNames ?? [], parameterNames: study.declared?.parameterNames ?? [],
            summaryNames: study.hasPointsOnly ? study.summaryNames : [])
        var chosen = try ChosenCurves(of: study)
        let dead = try study.deadRuns()
        while true {
            let query = TrialQuery(limit: Self.pageSize, offset: table.count)
            let page = try study.trials(matching: query)
            for trial in page {
                try chosen?.take(trial, row: table.count) { try study.curve(of: trial) }
                table.append(
                    trial, state: study.state(of: trial, given: dead), parameters: study.parameters(of: trial),
                    summary: study.hasPointsOnly ? study.summary(of: trial) : [:], parent: study.parent(of: trial))
            }
            guard page.count == Self.pageSize else { break }
        }
        curves = chosen?.result
    }
}

/// Chooses the trials whose curves a page shows: all trials, or, if there are too many, the best and an even choice of
/// the others.
private struct ChosenCurves {
    private var curves: TrialCurves
    private let best: Set<Int>
    /// A curve is kept for every `stride`-th complete or failed trial.
    private let stride: Int
    private let form: CurveForm
    private var seen = 0

    /// - Returns: nil if the study's trials have no curves.
    init?(of study: StoredStudy) throws {
        guard let form = study.curveForm else { return nil }
        self.form = form
        curves = TrialCurves(form)
        let counts = try study.counts()
        let ranked = try study.reader.best(TrialCurves.mostBest, of: study.record.id)
        best = Set(ranked.map(\.number))
        let size = try ranked.first.flatMap(study.curve(of:)).map(TrialCurves.size) ?? 1
        let room = max(TrialCurves.room / max(size, 1) - best.count, 1)
        let others = counts[.complete] + counts[.failed]
        stride = others <= room ? 1 : (others + room - 1) / room
    }

    mutating func take(_ trial: Trial, row: Int, curve: () throws -> TrialCurve?) rethrows {
        guard trial.state == .complete || trial.state == .failed else { return }
        defer { seen += 1 }
        guard best.contains(trial.number) || seen.isMultiple(of: stride), let curve = try curve() else { return }
        curves.append(curve, row: row)
    }

    var result: TrialCurves? {
        guard !curves.isEmpty else { return nil }
        var curves = curves
        let what =
            switch form {
            case .errors: "error curves"
            case .learning: "readings"
            }
        curves.note =
            stride == 1
            ? "All trials that were evaluated to their ends have their \(what) in this page."
            : "The best \(NumberText.grouped(best.count)) trials and \(NumberText.grouped(curves.count - best.count)) "
                + "others, evenly chosen, have their \(what) in this page."
        return curves
    }
}
