import AnnealingStudies
import HyperparameterSearch

/// The best trials, each in several forms that can be copied.
package enum BestSection {
    /// - Returns: nil if no trial is certain to be among the best.
    package static func section(of page: StudyPage) -> PageSection? {
        guard !page.best.isEmpty else { return nil }
        let items = page.best.enumerated().map { item(place: $0, $1, page) }
        let notes = [page.confirmation?.note, page.bestNote].compactMap { $0 }.map {
            "<p class=\"note\">\($0).</p>\n" as HTML
        }
        let isOfSchedules = page.best.allSatisfy { $0.schedules != nil }
        return PageSection(
            id: "best", title: page.isFront ? "The front" : isOfSchedules ? "The best schedules" : "The best trials",
            body: "<ol class=\"best\">\n\(items)</ol>\n\(notes)")
    }

    private static func item(place: Int, _ best: BestTrial, _ page: StudyPage) -> HTML {
        let seed = best.parameters.first { $0.term == TrialNetwork.seed }.map { ", seed \($0.text)" } ?? ""
        let what: HTML =
            best.schedules.map { "\(TypesetSchedule.pair($0))\(seed)" }
            ?? "\(best.parameters.map { "\($0.term) \($0.text)" }.joined(separator: ", "))"
        return """
            <li>
            <p>\(number(of: best, page.measure))\(further(best)) <span>\(what)</span> \
            <a href="\(page.trialAddress)\(best.number)">trial \(best.number)</a>\(searched(best))</p>
            \(forms(of: best, place: place))</li>

            """
    }

    /// The confirmed value with its interval, or the value in the search.
    private static func number(of best: BestTrial, _ measure: String) -> HTML {
        guard let confirmed = best.confirmed else {
            return "<span class=\"number\" title=\"\(measure)\">\(NumberText.short(best.value))</span>"
        }
        let interval = confirmed.interval.map { " <span class=\"quiet\">\(text($0))</span>" as HTML } ?? ""
        return """
            <span class="number" title="\(measure), confirmed">\(NumberText.short(confirmed.value))</span>\(interval)
            """
    }

    /// The values of the other objectives with their names.
    private static func further(_ best: BestTrial) -> HTML {
        "\(best.furtherValues.map { " <span class=\"quiet\">\($0.term) \($0.text)</span>" as HTML })"
    }

    /// `[0.00153, 0.00161]`.
    static func text(_ interval: ConfidenceInterval) -> String {
        "[\(NumberText.short(interval.low)), \(NumberText.short(interval.high))]"
    }

    private static func searched(_ best: BestTrial) -> HTML {
        guard let confirmed = best.confirmed else { return "" }
        let value = NumberText.short(best.value)
        return " <span class=\"quiet\">(in the search \(value), rank \(confirmed.searchedRank))</span>"
    }

    private static func forms(of best: BestTrial, place: Int) -> HTML {
        guard !best.snippets.isEmpty else { return "" }
        let buttons = best.snippets.enumerated().map { index, snippet -> HTML in
            """
            <button type="button" class="copy" data-copies="form-\(place)-\(index)" \
            aria-label="Copy trial \(best.number) as \(snippet.language)">\(snippet.language)</button>
            """
        }
        let texts = best.snippets.enumerated().map { index, snippet -> HTML in
            "<h4>\(snippet.language)</h4><pre id=\"form-\(place)-\(index)\" tabindex=\"0\">\(snippet.text)</pre>\n"
        }
        return """
            <div class="forms"><span class="label">Copy as</span> \(buttons)
            <details><summary>Show them</summary>
            \(texts)</details></div>

            """
    }
}
