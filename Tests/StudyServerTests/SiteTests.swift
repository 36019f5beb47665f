import AnnealingStudies
import HyperparameterSearch
import SearchContracts
import StudyFiles
import StudyReports
import Testing

@testable import StudyServer

@Suite("The pages of the server")
struct SiteTests {
    @Test("are at their addresses, and nothing else is anywhere")
    func routes() async throws {
        let site = try SampleStudies().site()
        for address in [
            "/", "/alive", "/parts/studies", "/studies/sample", "/studies/sample?sort=best&page=2&state=failed",
            "/studies/sample/figures", "/studies/sample/trials/0", "/studies/sample/trials/65",
            "/studies/sample/parts/overview", "/studies/sample/parts/figures",
            "/studies/sample/parts/trials?sort=worst",
            "/studies/sample/parts/trials/7", "/studies/sample/parts/overview?revision=99999999999",
        ] {
            #expect(try await site.get(address).status == 200, "\(address)")
        }
        for address in [
            "/studies", "/studies/", "/studies/other", "/studies/sample/", "/studies/sample/trials", "/etc/passwd",
            "/studies/sample/trials/70", "/studies/sample/trials/-1", "/studies/sample/trials/x", "/alive/1",
            "/studies/sample/trials/99999999999999999999", "/studies/sample/parts", "/studies/sample/parts/other",
            "/studies/sample/trial", "/studies/sample/trial?number=-3", "/parts", "/favicon.ico", "/studies/%3Cb%3E",
        ] {
            #expect(try await site.get(address).status == 404, "\(address)")
        }
    }

    @Test("lead to a trial by its number")
    func redirect() async throws {
        let site = try SampleStudies().site()
        let request = try HTTPRequest(Array("GET /studies/sample/trial?number=12 HTTP/1.1\r\nHost: localhost".utf8))
        let response = await site.answer(request, client: "here")
        #expect(response.status == 303)
        #expect(response.fields.first { $0.name == "Location" }?.value == "/studies/sample/trials/12")
    }

    @Test("say what they are once")
    func headings() async throws {
        let text = try await SampleStudies().site().get("/studies/sample/trials/3").text
        let headings = text.matches(of: /<h[1-6][^>]*>([^<]*)</).map { String($0.output.1) }
        #expect(headings == ["Trial 3 of sample", "Facts"])
    }

    @Test("take no foreign text for markup, whatever a file has")
    func escaping() async throws {
        let site = try SampleStudies().site()
        for address in [
            "/", "/studies/sample", "/studies/sample?state=failed", "/studies/sample/trials/0",
            "/studies/sample/trials/1",
            "/studies/sample/parts/overview", "/studies/sample/figures", "/studies/sample?sort=%3Cscript%3Ealert(1)",
        ] {
            let text = try await site.get(address).text
            #expect(!text.contains("<script>alert"), "\(address)")
            #expect(!text.contains(SampleStudies.hostile), "\(address)")
            #expect(text.count > 100)
        }
        #expect(try await site.get("/studies/sample/trials/1").text.contains("&lt;script&gt;alert(1)"))
        #expect(Address.study("a b/<\"é") == "/studies/a%20b%2F%3C%22%C3%A9")
    }

    @Test("say how the study stands")
    func overview() async throws {
        let sample = try SampleStudies()
        let site = try sample.site()
        let text = try await site.get("/studies/sample").text
        #expect(text.contains("60 of 70 trials"))
        #expect(text.contains("Who works"))
        #expect(text.contains("href=\"/studies/sample/trials/"))
        #expect(text.contains("<noscript>"))
        let revision = try sample.store.revision(of: sample.study.id)
        #expect(text.contains("data-revision=\"\(revision)\""))
        let head = HTTPResponse(html: text).head(closes: false)
        #expect(head.contains("X-Content-Type-Options: nosniff\r\n") && head.contains("frame-ancestors 'self'"))
        #expect(!head.lowercased().contains("access-control"))
        #expect(
            text.contains("default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src 'sha256-"))
    }

    @Test("are gone with the study")
    func deleted() async throws {
        let sample = try SampleStudies()
        let site = try sample.site()
        #expect(try await site.get("/studies/sample").status == 200)
        try sample.store.endRun(sample.run, as: .interrupted)
        try sample.store.deleteStudy(sample.study.id)
        #expect(try await site.get("/studies/sample").status == 404)
        #expect(try await site.get("/").text.contains("has no study yet"))
    }
}

@Suite("The table's pages")
struct TrialPageTests {
    @Test("are read from an address, and written to one")
    func addresses() {
        for (query, expected) in [
            ([:], ""), (["sort": "best"], "?sort=best"), (["page": "3", "state": "failed"], "?state=failed&page=3"),
            (["sort": "x'", "state": "<b>", "page": "-4"], ""), (["page": "99999999999999999999"], ""),
        ] as [([String: String], String)] {
            #expect(TrialPage(query).query == expected)
        }
    }

    @Test("have every trial once, in each order and of each state", arguments: TrialPage.Order.allCases)
    func complete(order: TrialPage.Order) throws {
        let sample = try SampleStudies(130)
        let study = StoredStudy(sample.study, in: sample.store, kinds: StudyKinds([ConvergenceSettings.self]))
        let counts = try study.counts()
        for state in [nil, .complete, .failed, .pruned] as [TrialState?] {
            var (page, numbers): (TrialPage, [Int]) = (TrialPage(), [])
            (page.order, page.state) = (order, state)
            repeat {
                let trials = try page.trials(of: study, counts)
                #expect(trials.count == min(TrialPage.rows, page.total(counts) - numbers.count))
                numbers += trials.map(\.number)
                page.number += 1
            } while numbers.count < page.total(counts)
            #expect(try page.trials(of: study, counts).isEmpty)
            let all = try study.trials(matching: TrialQuery(states: state.map { [$0] }, order: order.stored))
            #expect(
                numbers == (order.isReversed ? all.reversed() : all).map(\.number),
                "\(order), \(String(describing: state))")
        }
    }
}

extension TrialPage.Order {
    fileprivate var stored: TrialQuery.Order {
        switch self {
        case .newest, .number: .number
        case .best, .worst: .value
        case .finished: .finished
        }
    }

    fileprivate var isReversed: Bool { self == .newest || self == .worst }
}
