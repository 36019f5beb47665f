import Figures
import HyperparameterSearch

/// The number of trials that were still evaluated at each step.
struct PruningPart: SearchPart {
    private let curve: [TrialsAlive.Entry]
    private let failed: Int

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        guard !trials.pruned.isEmpty else { throw SearchPartAbsence(.pruning, .nonePruned) }
        failed = trials.failed
        curve = TrialsAlive.curve((trials.complete + trials.pruned).compactMap(\.steps))
    }

    var rows: [[Tile]] {
        var stairs: [Point] = []
        for entry in curve {
            if let last = stairs.last { stairs.append(Point(x: last.x, y: Double(entry.alive))) }
            stairs.append(Point(x: Double(entry.step), y: Double(entry.alive)))
        }
        let panel = Panel(
            x: Axis("step t", scale: .logarithmic), y: Axis("trials still evaluated", scale: .logarithmic),
            marks: [.line(stairs, .series(0))], height: 230)
        return [[Tile(.panel(panel))]]
    }

    var legend: [LegendEntry] { [] }
    /// Failed trials are left out, because the step at which they would have been pruned is unknown.
    var notes: [RichText] {
        failed == 0
            ? [] : [RichText(verbatim: "\(NumberText.trials(failed, "failed and is", "failed and are")) left out.")]
    }

    var table: CSVTable {
        CSVTable(columns: ["step", "alive"], rows: curve.map { ["\($0.step)", "\($0.alive)"] })
    }
}
