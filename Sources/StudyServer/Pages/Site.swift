import HyperparameterSearch
import StudyFiles
import StudyReports

/// The pages of the server, and what their scripts load, by address.
///
///     /                                  all studies
///     /studies/NAME                      a study
///     /studies/NAME/figures              its figures alone
///     /studies/NAME/trial?number=3       leads to a trial
///     /studies/NAME/trials/3             a trial
///     /studies/NAME/parts/...            sections of these pages, for their script
///     /compare?study=A&study=B           several studies side by side, see `ComparisonPages`
///     /parts/studies                     the list, for its script
///     /events, /studies/NAME/events      streams of events
///     /studies/NAME/delete, /requeue     see `ChangePages`
///     /api/...                           for programs, see `ChangeInterface`
///     /alive                             whether the server is there
final class Site: Sendable {
    private let source: StudySource
    private let desks: Recent<String, StudyDesk>
    private let list: StudiesSection
    private let lists = Remade<PageSection>()
    private let studies: StudiesWatch
    private let comparisons: ComparisonPages
    private let streams: Streams
    /// Nil where nothing may be changed.
    private let changes: (pages: ChangePages, interface: ChangeInterface)?
    private let storage: String

    /// - Throws: the errors of `readers`.
    init(
        storage: String, kinds: StudyKinds, changes: StudyChanges? = nil, readers: () throws -> any StudyReader,
        explanation: @escaping @Sendable (SearchPartAbsence) -> String, limits: ServerLimits
    ) throws {
        let source = StudySource(try readers(), kinds: kinds, name: "pages")
        let drawing = StudySource(try readers(), kinds: kinds, name: "figures")
        (self.source, self.storage) = (source, storage)
        desks = Recent(most: 100) { StudyDesk(of: $0, in: source, drawing: drawing, explanation: explanation) }
        list = StudiesSection(of: source, storage: storage)
        studies = StudiesWatch(of: source)
        comparisons = ComparisonPages(of: source, drawing: drawing, following: studies, explanation: explanation)
        streams = Streams(limits: limits)
        self.changes = changes.map { changes in
            let desk = ChangeDesk(changes)
            return (ChangePages(desk: desk, source: source), ChangeInterface(desk: desk))
        }
    }

    /// Answers a request of a page that may ask.
    func answer(
        _ request: HTTPRequest, client: String, from sender: AccessPolicy.Sender = .anyone
    ) async -> HTTPResponse {
        do {
            if let answer = try await changeAnswer(to: request, from: sender) {
                // Who has deleted a study does not want to see it in the list.
                if !request.isReading { await lists.forget() }
                return answer
            }
            let session = changes == nil ? nil : sender.session
            return try await response(to: request, client: client, session) ?? Self.nothing
        } catch let problem as PageProblem {
            return problem.response
        } catch  where error.meansNoStudy {
            return Self.nothing
        } catch let error as StoredStudyError {
            return HTTPResponse(404, sentence: "\(error).")
        } catch is CancellationError {
            return HTTPResponse(503, sentence: "The server ends.")
        } catch {
            return HTTPResponse(503, sentence: "The studies cannot be read now: \(error).")
        }
    }

    /// - Returns: nil where the request reads a page.
    private func changeAnswer(
        to request: HTTPRequest, from sender: AccessPolicy.Sender
    ) async throws -> HTTPResponse? {
        let path = request.path
        if let changes, path.first == "api" { return await changes.interface.answer(request, from: sender) }
        guard let changes, path.count == 3, path[0] == "studies", let change = ChangePages.Change(rawValue: path[2])
        else {
            guard request.isReading else {
                return HTTPResponse(HTTPRequest.Refusal(405, "This page is only read.", allow: "GET, HEAD"))
            }
            return nil
        }
        guard request.method != "DELETE" else {
            return HTTPResponse(HTTPRequest.Refusal(405, "This page has a form.", allow: "GET, HEAD, POST"))
        }
        return try await changes.pages.response(change, of: path[1], request, sender.session)
    }

    private static let nothing = HTTPResponse(404, sentence: "There is no such page.")

    /// - Returns: nil where nothing is at the address.
    ///
    /// - Parameter session: of a browser that may change something.
    private func response(
        to request: HTTPRequest, client: String, _ session: BrowserSession?
    ) async throws -> HTTPResponse? {
        let browser = "\(client) \(request.fields["user-agent", default: ""])"
        switch request.path.first {
        case nil: return HTTPResponse(html: try await listPage())
        case "alive" where request.path.count == 1:
            return HTTPResponse(html: "<p id=\"alive\">The server is there.</p>\n")
        case "events" where request.path.count == 1:
            let (stream, continuation) = streams.open(to: browser)
            if request.method == "GET" { await studies.follow(continuation) }
            return HTTPResponse(events: stream)
        case "compare": return try await comparisons.response(Array(request.path.dropFirst()), request)
        case "parts" where request.path == ["parts", "studies"]:
            let made = try await listSection()
            return HTTPResponse(part: [made.value], made.revision)
        case "studies" where request.path.count > 1:
            let name = request.path[1]
            guard try await source.queue.run({ [source] in try source.reader.study(named: name) }) != nil else {
                return nil
            }
            let desk = await desks.value(for: name)
            return try await response(
                of: desk, Array(request.path.dropFirst(2)), request, browser: browser, mayChange: session != nil)
        default: return nil
        }
    }

