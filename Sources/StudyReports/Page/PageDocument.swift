import Checksums
import Foundation

/// Assembles the HTML document of a study's page.
struct PageDocument {
    private let page: StudyPage

    init(_ page: StudyPage) {
        self.page = page
    }

    var html: String {
        let document: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(HTML(verbatim: policy))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="settle report">
            <title>\(page.study)</title>
            <link rel="icon" href="data:,">
            <style>
            \(HTML(verbatim: Self.styles))</style>
            </head>
            <body>
            <header>
            <h1>\(page.study)</h1>
            <nav aria-label="Sections"><ul>\(links)</ul></nav>
            </header>
            <main>
            \(sections.map(\.content))</main>
            \(TrialSection.dialog)
            <p id="told" role="status" class="unseen"></p>
            <script type="application/json" id="study">\(HTML(verbatim: PageData(page).text))</script>
            <script>\(HTML(verbatim: Self.script))</script>
            </body>
            </html>

            """
        return document.markup
    }

    private var links: [HTML] { sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" } }

    /// The content security policy: the page loads nothing, submits no form, and runs no script but its own. A foreign
    /// text that became markup by mistake could therefore do nothing.
    private var policy: String {
        let digest = Base64Bytes.of(SHA256.bytes(of: Array(Self.script.utf8)))
        return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-\(digest)'; "
            + "base-uri 'none'; form-action 'none'"
    }

    private var sections: [PageSection] {
        [
            SummarySection.section(of: page), BestSection.section(of: page), PictureSection.section(of: page),
            TrialSection.section(of: page), ProvenanceSection.section(of: page),
        ].compactMap { $0 }
    }

    private static let styles = String(decoding: PackageResources.report_css, as: UTF8.self)

    /// All script files as one strict script, in the order of their dependencies.
    private static let script =
        "'use strict';\n"
        + [
            PackageResources.columns_js, PackageResources.words_js, PackageResources.chart_js,
            PackageResources.trial_js, PackageResources.table_js, PackageResources.copy_js,
        ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}

/// A section of the page, with its own heading.
struct PageSection {
    let id: String
    let title: String
    let body: HTML

    var content: HTML {
        """
        <section id="\(id)" aria-labelledby="\(id)-title">
        <h2 id="\(id)-title">\(title)</h2>
        \(body)</section>

        """
    }
}
