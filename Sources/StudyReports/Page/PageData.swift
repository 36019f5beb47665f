import Foundation
import HyperparameterSearch

/// The data of the page's script, as JSON that can be put into a script element.
struct PageData: Encodable {
    private let study: String
    private let measure: String
    private let count: Int
    private let rowsOnPage = TrialSection.rowsOnPage
    /// The number of the best trial.
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

    /// The JSON. Every `<` is written as an escape, so that no text can end the script element or begin another one.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding cannot fail: all numbers are finite.
        let data = (try? encoder.encode(self)) ?? Data("null".utf8)
        return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003c")
    }
}
