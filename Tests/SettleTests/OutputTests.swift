import Foundation
import StudyReports
import Testing

@testable import settle

@Suite("A table")
struct TextTableTests {
    private let table = TextTable(
        columns: [.word("name"), .number("value"), .word("note")],
        rows: [["a", "1", ""], ["longer", "22.5", "b, \"c\""], ["", "", "two\nlines"]])

    @Test("aligns numbers to the right and words to the left, without spaces at a line's end")
    func text() {
        let small = TextTable(columns: table.columns, rows: Array(table.rows.prefix(2)))
        #expect(small.text == "name    value  note\na           1\nlonger   22.5  b, \"c\"")
    }

    @Test("is CSV with quotes where they are needed")
    func csv() {
        #expect(table.csv == "name,value,note\na,1,\nlonger,22.5,\"b, \"\"c\"\"\"\n,,\"two\nlines\"")
    }

    @Test("as CSV keeps carriage returns in quotes, as figures do")
    func carriageReturn() {
        #expect(TextTable(columns: [.word("a")], rows: [["one\r\ntwo"]]).csv == "a\n\"one\r\ntwo\"")
    }

    @Test("without rows is a header")
    func empty() {
        #expect(TextTable(columns: table.columns).text == "name  value  note")
        #expect(TextTable(columns: table.columns).csv == "name,value,note")
    }
}

@Suite("A table of readings")
struct ReadingTableTests {
    @Test("is left out where there are none")
    func empty() {
        #expect(ReadingTable([]).text(width: nil) == "(no readings)")
    }
}

@Suite("A chart of errors")
struct ErrorChartTests {
    private func rows(_ points: [(x: Double, y: Double)], width: Int = 9, height: Int = 3) -> [String] {
        ErrorChart(points: points, width: width, height: height).text.split(separator: "\n").map(String.init)
    }

    @Test("draws a power law as a straight line")
    func powerLaw() {
        #expect(
            rows([(1, 100), (10, 10), (100, 1)]) == [
                "100 |*        ", "    |    *    ", "  1 |        *", "    +---------", "     1     100",
            ])
    }

    @Test("leaves out what has no logarithm")
    func notPositive() {
        #expect(rows([(1, 100), (10, 10), (100, 1), (5, 0), (7, -1), (0, 3), (8, .nan), (9, .infinity)]).count == 5)
        #expect(ErrorChart(points: [(1, 0)]).text == "(nothing above 0 to draw)")
        #expect(ErrorChart(points: []).text == "(nothing above 0 to draw)")
    }

    @Test(
        "has a place for every number above 0",
        arguments: [
            [1, 1], [1, 1.nextUp], [.leastNonzeroMagnitude, .greatestFiniteMagnitude],
            [.leastNonzeroMagnitude, 1, .greatestFiniteMagnitude], [1e-300, 1e300],
        ] as [[Double]])
    func extremes(values: [Double]) {
        for points in [values.map { ($0, $0) }, values.map { ($0, 1) }, values.map { (1, $0) }] {
            let text = rows(points)
            #expect(text.count == 5)
            #expect(text.prefix(3).joined().contains("*"))
        }
    }
}
