import AnnealingStudies
import HyperparameterSearch
import SearchContracts
import StudyFiles
import StudyReports
import Testing

@testable import StudyServer

@Suite("Studies side by side")
struct ComparisonTests {
    private let sample: SampleStudies
    private let site: Site

    init() throws {
        sample = try SampleStudies()
        try sample.add("other")
        try sample.add("upwards", direction: .maximize)
        site = try sample.site()
    }

    @Test("have a page at an address that tells what is compared, and its parts have addresses, too")
    func addresses() async throws {
        for address in ["/compare", "/compare/figures", "/compare/parts/best", "/compare/parts/figures"] {
            for query in [
                "study=sample&study=other", "study=other&study=sample&x=time", "study=sample&study=other&x=y",
            ] {
                let (status, text) = try await site.get("\(address)?\(query)")
                #expect(status == 200, "\(address)?\(query)")
                #expect(!text.contains(SampleStudies.hostile))
            }
        }
        for address in ["/compare/", "/compare/parts", "/compare/parts/x", "/compare/x?study=sample&study=other"] {
            #expect(try await site.get(address).status == 404, "\(address)")
        }
        let page = try await site.get("/compare?study=sample&study=other&x=time").text
        #expect(page.contains("href=\"/studies/sample\"") && page.contains("href=\"/studies/other/trials/0\""))
        #expect(page.contains("/compare/parts/figures?study=sample&amp;study=other&amp;x=time"))
        #expect(page.contains("<a href=\"/compare?study=sample&amp;study=other#figures\">trials</a>"))
        #expect(page.contains("trials: 70, here 40"))
    }

    @Test("are drawn against trials or time, with the importance in each")
    func figures() async throws {
        for (across, title) in [("trials", ">trials<"), ("time", ">time in seconds<")] {
            let text = try await site.get("/compare/figures?study=sample&study=other&x=\(across)").text
            #expect(text.contains("Best so far: the lowest value") && text.contains(title))
            #expect(text.contains("Importance in sample") && text.contains("Importance in other"))
        }
    }

    @Test("are not drawn together where they search for different things")
    func objectives() async throws {
        let query = "study=sample&study=upwards"
        let page = try await site.get("/compare?\(query)").text
        #expect(page.contains("sample searches for the lowest value; upwards searches for the highest value"))
        #expect(page.contains("<th scope=\"col\">objective</th>"))
        #expect(try await !site.get("/compare/figures?\(query)").text.contains("Best so far"))
    }

    @Test("must be two to eight that are there; otherwise a page says what to do")
    func problems() async throws {
        let nine = (1...9).map { "study=a\($0)" }.joined(separator: "&")
        for (query, status, text) in [
            ("", 400, "No study was chosen"), ("?study=sample", 400, "1 study was chosen"),
            ("?study=sample&study=sample", 400, "1 study was chosen"), ("?\(nine)", 400, "9 studies were chosen"),
            ("?study=sample&study=%3Cscript%3E", 404, "no study '&lt;script&gt;'"),
            ("?study=sample&study=", 404, "There is no study"),
            ("?STUDY=sample&study=other", 400, "1 study was chosen"),
        ] {
            for path in ["/compare", "/compare/figures", "/compare/parts/best"] {
                let answer = try await site.get(path + query)
                #expect(answer.status == status && answer.text.contains(text), "\(path)\(query): \(answer.text)")
                #expect(answer.text.contains("<a href=\"/\">All studies</a>"))
            }
        }
    }

    @Test("are chosen in the list, where there are several, by a form that needs no script")
    func form() async throws {
        let list = try await site.get("/").text
        #expect(list.contains("<form id=\"compare\" action=\"/compare\""))
        #expect(list.components(separatedBy: "type=\"checkbox\" name=\"study\"").count == 4)
        #expect(try await !SampleStudies().site().get("/").text.contains("type=\"checkbox\""))
    }

    @Test("lose one by a link, down to two")
    func without() throws {
        let three = try Comparison(["study": ["a", "b", "a", "c d"], "x": ["time"]])
        #expect(three.address == "/compare?study=a&study=b&study=c%20d&x=time")
        let two = try #require(three.without("b"))
        #expect(two.names == ["a", "c d"] && two.without("a") == nil)
    }
}
