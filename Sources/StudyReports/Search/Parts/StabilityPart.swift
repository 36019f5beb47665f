import Figures
import HyperparameterSearch

/// The agreement between the final ranking and the ranking that the trials would have had at an earlier step.
struct StabilityPart: SearchPart {
    private static let fewestTrials = 10

    private let trials: SearchTrials
    private let progress: SearchProgress
    private let tops: [Int]
    private let stability: [RankStability]

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        try trials.requireValues(Self.fewestTrials, for: .stability)
        guard let progress = trials.study.progress, progress.numbers.count >= Self.fewestTrials else {
            throw SearchPartAbsence(.stability, .noProgress)
        }
        self.trials = trials
        self.progress = progress
        tops = [10, 50].filter { 2 * $0 <= progress.numbers.count }
        let final = Dictionary(trials.complete.map { ($0.number, $0.value ?? .nan) }) { first, _ in first }
        stability = RankStability.steps(
            progress.values, final: progress.numbers.map { final[$0] ?? .nan }, direction: trials.study.direction,
            tops: tops)
    }

    var rows: [[Tile]] {
        let isLogarithmic = (progress.steps.first ?? 0) >= 1 && (progress.steps.last ?? 0) >= 50
        let panel = Panel(
            x: Axis(RichText(progress.stepName), scale: isLogarithmic ? .logarithmic : .linear),
            y: Axis("agreement with the final ranking", including: [0, 1]), marks: marks, height: 230)
        return [[Tile(.panel(panel))]]
    }

    private var marks: [Mark] {
        [line(\.spearman, .series(0), .solid), line(\.kendall, .series(0), .dashed)]
            + tops.indices.map { top in
                line({ Double($0.kept[top]) / Double(tops[top]) }, .series(1), top == 0 ? .solid : .dashed)
            }
    }

    private func line(_ value: (RankStability) -> Double?, _ ink: Ink, _ dash: Mark.Dash) -> Mark {
        .line(zip(progress.steps, stability).map { Point(x: $0, y: value($1) ?? .nan) }, ink, dash)
    }

    var legend: [LegendEntry] {
        [
            LegendEntry(.line(.series(0), .solid), "Spearman's ρ"),
            LegendEntry(.line(.series(0), .dashed), "Kendall's τ"),
        ]
            + tops.enumerated().map { index, top in
                LegendEntry(.line(.series(1), index == 0 ? .solid : .dashed), "top \(top) kept")
            }
    }

    var notes: [RichText] {
        let steps = progress.stepName == "epoch" ? "epoch" : "step"
        var note = "Stability: trials ranked by what their value would be, had they ended at that \(steps)"
        if !tops.isEmpty { note += "; kept: the part of the final best that is among the best then" }
        return [RichText(verbatim: note + ".")]
    }

    var table: CSVTable {
        var table = CSVTable(columns: ["step", "spearman", "kendall"] + tops.map { "keptOfTop\($0)" })
        for (step, stability) in zip(progress.steps, stability) {
            table.rows.append(
                [step.shortestText, stability.spearman?.shortestText ?? "", stability.kendall?.shortestText ?? ""]
                    + stability.kept.map(String.init))
        }
        return table
    }
}
