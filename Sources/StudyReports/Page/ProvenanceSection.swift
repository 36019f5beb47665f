/// The origin of the values, and the commands that reproduce them.
package enum ProvenanceSection {
    package static func section(of page: StudyPage) -> PageSection {
        let made = page.provenance
        return PageSection(
            id: "provenance", title: "Provenance",
            body: """
                \(RunSection.content(RunSummary(made.runs)))\(definition(made))\(made.canReplay ? replay(page) : "")
                """)
    }

    // MARK: Definition

    private static func definition(_ made: PageProvenance) -> HTML {
        guard let file = made.fileName else {
            return "<h3>Definition</h3>\n<pre tabindex=\"0\">\(made.definition)</pre>\n"
        }
        let lines = made.definition.split(separator: "\n").count
        let text: HTML = "<pre id=\"definition\" tabindex=\"0\">\(made.definition)</pre>\n"
        let bytes = Base64Bytes.of(Array(made.definition.utf8))
        let folded: HTML =
            lines <= 60 ? text : "<details><summary>\(NumberText.grouped(lines)) lines</summary>\n\(text)</details>\n"
        return """
            <h3>Definition</h3>
            <p>Saved as <code>\(file)</code>, this is the study with every default written out; the whole of it is \
            evaluated again, into a file of its own, with</p>
            \(command("settle run \(file) --storage again.sqlite", id: "rerun"))\
            <p class="command"><a class="save" download="\(file)" href="data:application/yaml;base64,\(bytes)">Save \
            \(file)</a> <button type="button" class="copy" data-copies="definition">Copy the definition</button></p>
            \(folded)
            """
    }

    private static func replay(_ page: StudyPage) -> HTML {
        guard let number = page.best.first?.number else { return "" }
        return """
            <h3>A single trial</h3>
            <p>It is evaluated again, and compared with what is stored to the last bit, with this command (and \
            <code>--storage</code>, where the study is in another file than <code>results/studies.sqlite</code>)</p>
            \(command("settle replay \(page.study) \(number)", id: "replay"))
            """
    }

    private static func command(_ text: String, id: String) -> HTML {
        """
        <p class="command"><code id="\(id)">\(text)</code> \
        <button type="button" class="copy" data-copies="\(id)" aria-label="Copy the command">Copy</button></p>

        """
    }
}
