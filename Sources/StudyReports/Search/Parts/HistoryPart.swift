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
        (hasModel ? modelKey : trials.pointKey)
            + (trials.complete.isEmpty ? [] : [LegendEntry(.line(.series(0), .solid), "best so far")])
    }

    private var marks: [Mark] {
        let points = { (trials: [Trial]) in
            trials.map { Point(x: Double($0.number), y: self.trials.height(of: $0)) }
        }
        return [
            .cloud(Cloud(points(trials.pruned), .quiet, .rings)),
            .cloud(Cloud(points(trials.ranked.filter { !isStart($0) }), .quiet, trials.form)),
            .cloud(Cloud(points(trials.ranked.filter(isStart)), .series(2), trials.form)),
            .line(steps, .series(0)), .points(points(trials.best), .series(1)),
        ] + trials.winnerLabel(points(trials.best), isBeyond: true)
    }

    /// Whether a model proposed some of the trials.
    private var hasModel: Bool { trials.study.startEnd != nil }

    /// Whether the trial is one of the points or of the start of a sampler that learns.
    private func isStart(_ trial: Trial) -> Bool { trials.study.startEnd.map { trial.number < $0 } ?? false }

    private var modelKey: [LegendEntry] {
        [LegendEntry(.dot(.series(2), filled: true), "start"), LegendEntry(.dot(.quiet, filled: true), "by the model")]
            + trials.pruningKey + trials.bestKey
    }

    private var improvements: [Ranking.Entry] {
        BestSoFar.improvements(
            trials.complete.map { Ranking.Entry(number: $0.number, value: $0.value ?? .nan) },
            direction: trials.study.direction)
    }

    /// The best value so far as a step line up to the last trial.
    private var steps: [Point] {
        let points = improvements.map { Point(x: Double($0.number), y: $0.value) }
        let end = max(trials.complete.last?.number ?? 0, trials.pruned.last?.number ?? 0)
        return BestCourse.steps(points, end: Double(end))
    }

    var notes: [RichText] { trials.failureNote + trials.overlapNote }

    /// One row for each trial, by number: its value, or its bound or last value where it was pruned, and the best value
    /// so far. Of a sampler that learns, also whether the trial belongs to the start or its model proposed it.
    var table: CSVTable {
        var table = CSVTable(
            columns: ["number", "state", "value", "bound", "lastValue", "best"] + (hasModel ? ["origin"] : []))
        var rest = improvements[...]
        var best: Double?
        for trial in (trials.complete + trials.pruned).sorted(by: { $0.number < $1.number }) {
            if let next = rest.first, next.number == trial.number {
                best = next.value
                rest = rest.dropFirst()
            }
            table.rows.append(
                ["\(trial.number)", trial.state.rawValue]
                    + [trial.value, trial.bound, trial.lastValue, best].map { $0?.shortestText ?? "" }
                    + (hasModel ? [isStart(trial) ? "start" : "model"] : []))
        }
        return table
    }
}
