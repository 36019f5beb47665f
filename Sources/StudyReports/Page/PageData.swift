import Foundation
import HyperparameterSearch

/// What the page's script works on, as JSON that may stand in a script element.
struct PageData: Encodable {
    private let study: String
    private let measure: String
    private let count: Int
    private let rowsOnPage = TrialSection.rowsOnPage
    /// The best trial's number.
    private let best: Int?
    private let canReplay: Bool
    /// Whether lower values are better.
    private let prefersLow: Bool
    private let columns: [TrialColumn]
    private let curves: TrialCurves?

    init(_ page: StudyPage) {
        study = page.study
        measure = page.measure
        count = page.trials.count
        best = page.best.first?.number
        canReplay = page.provenance.canReplay
        prefersLow = page.direction == .minimize
        columns = page.trials.columns
        curves = page.curves
    }

    /// No `<`, which stands only in texts, and is written as JSON may write any character: so nothing in it ends the
    /// element or begins another.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // All of it can be encoded: its numbers are finite.
        let data = (try? encoder.encode(self)) ?? Data("null".utf8)
        return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003c")
    }
}
