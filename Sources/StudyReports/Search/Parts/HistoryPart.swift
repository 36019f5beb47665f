import Figures
import HyperparameterSearch

/// The value of every trial against its number, with the best value so far.
struct HistoryPart: SearchPart {
    private let trials: SearchTrials

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        try trials.requireEnded(for: .history)
        self.trials = trials
    }

    var rows: [[Tile]] {
        let panel = Panel(
            x: Axis("trial", including: [0]), y: trials.roomyValueAxis, marks: marks, height: 230)
        return [[Tile(.panel(panel))]]
    }

    var legend: [LegendEntry] {
        trials.pointKey
            + (trials.complete.isEmpty ? [] : [LegendEntry(.line(.series(0), .solid), "best so far")])
    }

    private var marks: [Mark] {
        let points = { (trials: [Trial]) in
            trials.map { Point(x: Double($0.number), y: self.trials.height(of: $0)) }
        }
        return [
            .cloud(Cloud(points(trials.pruned), .quiet, .rings)),
            .cloud(Cloud(points(trials.ranked), .quiet, trials.form)),
            .line(steps, .series(0)), .points(points(trials.best), .series(1)),
        ] + trials.winnerLabel(points(trials.best), isBeyond: true)
    }

    private var improvements: [Ranking.Entry] {
        BestSoFar.improvements(
            trials.complete.map { Ranking.Entry(number: $0.number, value: $0.value ?? .nan) },
            direction: trials.study.direction)
    }

    /// The best value so far as a step line up to the last trial.
    private var steps: [Point] {
        var stairs: [Point] = []
        for entry in improvements {
            if let last = stairs.last { stairs.append(Point(x: Double(entry.number), y: last.y)) }
            stairs.append(Point(x: Double(entry.number), y: entry.value))
        }
        let end = max(trials.complete.last?.number ?? 0, trials.pruned.last?.number ?? 0)
        if let last = stairs.last { stairs.append(Point(x: Double(end), y: last.y)) }
        return stairs
    }

    var notes: [RichText] { trials.failureNote + trials.overlapNote }

    /// One row for each trial, by number: its value, or the bound at which it was pruned, and the best value so far.
    var table: CSVTable {
        var table = CSVTable(columns: ["number", "state", "value", "bound", "best"])
        var rest = improvements[...]
        var best: Double?
        for trial in (trials.complete + trials.pruned).sorted(by: { $0.number < $1.number }) {
            if let next = rest.first, next.number == trial.number {
                best = next.value
                rest = rest.dropFirst()
            }
            table.rows.append(
                ["\(trial.number)", trial.state.rawValue]
                    + [trial.value, trial.bound, best].map { $0?.shortestText ?? "" })
        }
        return table
    }
}