    private func response(
        of desk: StudyDesk, _ path: [String], _ request: HTTPRequest, browser: String, mayChange: Bool
    ) async throws -> HTTPResponse? {
        let revision = request.query["revision"].flatMap { Int64($0) }
        switch (path.first, path.count) {
        case (nil, _):
            return HTTPResponse(html: try await studyPage(desk, TrialPage(request.query), mayChange: mayChange))
        case ("figures", 1): return HTTPResponse(html: try await figuresPage(desk))
        case ("events", 1):
            let (stream, continuation) = streams.open(to: browser)
            if request.method == "GET" { await desk.watch.follow(continuation) }
            return HTTPResponse(events: stream)
        case ("trial", 1):
            guard let number = request.query["number"].flatMap({ Int($0) }), number >= 0 else { return nil }
            let address = Address.trials(of: desk.name) + "\(number)"
            return HTTPResponse(303, html: "", fields: [("Location", address)])
        case ("trials", 2):
            guard let number = Int(path[1]), number >= 0 else { return nil }
            return HTTPResponse(html: try await trialPage(desk, number, mayChange: mayChange))
        case ("parts", 2):
            switch path[1] {
            case "overview":
                let made = try await desk.overview(revision)
                let sections = made.value.sections + [made.value.provenance]
                return HTTPResponse(part: sections, made.revision, again: made.again)
            case "figures":
                let made = try await desk.figures(revision)
                return HTTPResponse(part: [Self.figures(made.value)], made.revision, again: made.again)
            case "trials":
                let made = try await desk.trials(TrialPage(request.query), revision)
                return HTTPResponse(part: [made.value], made.revision, again: made.again)
            default: return nil
            }
        case ("parts", 3) where path[1] == "trials":
            guard let number = Int(path[2]) else { return nil }
            let made = try await desk.trial(number, mayChange: mayChange)
            return HTTPResponse(part: [made.section], made.revision)
        default: return nil
        }
    }

    // MARK: Pages

    private func listSection() async throws -> Remade<PageSection>.Made {
        try await studies.look()
        let revision = await studies.revision
        return try await lists.value(of: nil) { [self] in
            (try await source.queue.run { [self] in try list.section() }, revision)
        }
    }

    private func listPage() async throws -> String {
        let made = try await listSection()
        return LivePage(
            title: "Studies in \(storage)", events: "/events", revision: made.revision, isTop: true,
            sections: [made.value.loaded(from: "/parts/studies")]
        ).html
    }

    private func studyPage(_ desk: StudyDesk, _ page: TrialPage, mayChange: Bool) async throws -> String {
        let made = try await desk.overview()
        let trials = try await desk.trials(page, nil)
        let overview = Address.part("overview", of: desk.name)
        let table = Address.part("trials", of: desk.name) + page.query
        let figures: HTML = """
            <p class="note" id="drawing">The figures are drawn when they are looked at.</p>
            <noscript><p><a href="\(Address.study(desk.name))/figures">Show the figures</a></p></noscript>

            """
        return LivePage(
            title: desk.name, events: "\(Address.study(desk.name))/events",
            revision: min(made.revision, trials.revision), study: desk.name,
            sections: made.value.sections.map { $0.loaded(from: overview) }
                + [Self.figures(figures).loaded(from: Address.part("figures", of: desk.name), isNew: true)]
                + [trials.value.loaded(from: table), made.value.provenance.loaded(from: overview)]
                + (mayChange ? [ChangePages.section(of: desk.name)] : [])
        ).html
    }

    private static func figures(_ content: HTML) -> PageSection {
        PageSection(id: "figures", title: "Figures", body: content)
    }

    private func figuresPage(_ desk: StudyDesk) async throws -> String {
        let made = try await desk.figures(nil)
        return LivePage(
            title: "Figures of \(desk.name)", study: desk.name, sections: [Self.figures(made.value)]
        ).html
    }

    private func trialPage(_ desk: StudyDesk, _ number: Int, mayChange: Bool) async throws -> String {
        let (section, revision) = try await desk.trial(number, mayChange: mayChange)
        return LivePage(
            title: "Trial \(number) of \(desk.name)", events: "\(Address.study(desk.name))/events", revision: revision,
            study: desk.name, sections: [section.loaded(from: Address.part("trials/\(number)", of: desk.name))]
        ).html
    }
}

extension PageSection {
    /// The section with a mark for the page's script: from where it is loaded again.
    ///
    /// - Parameter isNew: whether it has no content yet, so that it is loaded as soon as it is seen.
    func loaded(from address: String, isNew: Bool = false) -> PageSection {
        PageSection(
            id: id, title: title,
            body: "\(body)<span hidden data-part=\"\(address)\"\(isNew ? " data-new" as HTML : "")></span>\n")
    }
}
