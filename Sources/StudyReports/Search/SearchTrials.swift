import Figures
import Foundation
import HyperparameterSearch

/// The trials of a search in the groups that all its figures use: by state, and the best ones.
struct SearchTrials {
    let study: SearchedStudy
    /// The complete trials with finite values, by number.
    let complete: [Trial]
    /// The pruned trials, by number.
    let pruned: [Trial]
    let failed: Int
    /// The complete trials, best first; equal values are in the order of their numbers.
    let ranked: [Trial]
    /// The trials that are marked as the best: ten, or a twentieth of fewer than 200 trials, but at least one.
    let best: [Trial]
    /// The complete trials, best first, then the pruned ones by number.
    let table: ParameterTable
    /// Logarithmic if all values, bounds and last values are above 0.
    let valueScale: Scale

    /// The most trials that are marked as the best.
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
        let shown = complete.compactMap(\.value) + pruned.compactMap { $0.bound ?? $0.lastValue }
        valueScale = shown.allSatisfy { $0 > 0 } ? .logarithmic : .linear
    }

    var winner: Trial? { ranked.first }
    var bestNumbers: Set<Int> { Set(best.map(\.number)) }
    var varying: [ParameterColumn] { table.varying }

    var valueAxis: Axis { Axis(RichText(verbatim: study.measure), scale: valueScale) }

    /// The axis of the value, with room for the winner's number beyond the best value.
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

    /// The winner's number beside its point, placed so that it hides none of the best trials.
    ///
    /// - Parameters:
    ///   - points: the points of the best trials of ``table``, best first. The winner may be missing.
    ///   - isBeyond: whether the vertical axis shows the value, so that no point lies beyond the winner.
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

    /// - Throws: ``SearchPartAbsence`` if no trial is complete or pruned.
    func requireEnded(for part: SearchFigures.Part) throws(SearchPartAbsence) {
        guard complete.isEmpty, pruned.isEmpty else { return }
        throw SearchPartAbsence(part, .tooFew(0, needed: 1))
    }

    /// - Throws: ``SearchPartAbsence`` if trials were pruned, or fewer than `needed` are complete.
    func requireValues(_ needed: Int, for part: SearchFigures.Part) throws(SearchPartAbsence) {
        guard pruned.isEmpty else {
            let all = complete.count + pruned.count
            throw SearchPartAbsence(
                part, areStopped ? .stopped(pruned.count, of: all) : .pruned(pruned.count, of: all))
        }
        guard complete.count >= needed else {
            throw SearchPartAbsence(part, .tooFew(complete.count, needed: needed))
        }
    }

    /// The value of the trial, or the bound of a pruned trial, or its last value where it has no bound.
    func height(of trial: Trial) -> Double { trial.value ?? trial.bound ?? trial.lastValue ?? .nan }

    /// Whether the study's scheduler stopped the pruned trials, and no bound is known of them.
    private var areStopped: Bool { pruned.contains(where: \.isStoppedByComparison) }

    /// The form of the points, which is larger if there are few trials.
    var form: Cloud.Form {
        switch complete.count + pruned.count {
        case ..<100: .spots
        case ..<500: .blots
        default: .dots
        }
    }

    // MARK: Words

    /// The legend of charts that show each trial as a point.
    var pointKey: [LegendEntry] {
        var key: [LegendEntry] = []
        if !complete.isEmpty { key.append(LegendEntry(.dot(.quiet, filled: true), "complete")) }
        return key + pruningKey + bestKey
    }

    var pruningKey: [LegendEntry] {
        pruned.isEmpty
            ? []
            : [
                LegendEntry(
                    .dot(.quiet, filled: false), areStopped ? "stopped, at its last value" : "pruned, at its bound")
            ]
    }

    var bestKey: [LegendEntry] {
        switch best.count {
        case 0: []
        case 1: [LegendEntry(.dot(.series(1), filled: true), "the best")]
        default: [LegendEntry(.dot(.series(1), filled: true), "the best \(best.count)")]
        }
    }

    /// A note that counts the failed trials, which are not drawn.
    var failureNote: [RichText] {
        failed == 0
            ? [] : [RichText(verbatim: "\(NumberText.trials(failed, "failed and is", "failed and are")) not shown.")]
    }

    /// Notes about parameters that are shown in another form, or left out.
    var parameterNotes: [RichText] {
        let powers: [RichText] =
            study.showsConstantsAsPowerLaws ? ["Constants are shown as power laws whose exponent is 0."] : []
        return powers + leftOutNote + partialNote
    }

    private var partialNote: [RichText] {
        table.partial.isEmpty
            ? []
            : [
                RichText(
                    verbatim: table.partial.joined(separator: ", ") + (table.partial.count == 1 ? " is" : " are")
                        + " only in some trials, and not shown.")
            ]
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

    /// A note for charts whose points hide each other.
    var overlapNote: [RichText] {
        complete.count + pruned.count < 500
            ? [] : [Self.overlap]
    }

    static let overlap: RichText = "Of trials that lie over each other, the better one is drawn."
}

extension ParameterColumn {
    /// The axis of the parameter.
    ///
    /// - Parameter room: the width for the name of a category, in units of the picture. If a name is too long, numbers
    ///   replace all names.
    /// - Returns: the axis, and a key to the numbers that replace names.
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

    /// `[trial]`: the place along the axis. Trials of one category are spread sideways by their numbers, so that they
    /// do not cover each other.
    func spreadPlaces(_ trials: [Trial]) -> [Double] {
        guard !categories.isEmpty else { return places }
        return zip(places, trials).map { place, trial in
            let turn = 0.618_033_988_749_895 * Double(trial.number)
            return place + 0.6 * (turn - turn.rounded(.down) - 0.5)
        }
    }
}
