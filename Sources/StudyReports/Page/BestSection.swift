import AnnealingStudies

/// The best trials, each in several forms that can be copied.
enum BestSection {
    /// - Returns: nil if no trial is certain to be among the best.
    static func section(of page: StudyPage) -> PageSection? {
        guard !page.best.isEmpty else { return nil }
        let items = page.best.enumerated().map { item(place: $0, $1, page.measure) }
        let note = page.bestNote.map { "<p class=\"note\">\($0).</p>\n" as HTML } ?? ""
        let isOfSchedules = page.best.allSatisfy { $0.schedules != nil }
        return PageSection(
            id: "best", title: isOfSchedules ? "The best schedules" : "The best trials",
            body: "<ol class=\"best\">\n\(items)</ol>\n\(note)")
    }

    private static func item(place: Int, _ best: BestTrial, _ measure: String) -> HTML {
        let seed = best.parameters.first { $0.term == TrialNetwork.seed }.map { ", seed \($0.text)" } ?? ""
        let what: HTML =
            best.schedules.map { "\(TypesetSchedule.pair($0))\(seed)" }
            ?? "\(best.parameters.map { "\($0.term) \($0.text)" }.joined(separator: ", "))"
        return """
            <li>
            <p><span class="number" title="\(measure)">\(NumberText.short(best.value))</span> <span>\(what)</span> \
            <a href="#trial-\(best.number)">trial \(best.number)</a></p>
            \(forms(of: best, place: place))</li>

            """
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
