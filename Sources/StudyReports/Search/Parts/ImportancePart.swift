import Figures
import Foundation
import HyperparameterSearch

/// The importance of each parameter by PED-ANOVA, for two questions: the best tenth against all trials, and the best
/// hundredth against the best tenth.
struct ImportancePart: SearchPart {
    /// One question and the importance of each parameter for it.
    private struct Answer {
        let method: PEDANOVA
        let importances: [ParameterImportance]
        let ink: Ink

        var name: String {
            "best \(Self.percent(method.best)) against "
                + (method.region == 1 ? "all" : "the best \(Self.percent(method.region))")
        }

        private static func percent(_ part: Double) -> String { String(format: "%g%%", (1000 * part).rounded() / 10) }
    }

    /// The fewest complete trials for the second question, whose best hundredth would otherwise be too small.
    private static let fewestForSecond = 1000

    private let trials: SearchTrials
    private let columns: [ParameterColumn]
    private let answers: [Answer]
    private let values: [Double]

    init(_ trials: SearchTrials) throws(SearchPartAbsence) {
        try trials.requireValues(PEDANOVA.fewestTrials, for: .importance)
        columns = trials.varying
        guard !columns.isEmpty else { throw SearchPartAbsence(.importance, .nothingVaries) }
        let values = trials.table.trials.compactMap(\.value)
        var methods = [(PEDANOVA(best: 0.1), Ink.series(0))]
        if values.count >= Self.fewestForSecond { methods.append((PEDANOVA(best: 0.01, region: 0.1), .series(2))) }
        var answers: [Answer] = []
        for (method, ink) in methods {
            do {
                let importances = try method.importances(
                    of: columns, values: values, direction: trials.study.direction)
                answers.append(Answer(method: method, importances: importances, ink: ink))
            } catch {
                throw SearchPartAbsence(.importance, .tooFew(values.count, needed: PEDANOVA.fewestTrials))
            }
        }
        self.trials = trials
        self.values = values
        self.answers = answers
    }

    var rows: [[Tile]] {
        let groups = columns.indices.map { index in
            Bars.Group(
                ParameterName.text(columns[index].name),
                answers.map { answer in
                    let importance = answer.importances[index]
                    let percent = String(format: "%.1f%%", 100 * importance.share)
                    return Bars.Bar(
                        importance.share,
                        RichText(verbatim: importance.isBeyondChance ? percent : percent + " (chance)"),
                        ink: answer.ink)
                })
        }
        return [[Tile(.bars(Bars("share of the importance", groups)))]]
    }

    var legend: [LegendEntry] {
        answers.map { LegendEntry(.colour($0.ink), RichText(verbatim: $0.name)) }
    }

    var notes: [RichText] {
        let chance = answers.flatMap(\.importances).contains { !$0.isBeyondChance }
        let learned: [RichText] =
            trials.study.startEnd == nil
            ? []
            : [
                "The sampler learned, so trials crowd where it looked: shares also tell of its choices. Random or Sobol trials show the importance alone."
            ]
        return trials.parameterNotes + learned + [
            RichText(
                verbatim:
                    "Importance: PED-ANOVA (Watanabe et al. 2023), the Pearson divergence of a parameter's values "
                    + "among the best trials from those among all, in up to \(PEDANOVA().mostCells) cells of equally "
                    + "many trials, less what chance gives"
                    + (chance ? "; (chance): one in twenty parameters without effect would have more." : "."))
        ]
    }

    var table: CSVTable {
        var table = CSVTable(columns: [
            "parameter", "best", "among", "share", "divergence", "chance", "beyondChance", "trials",
        ])
        for answer in answers {
            for importance in answer.importances {
                table.rows.append(
                    [importance.name]
                        + [
                            answer.method.best, answer.method.region, importance.share, importance.divergence,
                            importance.chance,
                        ].map(\.shortestText) + ["\(importance.isBeyondChance)", "\(values.count)"])
            }
        }
        return table
    }
}
