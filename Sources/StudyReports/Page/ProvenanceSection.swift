import Foundation
import HyperparameterSearch

/// The origin of the values, and the commands that reproduce them.
enum ProvenanceSection {
    static func section(of page: StudyPage) -> PageSection {
        let made = page.provenance
        return PageSection(
            id: "provenance", title: "Provenance",
            body: "\(runs(made.runs))\(definition(made))\(page.provenance.canReplay ? replay(page) : "")")
    }

    // MARK: Runs

    private static func runs(_ runs: [PageProvenance.Run]) -> HTML {
        guard !runs.isEmpty else { return "" }
        let descriptions = runs.map(\.record.description)
        let facts: [(String, [String])] = [
            ("settle", descriptions.map { "\($0.version), numerics \($0.numerics)" }),
            ("commit", descriptions.compactMap(\.commit)),
            ("machine", descriptions.map(\.machine)),
        ]
        let shown = facts.flatMap { term, texts -> [HTML] in
            let different = NSOrderedSet(array: texts).array.compactMap { $0 as? String }.filter { !$0.isEmpty }
            return different.isEmpty ? [] : ["<dt>\(term)</dt>\(different.map { "<dd>\($0)</dd>" as HTML })\n"]
        }
        let rows = runs.map { run -> HTML in
            let made = run.record.description
            let share = made.shard.flatMap { $0 == .whole ? nil : ", share \($0)" } ?? ""
            return """
                <tr><td class="n">\(Int(run.record.id.rawValue))</td><td>\(NumberText.time(run.record.started))</td>\
                <td class="n">\(run.duration.map(NumberText.duration) ?? "")</td>\
                <td class="n">\(NumberText.grouped(run.trials))</td><td class="n">\(made.threads)</td>\
                <td>\(made.scheduler)\(share)</td><td>\(run.record.ending?.rawValue ?? "at work")</td>\
                <td>\(made.worker.host):\(Int(made.worker.process))</td><td><code>\(made.command)</code></td></tr>

                """
        }
        let table: HTML = """
            <div class="scrolled" tabindex="0" role="region" aria-label="Runs"><table class="runs">
            <thead><tr><th class="n">run</th><th>began</th><th class="n">took</th><th class="n">trials</th>\
            <th class="n">threads</th><th>policy</th><th>ended</th><th>process</th><th>command</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></div>

            """
        let folded: HTML =
            runs.count <= 12
            ? table : "<details><summary>\(NumberText.grouped(runs.count)) runs</summary>\n\(table)</details>\n"
        return "<dl class=\"facts\">\n\(shown)</dl>\n<h3>Runs</h3>\n\(folded)"
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
