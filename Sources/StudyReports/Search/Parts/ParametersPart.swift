import Figures
import HyperparameterSearch

/// Panels of the value against each parameter, side by side.
struct ParametersPart: SearchPart {
    private let trials: SearchTrials
    private static let mostInARow = 4

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        try trials.requireEnded(for: .parameters)
        guard !trials.varying.isEmpty else { throw SearchPartAbsence(.parameters, .nothingVaries) }
        self.trials = trials
    }

    var rows: [[Tile]] {
        let columns = trials.varying
        let rows = (columns.count + Self.mostInARow - 1) / Self.mostInARow
        let perRow = (columns.count + rows - 1) / rows
        return stride(from: 0, to: columns.count, by: perRow).map { start in
            columns[start..<min(start + perRow, columns.count)].map { column in
                Tile(.panel(panel(of: column, width: 840 / Double(perRow))))
            }
        }
    }

    var legend: [LegendEntry] { trials.pointKey }

    private func panel(of column: ParameterColumn, width: Double) -> Panel {
        let rows = trials.table.trials
        let points = zip(column.spreadPlaces(rows), rows).map { place, trial in
            (trial: trial, point: Point(x: place, y: trials.height(of: trial)))
        }
        let best = points.prefix { trials.bestNumbers.contains($0.trial.number) }.map(\.point)
        let marks: [Mark] = [
            .cloud(Cloud(points.filter { $0.trial.state == .pruned }.map(\.point), .quiet, .rings)),
            .cloud(Cloud(points.filter { $0.trial.state == .complete }.map(\.point), .quiet, trials.form)),
            .points(best, .series(1)),
        ]
        var (axis, key) = column.axis(room: width / Double(max(1, column.categories.count)))
        if let key { axis.title = axis.title + RichText(verbatim: ": " + key) }
        return Panel(
            x: axis, y: trials.roomyValueAxis,
            marks: marks + trials.winnerLabel(best, isBeyond: true), height: 170)
    }

    var notes: [RichText] {
        let spread: [RichText] =
            trials.varying.contains { !$0.categories.isEmpty }
            ? ["Trials of a category are spread sideways, so that each can be seen."] : []
        return trials.failureNote + trials.parameterNotes + trials.overlapNote + spread
    }

    var table: CSVTable { trials.parameterTable(of: trials.varying) }
}

extension SearchTrials {
    /// One row for each trial, by number: its value, or its bound or last value where it was pruned, and the given
    /// parameters.
    func parameterTable(of columns: [ParameterColumn]) -> CSVTable {
        var csv = CSVTable(columns: ["number", "state", "value", "bound", "lastValue"] + columns.map(\.name))
        for trial in table.trials.sorted(by: { $0.number < $1.number }) {
            csv.rows.append(
                ["\(trial.number)", trial.state.rawValue]
                    + [trial.value, trial.bound, trial.lastValue].map { $0?.shortestText ?? "" }
                    + columns.map { trial.parameters?[$0.name]?.description ?? "" })
        }
        return csv
    }
}
