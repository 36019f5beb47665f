/// The runs of a study as HTML.
enum RunSection {
    private static let mostRows = 12

    static func content(_ summary: RunSummary) -> HTML {
        guard !summary.rows.isEmpty else { return "" }
        let facts = summary.common.map { "<dt>\($0.term)</dt><dd>\(text($0.text, of: $0.term))</dd>\n" as HTML }
        let table = table(of: summary)
        let count = summary.rows.reduce(0) { $0 + $1.runs.count }
        let folded: HTML =
            summary.rows.count <= mostRows
            ? table : "<details><summary>\(NumberText.grouped(count)) runs</summary>\n\(table)</details>\n"
        return "<dl class=\"facts\">\n\(facts)</dl>\n<h3>Runs</h3>\n\(folded)"
    }

    private static func table(of summary: RunSummary) -> HTML {
        let titles = summary.columns.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let rows = summary.rows.map { row -> HTML in
            let cells = zip(summary.columns, row.texts).map { term, cell in
                "<td\(term == RunSummary.command ? " class=\"line\"" as HTML : "")>\(text(cell, of: term))</td>" as HTML
            }
            return """
                <tr><td>\(row.numbers)</td><td>\(began(row))</td>\
                <td class="n">\(row.duration.map(NumberText.duration) ?? "")</td>\
                <td class="n">\(NumberText.grouped(row.trials))</td>\(cells)</tr>

                """
        }
        return """
            <div class="scrolled" tabindex="0" role="region" aria-label="Runs"><table class="runs">
            <thead><tr><th scope="col">\(summary.rows.allSatisfy { $0.runs.count == 1 } ? "run" : "runs")</th>\
            <th scope="col">began</th><th scope="col" class="n">took</th><th scope="col" class="n">trials</th>\
            \(titles)</tr></thead>
            <tbody>
            \(rows)</tbody></table></div>

            """
    }

    private static func text(_ text: String, of term: String) -> HTML {
        term == RunSummary.command ? "<code>\(text)</code>" : "\(text)"
    }

    /// The time at which the first run began; of several runs, also that of the last.
    private static func began(_ row: RunSummary.Row) -> HTML {
        let times = row.runs.map(\.record.started)
        guard let first = times.min(), let last = times.max() else { return "" }
        return first == last
            ? "\(NumberText.time(first))" : "\(NumberText.time(first))<br>to \(NumberText.time(last))"
    }
}
