import Checksums

/// An HTML document of sections, with the style sheet and one script in it.
package struct PageDocument {
    private let title: String
    private let generator: String
    private let head: HTML
    private let start: HTML
    private let sections: [PageSection]
    private let end: HTML
    private let script: String
    private let isServed: Bool

    /// - Parameters:
    ///   - head: what the head has besides, after the style sheet.
    ///   - start: what is above the heading.
    ///   - end: what is below the sections.
    ///   - script: the text of the page's script.
    ///   - isServed: whether a server sends the page, from which it loads data and pictures, and to which its forms go.
    package init(
        title: String, generator: String = "settle report", head: HTML = "", start: HTML = "",
        sections: [PageSection], end: HTML, script: String, isServed: Bool = false
    ) {
        (self.title, self.generator, self.head, self.start) = (title, generator, head, start)
        (self.sections, self.end, self.script, self.isServed) = (sections, end, script, isServed)
    }

    package var html: String {
        let document: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(HTML(verbatim: policy))">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="\(generator)">
            <title>\(title)</title>
            <link rel="icon" href="data:,">
            <style>
            \(HTML(verbatim: PageResources.styles))</style>
            \(head)</head>
            <body>
            <header>
            \(start)<h1>\(title)</h1>
            \(navigation)</header>
            <main>
            \(sections.map(\.content))</main>
            \(end)
            <script>\(HTML(verbatim: script))</script>
            </body>
            </html>

            """
        return document.markup
    }

    private var navigation: HTML {
        guard sections.count > 1 else { return "" }
        let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as HTML }
        return "<nav aria-label=\"Sections\"><ul>\(links)</ul></nav>\n"
    }

    /// The content security policy: the page loads nothing from elsewhere, and runs no script but its own. A foreign text
    /// that became markup by mistake could therefore do nothing. A page that is no server's submits no form either.
    package var policy: String {
        let digest = Base64Bytes.of(SHA256.bytes(of: Array(script.utf8)))
        let served = isServed ? "connect-src 'self'; frame-src 'self'; " : ""
        let own = isServed ? "'self'" : "'none'"
        return "default-src 'none'; img-src \(isServed ? "'self' " : "")data:; style-src 'unsafe-inline'; "
            + "script-src 'sha256-\(digest)'; \(served)base-uri 'none'; form-action \(own)"
    }
}

/// The style sheet and the scripts of pages.
package enum PageResources {
    package static let styles = String(decoding: PackageResources.report_css, as: UTF8.self)

    /// The script that copies texts.
    package static let copying = joined([PackageResources.words_js, PackageResources.copy_js])

    /// All script files of the report, in the order of their dependencies.
    static let reportScript =
        "'use strict';\n"
        + joined([
            PackageResources.columns_js, PackageResources.words_js, PackageResources.chart_js,
            PackageResources.trial_js, PackageResources.table_js, PackageResources.copy_js,
        ])

    private static func joined(_ files: [[UInt8]]) -> String {
        files.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }
}

/// A section of the page, with its own heading.
package struct PageSection: Sendable {
    package let id: String
    package let title: String
    package let body: HTML

    package init(id: String, title: String, body: HTML) {
        (self.id, self.title, self.body) = (id, title, body)
    }

    package var content: HTML {
        """
        <section id="\(id)" aria-labelledby="\(id)-title">
        <h2 id="\(id)-title">\(title)</h2>
        \(body)</section>

        """
    }
}
