import Foundation
import HyperparameterSearch
import StudyReports

/// The table of a study's trials, of which the server sends one page. Its links turn to other pages and orders; the page's
/// script loads these without the rest.
struct TrialsSection {
    let study: StoredStudy
    let page: TrialPage
    let counts: TrialCounts

    /// - Throws: the errors of the reader.
    func section() throws -> PageSection {
        let last = max(1, (page.total(counts) + TrialPage.rows - 1) / TrialPage.rows)
        let page = page.turned(to: min(page.number, last))
        let trials = try page.trials(of: study, counts)
        return PageSection(
            id: "trials", title: "Trials",
            body: """
                <div class="tools">
                <p class="choices">Show \(states(page))</p>
                <form action="\(Address.study(study.name))/trial"><label>Trial <input name="number" inputmode="numeric" \
                autocomplete="off" size="8" required pattern="[0-9]+"></label> <button type="submit">Open</button></form>
                </div>
                <p class="choices">Sorted \(orders(page))</p>
                \(try table(trials, page))
                \(pages(page, last: last, shown: trials.count))
                """)
    }

    private func table(_ trials: [Trial], _ page: TrialPage) throws -> HTML {
        guard !trials.isEmpty else { return "<p class=\"note\">There is no such trial yet.</p>\n" }
        var table = try TrialList(trials, of: study).table
        table = TextTable(
            columns: table.columns + [.word("ended")],
            rows: zip(table.rows, trials).map { $0 + [$1.finished.map(NumberText.time) ?? ""] })
        let measure = study.kind?.measureName ?? "value"
        let orders: [String: (TrialPage.Order, TrialPage.Order)] = [
            "trial": (.number, .newest), measure: (.best, .worst), "ended": (.finished, .finished),
        ]
        let address = Address.trials(of: study.name)
        let isLowest = study.record.definition.direction == .minimize
        return table.html(
            id: "table", label: "Table of trials",
            head: { title in
                orders[title].map { link("\(title)", to: page.sorted(page.order == $0.0 ? $0.1 : $0.0)) }
            },
            sort: { title in
                guard let (first, second) = orders[title], [first, second].contains(page.order) else { return nil }
                let rises = [.number, isLowest ? .best : .worst].contains(page.order)
                return rises ? "ascending" : "descending"
            },
            cell: { _, title, text in
                title == "trial" ? "<a href=\"\(address)\(text)\" aria-label=\"Trial \(text)\">\(text)</a>" : nil
            })
    }

    // MARK: Links

    private func link(_ content: HTML, to other: TrialPage) -> HTML {
        "<a class=\"turn\" href=\"\(Address.study(study.name))\(other.query)#trials\">\(content)</a>"
    }

    private func choice(_ content: HTML, _ other: TrialPage, isChosen: Bool) -> HTML {
        isChosen ? "<strong>\(content)</strong> " : "\(link(content, to: other)) "
    }

    private func states(_ page: TrialPage) -> HTML {
        let all = counts.byState.values.reduce(0, +)
        let choices = TrialState.pageOrder.filter { counts[$0] > 0 || $0 == page.state }.map { state in
            choice(
                "\(state.rawValue) \(NumberText.grouped(counts[state]))", page.of(state), isChosen: page.state == state)
        }
        return "\(choice("all \(NumberText.grouped(all))", page.of(nil), isChosen: page.state == nil))\(choices)"
    }

    private func orders(_ page: TrialPage) -> HTML {
        "\(TrialPage.Order.allCases.map { choice("\($0.words)", page.sorted($0), isChosen: page.order == $0) })"
    }

    private func pages(_ page: TrialPage, last: Int, shown: Int) -> HTML {
        let first = (page.number - 1) * TrialPage.rows
        let turns = [
            ("First", 1), ("Previous", page.number - 1), ("Next", page.number + 1), ("Last", last),
        ].map { word, number -> HTML in
            (1...last).contains(number) && number != page.number
                ? link("\(word)", to: page.turned(to: number)) + " " : "<span class=\"quiet\">\(word)</span> "
        }
        let total = NumberText.grouped(page.total(counts))
        let here =
            shown == 0
            ? "No trials" : "\(NumberText.grouped(first + 1)) to \(NumberText.grouped(first + shown)) of \(total)"
        return "<p class=\"pages\">\(last > 1 ? turns : [])<span class=\"where\">\(here)</span></p>\n"
    }
}

extension HTML {
    static func + (one: HTML, other: HTML) -> HTML { "\(one)\(other)" }
}
