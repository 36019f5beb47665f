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
        }
        let facts = page.facts.map { "<dt>\($0.term)</dt><dd>\($0.text)</dd>\n" as HTML }
        return PageSection(id: "summary", title: "Summary", body: "\(body)<dl class=\"facts\">\n\(facts)</dl>\n")
    }
}
