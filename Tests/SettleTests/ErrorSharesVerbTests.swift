import Foundation
import Testing

@Suite("The shares of the error in the command")
struct ErrorSharesVerbTests {
    @Test("evaluate has a column of them, show a sentence, and a figure draws those of the best trials")
    func shares() throws {
        let scratch = try Scratch()
        try scratch.write(StudyFiles.random(steps: 1500).replacing("stochastic", with: "threshold"), to: "tiny.yaml")
        #expect(try scratch.settle("run", "tiny.yaml").status == 0)
        let arguments = ["evaluate", "--study", "tiny", "--top", "2", "--networks", "1:2", "--no-keep"]
        let rows = try scratch.start(arguments + ["-f", "json"]).finish().objects()
        #expect(rows.count == 3)
        for row in rows {
            let shares = try #require(row["shares"] as? [[String: Double]])
            #expect(shares.map { $0["from"] } == [1, 101, 1001] && shares.map { $0["to"] } == [100, 1000, 1500])
            #expect(abs(shares.reduce(0) { $0 + ($1["share"] ?? .nan) } - 1) < 1e-12)
        }
        let best = try scratch.settle("best", "tiny", "--top", "1", "-f", "json").objects()[0]
        let number = "\(best["number"] as? Int ?? -1)"
        let early = try #require((rows[1]["shares"] as? [[String: Double]])?.first?["share"])
        let csv = try scratch.settle("figure", "search", "tiny", "--part", "shares", "--format", "csv").lines
        #expect(csv[0] == "trial,from,to,share")
        #expect(csv[1].hasPrefix("\(number),1,100,"))
        #expect(csv[1].split(separator: ",").last.flatMap { Double($0) } == early)
        let svg = try scratch.settle("figure", "search", "tiny", "--part", "shares", "-o", "-").output
        #expect(svg.hasPrefix("<svg") && svg.contains("steps 101 to 1,000"))
        let shown = try scratch.settle("show", "tiny", number).output
        #expect(shown.contains("Of the summed error: \(String(format: "%.1f%%", 100 * early)) in steps 1 to 100, "))
        let table = try scratch.start(arguments).finish().lines
        #expect(table[0].hasSuffix("shares"))
        let header = try scratch.start(arguments + ["-f", "csv"]).finish().lines[0]
        #expect(header.hasSuffix(",share.1-100,share.101-1000,share.1001-1500"))
        #expect(try scratch.settle("report", "tiny", "-o", "page.html").status == 0)
        #expect(try String(decoding: scratch.contents("page.html"), as: UTF8.self).contains("Early or late"))
    }

    @Test("a study of 100 steps or fewer has no such figure, and says why")
    func short() throws {
        let scratch = try Scratch.withTinyStudy()
        let figure = try scratch.settle("figure", "search", "tiny", "--part", "shares", "-o", "-")
        #expect(figure.status == 65 && figure.errors.contains("errors of more than 100 steps"), "\(figure.errors)")
    }
}
