import HyperparameterSearch
import StudyReports

/// What a page of several studies compares. The page's address has all of it.
struct Comparison: Sendable, Hashable {
    /// From ``least`` to ``most`` different names.
    let names: [String]
    let across: ComparedPictures.Across

    static let (least, most) = (2, 8)

    private init(names: [String], across: ComparedPictures.Across) { (self.names, self.across) = (names, across) }

    /// - Parameter query: of the address: `study` for each study, and `x`. What it does not know is as if it were not there.
    /// - Throws: ``PageProblem`` where there are too few or too many studies.
    init(_ query: [String: [String]]) throws(PageProblem) {
        var seen: Set<String> = []
        let names = query["study", default: []].filter { seen.insert($0).inserted }
        guard (Self.least...Self.most).contains(names.count) else {
            let chosen =
                switch names.count {
                case 0: "No study was chosen"
                case 1: "1 study was chosen"
                default: "\(names.count) studies were chosen"
                }
            throw PageProblem(
                400, "Nothing to compare",
                "\(chosen): a comparison has \(Self.least) to \(Self.most) different ones. Choose them in the list of "
                    + "all studies.")
        }
        self.init(
            names: names, across: query["x"]?.first.flatMap(ComparedPictures.Across.init) ?? .trials)
    }

    /// The comparison as the end of an address.
    var query: String {
        let studies = names.map { "study=\(Address.escaped($0))" }
        return "?" + (studies + (across == .trials ? [] : ["x=\(across.rawValue)"])).joined(separator: "&")
    }

    var address: String { "/compare\(query)" }

    func drawn(across: ComparedPictures.Across) -> Comparison { Comparison(names: names, across: across) }

    /// - Returns: nil where too few studies would be left.
    func without(_ name: String) -> Comparison? {
        names.count > Self.least ? Comparison(names: names.filter { $0 != name }, across: across) : nil
    }

    // MARK: Sections

    /// The table of the best values.
    ///
    /// - Throws: the errors of the reader.
    func best(of compared: ComparedStudies) throws -> PageSection {
        let table = try compared.best()
        let difference = compared.difference.map { "<p class=\"note\">\($0)</p>\n" as HTML } ?? ""
        let content = table.html(
            label: "Best trials",
            cell: { row, title, text in
                switch title {
                case ComparedStudies.study:
                    "<a href=\"\(Address.study(text))\">\(text)</a>\(leaveOut(text))"
                case ComparedStudies.trial where !text.isEmpty:
                    "<a href=\"\(Address.trials(of: names[row]))\(text)\">\(text)</a>"
                default: nil
                }
            })
        return PageSection(id: "best", title: "The best of each", body: "\(difference)\(content)")
    }

    private func leaveOut(_ name: String) -> HTML {
        guard let rest = without(name) else { return "" }
        return " <a class=\"aside\" href=\"\(rest.address)\" aria-label=\"Leave \(name) out\">leave out</a>"
    }

    /// The figures below the choice of what they are drawn against.
    func figures(_ content: HTML) -> PageSection {
        let choices = ComparedPictures.Across.allCases.map { choice -> HTML in
            choice == across
                ? "<strong>\(choice.rawValue)</strong> "
                : "<a href=\"\(drawn(across: choice).address)#figures\">\(choice.rawValue)</a> "
        }
        return PageSection(
            id: "figures", title: "Figures", body: "<p class=\"choices\">Drawn against \(choices)</p>\n\(content)")
    }

    /// What the definitions have otherwise than that of the first study.
    func definitions(of compared: ComparedStudies) -> PageSection {
        let parts = compared.definitions.map { study, lines -> HTML in
            let items = lines.map { "<li>\($0)</li>\n" as HTML }
            let list: HTML = lines.isEmpty ? "<p class=\"note\">Nothing.</p>\n" : "<ul>\n\(items)</ul>\n"
            return "<h3>\(study)</h3>\n\(list)"
        }
        return PageSection(
            id: "definitions", title: "What is different from \(names.first ?? "")", body: "\(parts)")
    }
}

/// A page instead of the one that was asked for: what is wrong, and what to do.
struct PageProblem: Error {
    let status: Int
    let title: String
    /// One or two sentences.
    let text: String

    init(_ status: Int, _ title: String, _ text: String) {
        (self.status, self.title, self.text) = (status, title, text)
    }

    var response: HTTPResponse {
        let section = PageSection(id: "problem", title: "What to do", body: "<p>\(text)</p>\n")
        return HTTPResponse(status, html: LivePage(title: title, sections: [section]).html)
    }
}
