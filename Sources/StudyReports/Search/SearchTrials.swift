import Figures
import Foundation
import HyperparameterSearch

/// The trials of a search as all its figures look at them: which ended how, and which are the best.
struct SearchTrials {
    let study: SearchedStudy
    /// By number.
    let complete: [Trial]
    let pruned: [Trial]
    let failed: Int
    /// Complete, best first, equal values by number.
    let ranked: [Trial]
    /// Those that are marked: ten, or a twentieth where there are fewer than 200 trials; at least one.
    let best: [Trial]
    /// Complete trials, best first, then pruned ones by number.
    let table: ParameterTable
    /// Logarithmic where all values are above 0.
    let valueScale: Scale

    /// How many of the best are marked at most.
    static let mostMarked = 10

    init(_ study: SearchedStudy) {
        self.study = study
        complete = study.trials.filter { $0.state == .complete && $0.value?.isFinite == true }
        pruned = study.trials.filter { $0.state == .pruned }
        failed = study.trials.count { $0.state == .failed }
        ranked = complete.sorted { one, other in
            let (a, b) = (one.value ?? .nan, other.value ?? .nan)
            return a == b ? one.number < other.number : study.direction.prefers(a, to: b)
        }
        best = Array(ranked.prefix(min(Self.mostMarked, max(1, (complete.count + pruned.count) / 20))))
        table = ParameterTable(ranked + pruned, space: study.parameters)
        let shown = complete.compactMap(\.value) + pruned.compactMap(\.bound)
        valueScale = shown.allSatisfy { $0 > 0 } ? .logarithmic : .linear
    }

    var winner: Trial? { ranked.first }
    var bestNumbers: Set<Int> { Set(best.map(\.number)) }
    var varying: [ParameterColumn] { table.varying }

    var valueAxis: Axis { Axis(RichText(verbatim: study.measure), scale: valueScale) }

    /// The value's axis with room for the winner's number beyond it.
    var roomyValueAxis: Axis {
        let title = RichText(verbatim: study.measure)
        let shown = (complete + pruned).map(height).filter(valueScale.admits)
        guard let best = winner?.value, let low = shown.min(), let high = shown.max(), low < high else {
            return Axis(title, scale: valueScale)
        }
        let worst = study.direction == .minimize ? high : low
        let beyond =
            valueScale == .logarithmic ? best * pow(best / worst, 0.15) : best + 0.15 * (best - worst)
        return Axis(title, scale: valueScale, including: [beyond])
    }

    /// The winner's number, beside its point, where it hides none of the best.
    ///
    /// - Parameters:
    ///   - points: of the best trials of ``table``, best first; the winner may not be among them.
    ///   - isBeyond: whether the value is upright, so that nothing is beyond the winner.
    func winnerLabel(_ points: [Point], isBeyond: Bool) -> [Mark] {
        guard let winner, let point = points.first, table.trials.first?.number == winner.number else { return [] }
        let beyond: Label.Side = study.direction == .minimize ? .below : .above
        return [
            .label(
                Label(
                    RichText(verbatim: "\(winner.number)"), at: point, avoiding: points,
                    side: isBeyond ? beyond : .right))
        ]
    }

    /// - Throws: where there is nothing to show at all.
    func requireEnded(for part: SearchFigures.Part) throws(SearchPartAbsence) {
        guard complete.isEmpty, pruned.isEmpty else { return }
        throw SearchPartAbsence(part, .tooFew(0, needed: 1))
    }

    /// - Throws: where trials were pruned, or too few are complete.
    func requireValues(_ needed: Int, for part: SearchFigures.Part) throws(SearchPartAbsence) {
        guard pruned.isEmpty else {
            throw SearchPartAbsence(part, .pruned(pruned.count, of: complete.count + pruned.count))
        }
        guard complete.count >= needed else {
            throw SearchPartAbsence(part, .tooFew(complete.count, needed: needed))
        }
    }

    /// The value, or a pruned trial's bound.
    func height(of trial: Trial) -> Double { trial.value ?? trial.bound ?? .nan }

    /// How points are drawn: few may be larger.
    var form: Cloud.Form {
        switch complete.count + pruned.count {
        case ..<100: .spots
        case ..<500: .blots
        default: .dots
        }
    }

    // MARK: Words

    /// How trials are drawn wherever each is a point.
    var pointKey: [LegendEntry] {
        var key: [LegendEntry] = []
        if !complete.isEmpty { key.append(LegendEntry(.dot(.quiet, filled: true), "complete")) }
        if !pruned.isEmpty { key.append(LegendEntry(.dot(.quiet, filled: false), "pruned, at its bound")) }
        return key + bestKey
    }

    var bestKey: [LegendEntry] {
        switch best.count {
        case 0: []
        case 1: [LegendEntry(.dot(.series(1), filled: true), "the best")]
        default: [LegendEntry(.dot(.series(1), filled: true), "the best \(best.count)")]
        }
    }

    /// Of trials that are not drawn.
    var failureNote: [RichText] {
        failed == 0
            ? [] : [RichText(verbatim: "\(NumberText.trials(failed, "failed and is", "failed and are")) not shown.")]
    }

    /// Of parameters that are not shown as they are.
    var parameterNotes: [RichText] {
        let powers: [RichText] =
            study.showsConstantsAsPowerLaws ? ["Constants are shown as power laws whose exponent is 0."] : []
        return powers + leftOutNote
    }

    private var leftOutNote: [RichText] {
        table.leftOut == 0
            ? []
            : [
                RichText(
                    verbatim: "\(NumberText.trials(table.leftOut, "has", "have")) other parameters than most and "
                        + "\(table.leftOut == 1 ? "is" : "are") left out.")
            ]
    }

    /// Where points are so many that they hide each other.
    var overlapNote: [RichText] {
        complete.count + pruned.count < 500
            ? [] : [Self.overlap]
    }

    static let overlap: RichText = "Of trials that lie over each other, the better one is drawn."
}

extension ParameterColumn {
    /// Its axis in a figure.
    ///
    /// - Parameter room: for the name of a category, in the picture's units; where one is too long for it, numbers stand
    ///   for all of them.
    /// - Returns: the axis, and what its numbers stand for.
    func axis(room: Double) -> (axis: Axis, key: String?) {
        let title = ParameterName.text(name)
        guard !categories.isEmpty else {
            return (Axis(title, scale: scale == .log ? .logarithmic : .linear), nil)
        }
        guard !categories.allSatisfy({ 7.5 * Double($0.count) < room }) else {
            return (Axis(title, categories: categories.map { RichText(verbatim: $0) }), nil)
        }
        let numbers = categories.indices.map { RichText(verbatim: "\($0 + 1)") }
        let key = categories.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ")
        return (Axis(title, categories: numbers), key)
    }

    /// `[trial]`: places along the axis, those of categories spread sideways by the trial's number, so that they do not
    /// all lie over each other.
    func spreadPlaces(_ trials: [Trial]) -> [Double] {
        guard !categories.isEmpty else { return places }
        return zip(places, trials).map { place, trial in
            let turn = 0.618_033_988_749_895 * Double(trial.number)
            return place + 0.6 * (turn - turn.rounded(.down) - 0.5)
        }
    }
}
