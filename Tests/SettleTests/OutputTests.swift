import Foundation
import StudyReports
import Testing

@testable import HyperparameterSearch
@testable import settle

@Suite("A progress line")
struct ProgressLineTests {
    private func progress(
        finished: Int, recorded: Int, failed: Int = 0, elapsed: Double = 10, best: Ranking.Entry? = nil,
        inFlight: Int = 0
    ) -> RunProgress {
        RunProgress(
            finished: finished, budget: 5000, recorded: recorded, failed: failed, pruned: 0, elapsed: elapsed,
            best: best,
            inFlight: (0..<inFlight).map {
                RunProgress.InFlight(number: $0, step: 1, steps: 4, report: "epoch 1 of 4, test 9.50%, train 8.25%")
            })
    }

    @Test("tells what is done, how fast, how long it takes, the best and the failures")
    func all() {
        let best = Ranking.Entry(number: 4333, value: 0.00159873456)
        #expect(
            ProgressLine.text("paper", progress(finished: 1234, recorded: 400, failed: 2, best: best))
                == "paper 1,234/5,000  40 trials/s  1 min 34 s left  best 0.00159873 (trial 4333)  2 failed")
    }

    @Test("leaves out what is not known yet")
    func beginning() {
        #expect(
            ProgressLine.text("paper", progress(finished: 0, recorded: 0, elapsed: 0)) == "paper 0/5,000  0 trials/s")
    }

    @Test("tells of a few of the trials in flight, and how many more there are")
    func inFlight() {
        let told = { (trials: Int) in
            ProgressLine.text("digits", progress(finished: 0, recorded: 0, elapsed: 0, inFlight: trials))
        }
        #expect(told(3).contains("  2: epoch 1 of 4") && !told(3).contains("more"))
        #expect(told(8).contains("  2: epoch 1 of 4") && !told(8).contains("  3: epoch"))
        #expect(told(8).contains("  + 5 more  "))
    }

    @Test("is narrower than any terminal, and tells of as many trials as there is room for", arguments: 0...300)
    func width(width: Int) {
        let progress = progress(
            finished: 12, recorded: 3, failed: 2, best: Ranking.Entry(number: 4333, value: 0.5), inFlight: 8)
        let line = ProgressLine.text("digits", progress, width: width)
        #expect(line.count <= max(0, width - 1))
        let whole = ProgressLine.text("digits", progress)
        #expect(whole.count < 300 && whole.contains("+ 5 more"))
        if width > whole.count { #expect(line == whole) }
        if line.contains("+ 7 more  ") { #expect(width < whole.count + 1) }
        #expect(line.isEmpty || "digits 12/5,000".hasPrefix(line.prefix(15)))
    }

    @Test("survives a clock that stands still")
    func noTime() {
        #expect(
            ProgressLine.text("paper", progress(finished: 5, recorded: 5, elapsed: 0))
                == "paper 5/5,000  0 trials/s  long left")
    }
}

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
