import HyperparameterSearch

/// The table of all trials and the view of a single trial. The page's script fills both.
package enum TrialSection {
    static func section(of page: StudyPage) -> PageSection {
        let states = page.trials.states.filter { $0.value > 0 }.sorted { order($0.key) < order($1.key) }
        let choices =
            states.count < 2
            ? [] : [("", "all", page.trials.count)] + states.map { ($0.key.rawValue, $0.key.rawValue, $0.value) }
        let radios = choices.map { value, word, count -> HTML in
            """
            <label><input type="radio" name="state" value="\(value)"\(value.isEmpty ? " checked" : "")> \
            \(word) <span class="quiet">\(NumberText.grouped(count))</span></label>

            """
        }
        let filter: HTML =
            choices.isEmpty ? "" : "<fieldset><legend>Show</legend>\n\(radios)</fieldset>\n"
        return PageSection(
            id: "trials", title: "Trials",
            body: """
                <noscript><p>The table of trials needs JavaScript, which this browser does not run.</p></noscript>
                <div class="tools">
                \(filter)<form id="find">\
                <label>Trial <input name="number" inputmode="numeric" autocomplete="off" size="8"></label> \
                <button type="submit">Open</button></form>
                </div>
                <div class="scrolled\(page.trials.count > rowsOnPage ? " paged" : "")" tabindex="0" role="region" \
                aria-label="Table of trials"><table id="table"></table></div>
                <div class="pages" id="pages"></div>
                \(notes(page))\(failures(page))
                """)
    }

    private static func notes(_ page: StudyPage) -> HTML {
        let words = [
            page.curves?.note,
            (page.trials.states[.pruned] ?? 0) > page.trials.stoppedCount
                ? "A pruned trial has no value; the bound that it could not beat stands for it, as in "
                    + (page.direction == .minimize ? ">0.01." : "<0.01.") : nil,
            page.trials.stoppedCount > 0
                ? "The study's scheduler stopped the pruned trials; the last value of each is the one by which it was "
                    + "compared, after the steps that the trial's view names." : nil,
        ].compactMap { $0 }
        return words.isEmpty ? "" : "<p class=\"note\">\(words.joined(separator: " "))</p>\n"
    }

    /// The most frequent reasons of failed trials.
    package static func failures(_ page: StudyPage) -> HTML {
        guard !page.failures.isEmpty else { return "" }
        let items = page.failures.prefix(mostReasons).map { reason, count -> HTML in
            "<li><bdi>\(reason)</bdi> <span class=\"quiet\">\(NumberText.grouped(count))</span></li>\n"
        }
        let more = page.failures.count - items.count
        let rest: HTML = more <= 0 ? "" : "<p class=\"note\">\(NumberText.grouped(more)) other reasons.</p>\n"
        let open = page.hasResult ? "" : " open"
        return "<details\(open)><summary>Why trials failed</summary>\n<ul>\n\(items)</ul>\(rest)</details>\n"
    }

    private static let mostReasons = 20
    static let rowsOnPage = 25

    /// The view of a single trial, as a dialog over the page.
    static let dialog: HTML = """
        <dialog id="trial" aria-labelledby="trial-title">
        <div class="bar"><h2 id="trial-title"></h2>
        <button type="button" id="trial-before" aria-label="The trial before, in the table's order">Before</button>
        <button type="button" id="trial-after" aria-label="The next trial, in the table's order">Next</button>
        <button type="button" id="trial-close" autofocus>Close</button></div>
        <div id="trial-content"></div>
        </dialog>
        """

    private static func order(_ state: TrialState) -> Int { TrialState.pageOrder.firstIndex(of: state) ?? 0 }
}
