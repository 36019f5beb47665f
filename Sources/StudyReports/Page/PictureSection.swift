import Foundation

/// The figures of the study.
package enum PictureSection {
    package static func section(of page: StudyPage) -> PageSection? { section(of: page.pictures) }

    /// - Returns: nil where there is neither a figure nor the reason why one is absent.
    package static func section(of pictures: [StudyPage.Picture]) -> PageSection? {
        guard !pictures.isEmpty else { return nil }
        return PageSection(id: "figures", title: "Figures", body: content(of: pictures))
    }

    /// The figures, and the reasons why others are absent.
    package static func content(of pictures: [StudyPage.Picture]) -> HTML {
        var styles: Set<Substring> = []
        let figures = pictures.compactMap { picture in
            picture.svg.map { svg -> HTML in
                let drawing = HTML(verbatim: sized(svg, once: &styles))
                let width: HTML = svg.firstMatch(of: box).map { "\(String($0.output.1))" } ?? "480"
                return """
                    <figure tabindex="0" aria-label="\(picture.title)" style="--width: \(width)">
                    \(drawing)</figure>

                    """
            }
        }
        let drawn: HTML = figures.isEmpty ? "" : "<div class=\"figures\">\n\(figures)</div>\n"
        let absences = pictures.compactMap { picture in
            picture.absence.map { "<dt>\(picture.title)</dt><dd>\($0).</dd>\n" as HTML }
        }
        let missing: HTML =
            absences.isEmpty
            ? ""
            : "<details class=\"absent\"\(figures.isEmpty ? " open" : "")><summary>What cannot be drawn</summary>\n<dl>\n\(absences)</dl></details>\n"
        return "\(drawn)\(missing)"
    }

    /// The size of a picture in its own units.
    private static var box: Regex<(Substring, Substring, Substring)> { /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/ }

    /// Gives a picture its size in CSS pixels and removes its style sheet if an earlier picture has the same one. A
    /// style sheet applies to the whole page.
    private static func sized(_ svg: String, once styles: inout Set<Substring>) -> String {
        var svg = svg
        if let start = svg.range(of: "<style>"), let end = svg.range(of: "</style>\n"),
            !styles.insert(svg[start.lowerBound..<end.upperBound]).inserted
        {
            svg.removeSubrange(start.lowerBound..<end.upperBound)
        }
        guard let box = svg.firstMatch(of: box) else { return svg }
        return svg.replacingCharacters(
            in: box.range, with: "\(box.output.0) width=\"\(box.output.1)\" height=\"\(box.output.2)\"")
    }
}
