/// The first screen: the best trial and the facts of the study.
package enum SummarySection {
    /// The confirmed value where there is one, with the value in the search beside.
    private static func winner(_ best: BestTrial, of page: StudyPage, trial: HTML) -> HTML {
        guard let confirmed = best.confirmed, let confirmation = page.confirmation, confirmation.isComplete else {
            return """
                <p class="winner"><span class="number">\(NumberText.short(best.value))</span> is the best \
                <strong>\(page.measure)</strong>, of \(trial)</p>

                """
        }
        let interval = confirmed.interval.map { " \(BestSection.text($0))" as HTML } ?? ""
        return """
            <p class="winner"><span class="number">\(NumberText.short(confirmed.value))</span>\(interval) is the best \
            confirmed <strong>\(page.measure)</strong>, on \(confirmation.ground), of \(trial) (in the search \
            \(NumberText.short(best.value)), rank \(confirmed.searchedRank))</p>

            """
    }

    package static func section(of page: StudyPage) -> PageSection {
        var body: HTML = ""
        if let best = page.best.first {
            let formula: HTML = best.schedules.map { ": \(TypesetSchedule.pair($0))" } ?? ""
            let trial: HTML = "<a href=\"\(page.trialAddress)\(best.number)\">trial \(best.number)</a>\(formula)"
            body = winner(best, of: page, trial: trial)
        } else if !page.hasResult {
            let failed = page.states[.failed, default: 0]
            let reason = page.failures.first.map { most -> HTML in
                """
                . \(NumberText.trials(failed, "has", "have")) failed, \(NumberText.grouped(most.count)) of them for this \
                reason: <bdi>\(most.reason)</bdi>
                """
            }
            body = "<p class=\"winner\">No trial is complete\(reason ?? "")</p>\n"
        }
        let facts = page.facts.map { "<dt>\($0.term)</dt><dd>\($0.text)</dd>\n" as HTML }
        return PageSection(id: "summary", title: "Summary", body: "\(body)<dl class=\"facts\">\n\(facts)</dl>\n")
    }
}
