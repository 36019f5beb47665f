import Figures
import HyperparameterSearch

/// All parameters and the value on parallel axes, with one line for each trial. The best trials are coloured and on
/// top.
struct ParallelPart: SearchPart {
    private let trials: SearchTrials
    private let columns: [ParameterColumn]
    /// The indices of the drawn rows of the table, best first.
    private let drawn: [Int]
    private static let mostDrawn = 1000
    /// Below this count, lines are thicker, so that each can be followed.
    private static let few = 100
    /// The width for the names of categories, in units of the picture.
    private static let nameRoom = 90.0

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        try trials.requireEnded(for: .parallel)
        columns = trials.varying
        guard !columns.isEmpty else { throw SearchPartAbsence(.parallel, .nothingVaries) }
        self.trials = trials
        let best = trials.bestNumbers
        let rows = trials.table.trials
        let others = rows.indices.filter { !best.contains(rows[$0].number) }
        let count = min(Self.mostDrawn, others.count)
        drawn =
            rows.indices.filter { best.contains(rows[$0].number) }
            + (0..<count).map { others[$0 * others.count / count] }
    }

    var rows: [[Tile]] {
        let rows = trials.table.trials
        let best = trials.bestNumbers
        let lines = drawn.reversed().map { row in
            (trial: rows[row], values: columns.map { $0.places[row] } + [rows[row].value ?? .nan])
        }
        let winner = trials.winner?.number
        let axes = ParallelAxes(
            columns.map { $0.axis(room: Self.nameRoom).axis } + [trials.valueAxis],
            lines: [
                ParallelAxes.Lines(
                    lines.filter { !best.contains($0.trial.number) }.map(\.values), .quiet,
                    drawn.count < Self.few ? .thin : .hair),
                ParallelAxes.Lines(
                    lines.filter { best.contains($0.trial.number) && $0.trial.number != winner }.map(\.values),
                    .series(1), .line),
                ParallelAxes.Lines(lines.filter { $0.trial.number == winner }.map(\.values), .series(0), .line),
            ])
        return [[Tile(.parallel(axes))]]
    }

    var legend: [LegendEntry] {
        guard let winner = trials.winner, drawnBest.contains(winner.number) else { return [] }
        let first = LegendEntry(.line(.series(0), .solid), RichText(verbatim: "trial \(winner.number), the best"))
        guard drawnBest.count > 1 else { return [first] }
        return [first, LegendEntry(.line(.series(1), .solid), "the next \(drawnBest.count - 1)")]
    }

    /// The best trials that have a row in the table.
    private var drawnBest: Set<Int> {
        trials.bestNumbers.intersection(trials.table.trials.map(\.number))
    }

    var notes: [RichText] {
        let others = drawn.count - drawnBest.count
        let all = trials.table.trials.count - drawnBest.count
        let thinned: [RichText] =
            others == all
            ? []
            : [
                RichText(
                    verbatim:
                        "Thin lines: \(NumberText.grouped(others)) of the \(NumberText.grouped(all)) other trials, "
                        + "from every part of the ranking alike.")
            ]
        let pruned: [RichText] = trials.pruned.isEmpty ? [] : ["Lines of pruned trials have no value to end at."]
        let keys = columns.compactMap { column in
            column.axis(room: Self.nameRoom).key.map {
                ParameterName.text(column.name) + RichText(verbatim: ": \($0).")
            }
        }
        return trials.failureNote + trials.parameterNotes + thinned + pruned + keys
    }

    /// The trials that are drawn, best first.
    var table: CSVTable {
        var csv = CSVTable(columns: ["number", "state"] + columns.map(\.name) + ["value"])
        for trial in drawn.map({ trials.table.trials[$0] }) {
            csv.rows.append(
                ["\(trial.number)", trial.state.rawValue]
                    + columns.map { trial.parameters?[$0.name]?.description ?? "" }
                    + [trial.value?.shortestText ?? ""])
        }
        return csv
    }
}
