import Foundation
import HyperparameterSearch
import StudyReports

/// What the server keeps of one study for all pages that show it.
final class StudyDesk: Sendable {
    let name: String
    let watch: StudyWatch
    private let source: StudySource
    private let drawing: StudySource
    private let explanation: @Sendable (SearchPartAbsence) -> String
    private let pace = Pace()
    private let overviews = Remade<StudyOverview>()
    private let pictures = Remade<HTML>(.ofFigures)
    private let tables = Recent<TrialPage, Remade<PageSection>>(most: 24) { _ in Remade() }

    /// More trials than these make the figures slow that need the trace of each.
    private static let mostWithTraces = 5_000

    init(
        of name: String, in source: StudySource, drawing: StudySource,
        explanation: @escaping @Sendable (SearchPartAbsence) -> String
    ) {
        (self.name, self.source, self.drawing, self.explanation) = (name, source, drawing, explanation)
        watch = StudyWatch(of: name, in: source)
    }

    /// - Parameter revision: what the page knows of; nil for how it is now.
    /// - Throws: ``NoSuchStudy``; the errors of the reader.
    func overview(_ revision: Int64? = nil) async throws -> Remade<StudyOverview>.Made {
        try await overviews.value(of: revision) { [self] in
            let overview = try await source.queue.run { [self] in
                try StudyOverview(of: try source.study(name), pace: pace)
            }
            return (overview, overview.standing.revision)
        }
    }

    /// The figures. They are drawn with a reader and on a queue of their own, so that no page waits for them.
    func figures(_ revision: Int64?) async throws -> Remade<HTML>.Made {
        var asked = revision
        if asked == nil { asked = try await now() }
        return try await pictures.value(of: asked) { [self] in
            try await drawing.queue.run { [self] in
                let study = try drawing.study(name)
                let revision = try drawing.reader.revision(of: study.record.id)
                let isQuick = try study.counts().finished > Self.mostWithTraces
                let pictures = try ReportedPictures(of: study, isQuick: isQuick, explanation: explanation).pictures()
                let note: HTML =
                    isQuick
                    ? """
                    <p class="note">With more than \(NumberText.grouped(Self.mostWithTraces)) trials, the figures that need \
                    each trial's course are only in the report.</p>

                    """ : ""
                let none: HTML = pictures.isEmpty ? "<p class=\"note\">There is nothing to draw yet.</p>\n" : ""
                return ("\(PictureSection.content(of: pictures))\(none)\(note)", revision)
            }
        }
    }

    private func now() async throws -> Int64 {
        try await source.queue.run { [self] in
            try source.reader.revision(of: try source.study(name).record.id)
        }
    }

    func trials(_ page: TrialPage, _ revision: Int64?) async throws -> Remade<PageSection>.Made {
        try await tables.value(for: page).value(of: revision) { [self] in
            try await source.queue.run { [self] in
                let study = try source.study(name)
                let revision = try source.reader.revision(of: study.record.id)
                return (try TrialsSection(study: study, page: page, counts: try study.counts()).section(), revision)
            }
        }
    }

    /// - Parameter mayChange: whether a failed trial has a button to evaluate it again.
    func trial(_ number: Int, mayChange: Bool) async throws -> (section: PageSection, revision: Int64) {
        try await source.queue.run { [self] in
            let study = try source.study(name)
            let revision = try source.reader.revision(of: study.record.id)
            return (try TrialView.section(of: number, in: study, mayChange: mayChange), revision)
        }
    }
}
