/// The first screen: the best trial and the facts of the study.
enum SummarySection {
    static func section(of page: StudyPage) -> PageSection {
        var body: HTML = ""
        if let best = page.best.first {
            let formula: HTML = best.schedules.map { ": \(TypesetSchedule.pair($0))" } ?? ""
            body = """
                <p class="winner"><span class="number">\(NumberText.short(best.value))</span> is the best \
                <strong>\(page.measure)</strong>, of <a href="#trial-\(best.number)">trial \(best.number)</a>\
                \(formula)</p>

                """
        } else if !page.hasResult {
            let failed = page.trials.states[.failed, default: 0]
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
