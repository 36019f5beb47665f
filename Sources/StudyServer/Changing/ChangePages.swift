import HyperparameterSearch
import StudyReports

/// The pages on which a person confirms a change, and the forms that make it. They work without scripts.
///
///     GET  /studies/NAME/delete                  asks
///     POST /studies/NAME/delete                  does
///     GET  /studies/NAME/requeue?number=3        asks, for one failed trial or all
///     POST /studies/NAME/requeue                 does
struct ChangePages: Sendable {
    let desk: ChangeDesk
    let source: StudySource

    enum Change: String, CaseIterable, Sendable {
        case requeue, delete
    }

    /// - Throws: ``PageProblem``; the errors of the reader.
    func response(
        _ change: Change, of study: String, _ request: HTTPRequest, _ session: BrowserSession?
    ) async throws -> HTTPResponse {
        guard let session else {
            throw PageProblem(
                403, "Changes need the token",
                "Open the address with the token that 'settle serve' printed; then this browser may change the studies."
            )
        }
        guard request.isReading else { return try await done(change, of: study, request, session) }
        return HTTPResponse(html: try await question(change, of: study, try number(request.query), session))
    }

    /// - Throws: ``PageProblem`` where `number` is there and is no number.
    private func number(_ query: [String: String]) throws -> Int? {
        guard let text = query["number"], !text.isEmpty else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw PageProblem(400, "Nothing was changed", "'\(text.prefix(40))' is not a trial's number.")
        }
        return number
    }

    // MARK: Asking

    private func question(
        _ change: Change, of study: String, _ number: Int?, _ session: BrowserSession
    ) async throws -> String {
        let counts = try await source.queue.run { [source] in try source.study(study).counts() }
        let (title, text, button): (String, String, String)
        switch change {
        case .delete:
            title = "Delete \(study)?"
            text =
                "\(study) is deleted with its \(NumberText.count(counts.finished, "finished trial")), their curves and logs, "
                + "and its confirmation. They cannot be brought back, except from a backup."
            button = "Delete \(study)"
        case .requeue:
            let failed = NumberText.count(counts[.failed], "failed trial")
            title = "Evaluate \(number.map { "trial \($0)" } ?? failed) again?"
            text =
                "The failed result is deleted, the parameters stay, and the next run, or the next program that asks, "
                + "evaluates \(number.map { "trial \($0)" } ?? failed) of \(study) again."
            button = "Evaluate again"
        }
        let field = number.map { "<input type=\"hidden\" name=\"number\" value=\"\($0)\">\n" as HTML } ?? ""
        let form: HTML = """
            <p>\(text)</p>
            <form method="post" action="\(Address.change(change, of: study))" class="pages">
            <input type="hidden" name="form" value="\(session.formToken)">
            \(field)<button type="submit" class="\(change == .delete ? "danger" : "sure")">\(button)</button> \
            <a href="\(Self.place(study, number))">Leave it as it is</a>
            </form>

            """
        let section = PageSection(id: "confirm", title: "Please confirm", body: form)
        return LivePage(title: title, study: study, sections: [section]).html
    }

    private static func place(_ study: String, _ number: Int?) -> String {
        number.map { Address.trials(of: study) + "\($0)" } ?? Address.study(study)
    }

    // MARK: Doing

    private func done(
        _ change: Change, of study: String, _ request: HTTPRequest, _ session: BrowserSession
    ) async throws -> HTTPResponse {
        // A browser says from where a form comes; that it is this server was checked where it does.
        guard request.fields["origin"] != nil else {
            throw PageProblem(403, "Nothing was changed", "The request does not say from which page it comes.")
        }
        guard request.isOfType("application/x-www-form-urlencoded"),
            let form = try? HTTPRequest.query(String(decoding: request.body, as: UTF8.self))
        else { throw PageProblem(415, "Nothing was changed", "This is not the form of a page.") }
        let fields = form.compactMapValues(\.first)
        guard AccessToken.isSame(fields["form", default: ""], session.formToken) else {
            throw PageProblem(
                403, "Nothing was changed", "The form is not from this session. Go back to the study, and try again.")
        }
        let number = try number(fields)
        do throws(ChangeError) {
            switch change {
            case .delete: _ = try await desk.run { try $0.delete(study) }
            case .requeue: _ = try await desk.run { try $0.requeue(study, number.map { [$0] }) }
            }
        } catch {
            throw PageProblem(error.status, "Nothing was changed", "\(error.sentence).")
        }
        let next = change == .delete ? "/" : Self.place(study, number)
        return HTTPResponse(303, html: "", fields: [("Location", next)])
    }

    // MARK: Buttons

    /// The buttons below a study. They lead to questions.
    static func section(of study: String) -> PageSection {
        let buttons = [(Change.requeue, "Evaluate failed trials again ..."), (.delete, "Delete this study ...")].map {
            button($0, of: study, $1)
        }
        return PageSection(id: "changes", title: "Changes", body: "<div class=\"pages\">\(buttons)</div>\n")
    }

    /// A button that leads to a question.
    static func button(_ change: Change, of study: String, _ text: String, number: Int? = nil) -> HTML {
        let field = number.map { "<input type=\"hidden\" name=\"number\" value=\"\($0)\">" as HTML } ?? ""
        return
            "<form action=\"\(Address.change(change, of: study))\">\(field)<button type=\"submit\">\(text)</button></form>\n"
    }
}

extension Address {
    static func change(_ change: ChangePages.Change, of study: String) -> String {
        "\(self.study(study))/\(change.rawValue)"
    }
}
