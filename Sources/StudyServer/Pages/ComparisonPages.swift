import StudyReports

/// The pages of several studies side by side, and their parts.
///
///     /compare?study=A&study=B           the page
///     /compare/figures?...               its figures alone
///     /compare/parts/best?...            its sections, for the page's script
final class ComparisonPages: Sendable {
    private let source: StudySource
    private let drawing: StudySource
    private let studies: StudiesWatch
    private let explanation: @Sendable (SearchPartAbsence) -> String
    private let pictures = Recent<Comparison, Remade<HTML>>(most: 24) { _ in Remade(.ofFigures) }

    /// - Parameter studies: tells the pages when something has changed.
    init(
        of source: StudySource, drawing: StudySource, following studies: StudiesWatch,
        explanation: @escaping @Sendable (SearchPartAbsence) -> String
    ) {
        (self.source, self.drawing, self.studies, self.explanation) = (source, drawing, studies, explanation)
    }

    /// - Parameter path: below `/compare`.
    /// - Returns: nil where nothing is at the address.
    /// - Throws: ``PageProblem``; the errors of the reader.
    func response(_ path: [String], _ request: HTTPRequest) async throws -> HTTPResponse? {
        guard [[], ["figures"], ["parts", "best"], ["parts", "figures"]].contains(path) else { return nil }
        let comparison = try Comparison(request.queryValues)
        try await studies.look()
        let revision = await studies.revision
        switch path.last {
        case "best": return HTTPResponse(part: [try await best(comparison)], revision)
        case "figures":
            let isPart = path.first == "parts"
            let asked = isPart ? request.query["revision"].flatMap { Int64($0) } : nil
            let made = try await drawn(comparison, asked ?? revision, now: revision)
            let section = comparison.figures(made.value)
            return isPart
                ? HTTPResponse(part: [section], made.revision, again: made.again)
                : HTTPResponse(html: LivePage(title: title(comparison), sections: [section]).html)
        default: return HTTPResponse(html: try await page(comparison, revision))
        }
    }

    private func title(_ comparison: Comparison) -> String { "Compared: \(comparison.names.joined(separator: ", "))" }

    private func page(_ comparison: Comparison, _ revision: Int64) async throws -> String {
        let parts = "/compare/parts/"
        let definitions = try await source.queue.run { [self] in
            comparison.definitions(of: try compared(comparison, in: source))
        }
        let figures: HTML = """
            <p class="note" id="drawing">The figures are drawn when they are looked at.</p>
            <noscript><p><a href="/compare/figures\(comparison.query)">Show the figures</a></p></noscript>

            """
        return LivePage(
            title: title(comparison), events: "/events", revision: revision,
            sections: [
                try await best(comparison).loaded(from: "\(parts)best\(comparison.query)"),
                comparison.figures(figures).loaded(from: "\(parts)figures\(comparison.query)", isNew: true),
                definitions,
            ]
        ).html
    }

    private func best(_ comparison: Comparison) async throws -> PageSection {
        try await source.queue.run { [self] in try comparison.best(of: compared(comparison, in: source)) }
    }

    private func drawn(_ comparison: Comparison, _ asked: Int64, now: Int64) async throws -> Remade<HTML>.Made {
        try await pictures.value(for: comparison).value(of: asked) { [self] in
            let content = try await drawing.queue.run { [self] in
                let pictures = ComparedPictures(
                    of: try compared(comparison, in: drawing), across: comparison.across, explanation: explanation)
                let (course, importances) = try pictures.pictures()
                return PictureSection.content(of: course) + PictureSection.content(of: importances)
            }
            return (content, now)
        }
    }

    /// - Throws: ``PageProblem`` where a study is not there.
    private func compared(_ comparison: Comparison, in source: StudySource) throws -> ComparedStudies {
        ComparedStudies(
            try comparison.names.map { name in
                do { return try source.study(name) } catch is NoSuchStudy {
                    throw PageProblem(
                        404, "Nothing to compare",
                        "There is no study '\(name.prefix(120))' here. Choose others in the list of all studies.")
                }
            })
    }
}
