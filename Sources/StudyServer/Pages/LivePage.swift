import StudyReports

/// The frame of all pages of the server: the document, its script, and what it says of the connection.
struct LivePage {
    let title: String
    /// The address of the page's stream of events; nil where nothing changes.
    var events: String?
    /// What the page shows.
    var revision: Int64 = 0
    /// The study's name, for the title of the window; nil where the page is not about one.
    var study: String?
    /// Whether the page is the list of all studies, to which the others lead back.
    var isTop = false
    var sections: [PageSection]

    var html: String {
        let back: HTML = isTop ? "" : "<p class=\"back\"><a href=\"/\">All studies</a>\(inner)</p>\n"
        return PageDocument(
            title: title, generator: "settle serve", head: head, start: "\(back)\(state)", sections: sections,
            end: end, script: Self.script, isServed: true
        ).html
    }

    /// The way back to the study from the page of one of its trials.
    private var inner: HTML {
        guard let study, study != title else { return "" }
        return " / <a href=\"\(Address.study(study))\">\(study)</a>"
    }

    private var head: HTML {
        events == nil
            ? "\(Self.styles)" : "\(Self.styles)<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>\n"
    }

    private var state: HTML {
        guard events != nil else { return "" }
        return """
            <p id="state" role="status"></p>
            <noscript><p class="note">Without JavaScript this page loads itself again every 30 seconds.</p></noscript>

            """
    }

    private var end: HTML {
        let told: HTML = "<p id=\"told\" role=\"status\" class=\"unseen\"></p>"
        guard let events else { return told }
        return """
            \(told)
            <div id="live" hidden data-events="\(events)" data-revision="\(String(revision))" data-name="\(title)"></div>
            """
    }

    private static let styles: HTML = """
        <style>
        \(HTML(verbatim: String(decoding: PackageResources.live_css, as: UTF8.self)))</style>

        """

    private static let script =
        "'use strict';\n" + PageResources.copying + "\n"
        + [PackageResources.parts_js, PackageResources.live_js].map { String(decoding: $0, as: UTF8.self) }
        .joined(separator: "\n")
}

/// The addresses of the server's pages.
enum Address {
    static func study(_ name: String) -> String { "/studies/\(escaped(name))" }
    static func trials(of study: String) -> String { "\(self.study(study))/trials/" }
    static func part(_ part: String, of study: String) -> String { "\(self.study(study))/parts/\(part)" }

    /// A name as a part of an address. The store's rules for names need no such care, but a file may be anybody's.
    static func escaped(_ name: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        return name.utf8.map { byte in
            plain.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension TextTable {
    /// The table as HTML. Columns without a text are left out.
    ///
    /// - Parameters:
    ///   - id: of the table; nil for none.
    ///   - head: the content of a column's title; nil for the title.
    ///   - sort: the value of `aria-sort` for a column's title; nil if the rows are not in that column's order.
    ///   - cell: the content of a cell; nil for its text.
    func html(
        id: String? = nil, label: String, head: (String) -> HTML? = { _ in nil },
        sort: (String) -> String? = { _ in nil },
        cell: (_ row: Int, _ column: String, _ text: String) -> HTML? = { _, _, _ in nil }
    ) -> HTML {
        let shown = columns.indices.filter { index in index == 0 || rows.contains { !$0[index].isEmpty } }
        let titles = shown.map { index -> HTML in
            let column = columns[index]
            let sorted = sort(column.title).map { " aria-sort=\"\($0)\"" as HTML } ?? ""
            return "<th scope=\"col\"\(Self.class(column))\(sorted)>\(head(column.title) ?? "\(column.title)")</th>"
        }
        let lines = rows.enumerated().map { row, texts -> HTML in
            let cells = shown.map { index -> HTML in
                let (column, text) = (columns[index], texts[index])
                let content = cell(row, column.title, text) ?? "\(text)"
                return index == 0
                    ? "<th scope=\"row\"\(Self.class(column))>\(content)</th>"
                    : "<td\(Self.class(column))>\(content)</td>"
            }
            return "<tr>\(cells)</tr>\n"
        }
        let named: HTML = id.map { " id=\"\($0)\"" } ?? ""
        return """
            <div class="scrolled" tabindex="0" role="region" aria-label="\(label)"><table\(named)>
            <thead><tr>\(titles)</tr></thead>
            <tbody>
            \(lines)</tbody></table></div>

            """
    }

    private static func `class`(_ column: Column) -> HTML { column.isNumeric ? " class=\"n\"" : "" }
}
