import HyperparameterSearch
import StudyReports

/// The page of one trial: its facts, its curve, and the log of its program.
struct TrialView {
    /// - Throws: `StoredStudyError` where there is no such trial, or its curve is damaged; the errors of the reader.
    static func section(of number: Int, in study: StoredStudy, mayChange: Bool) throws -> PageSection {
        let trial: Trial
        do {
            trial = try study.trial(number)
        } catch let error as StoredStudyError where error.problem == .notBegun(number) {
            return section(number, in: study, "<p class=\"note\">This trial has not begun.</p>\n")
        }
        let facts = try TrialFacts(of: trial, in: study)
        let lines = facts.lines.map { "<dt>\($0.label)</dt><dd><bdi>\($0.text)</bdi></dd>\n" as HTML }
        let conflicts = facts.conflicts.map { conflict -> HTML in
            "<p>Run \(Int(conflict.run.rawValue)) found another result: \(conflict.difference)</p>\n"
        }
        let picture = try study.picture(of: trial).map { PictureSection.content(of: [$0]) } ?? ""
        let log = try TrialLogPart.all(of: trial, in: study).map { part -> HTML in
            "<h3>\(part.title.prefix(1).uppercased() + part.title.dropFirst())</h3>\n<pre tabindex=\"0\">\(part.text)</pre>\n"
        }
        let button =
            mayChange && trial.state == .failed
            ? ChangePages.button(.requeue, of: study.name, "Evaluate it again ...", number: number) : ""
        return section(
            number, in: study, "<dl class=\"facts\">\n\(lines)</dl>\n\(button)\(conflicts)\(picture)\(log)")
    }

    private static func section(_ number: Int, in study: StoredStudy, _ content: HTML) -> PageSection {
        // The page has the trial as its heading.
        PageSection(id: "trial", title: "Facts", body: "\(content)\(neighbours(of: number, in: study))")
    }

    private static func neighbours(of number: Int, in study: StoredStudy) -> HTML {
        let address = Address.trials(of: study.name)
        let links = [("Previous trial", number - 1), ("Next trial", number + 1)]
            .filter { (0..<study.record.definition.budget).contains($0.1) }
            .map { "<a href=\"\(address)\($0.1)\">\($0.0)</a> " as HTML }
        return "<p class=\"pages\">\(links)</p>\n"
    }
}
