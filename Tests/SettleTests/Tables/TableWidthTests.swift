import Foundation
import StudyReports
import Testing

@testable import settle

@Suite("A table on a terminal")
struct TableWidthTests {
    private let table = TextTable(
        columns: [
            .number("trial"), .word("state").ranked(1), .number("error"), .number("early").ranked(3),
            .word("epsilon").narrowed(.cut(to: 9)), .word("parent").ranked(2).narrowed(.cutInside(to: 9)),
        ],
        rows: [
            ["4333", "complete", "0.00159873", "0.0123456", "0.843/t^0.0923", "paper-5000-long/4333"],
            ["12", "complete", "0.00162", "0.0123", "0.9/t^0.1", "paper-5000-long/12"],
        ])

    @Test("says once what is the same in every row, and shows the rest whole where there is room")
    func same() {
        #expect(
            table.text(width: 80) == """
                In every row: state complete
                trial       error      early  epsilon         parent
                 4333  0.00159873  0.0123456  0.843/t^0.0923  paper-5000-long/4333
                   12     0.00162     0.0123  0.9/t^0.1       paper-5000-long/12
                """)
    }

    @Test("loses the columns of the highest rank first and says so, then narrows, and gives left room back")
    func narrow() {
        #expect(
            table.text(width: 60) == """
                In every row: state complete
                trial       error  epsilon         parent
                 4333  0.00159873  0.843/t^0.0923  paper-5000-long/4333
                   12     0.00162  0.9/t^0.1       paper-5000-long/12
                Left out to fit 60 columns: early; see all columns with -f
                csv
                """)
        #expect(
            table.text(width: 50) == """
                In every row: state complete
                trial       error  epsilon         parent
                 4333  0.00159873  0.843/t^0.0923  paper-...g/4333
                   12     0.00162  0.9/t^0.1       paper-...ong/12
                Left out to fit 50 columns: early; see all columns
                with -f csv
                """)
        #expect(
            table.text(width: 30) == """
                In every row: state complete
                trial       error  epsilon
                 4333  0.00159873  0.843/t^...
                   12     0.00162  0.9/t^0.1
                Left out to fit 30 columns:
                early, parent; see all columns
                with -f csv
                """)
    }

    @Test("through a pipe has everything")
    func pipe() {
        let lines = table.text(width: nil).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].split(separator: " ") == ["trial", "state", "error", "early", "epsilon", "parent"])
        #expect(lines[1].hasSuffix("complete  0.00159873  0.0123456  0.843/t^0.0923  paper-5000-long/4333"))
    }

    @Test("of one row keeps its columns, and loses those that are empty")
    func oneRow() {
        let one = TextTable(columns: [.number("a"), .word("b"), .word("c")], rows: [["1", "x", ""]])
        #expect(one.text(width: 80) == "a  b\n1  x")
        #expect(one.text(width: nil) == "a  b  c\n1  x")
        #expect(TextTable(columns: table.columns).text(width: 20).split(separator: "\n").allSatisfy { $0.count <= 20 })
    }

    @Test("folds prose in its column, and shows a clipped text so or whole")
    func prose() {
        let findings = TextTable(
            columns: [.word("kind"), .word("what").narrowed(.folded(to: 10)), .word("sum").narrowed(.clipped(to: 4))],
            rows: [
                ["fault", "a trial that is not there", "0123456789abcdef"], ["note", "a run", "abcdef0123456789"],
            ])
        #expect(
            findings.text(width: 30) == """
                kind   what               sum
                fault  a trial that is    0123
                       not there
                note   a run              abcd
                """)
        #expect(findings.text(width: 80).contains("0123456789abcdef"))
    }

    @Test("counts what a terminal counts: wide, combining and escaped characters")
    func characters() {
        #expect(DisplayWidth.of("abc") == 3)
        #expect(DisplayWidth.of("数字") == 4)
        #expect(DisplayWidth.of("e\u{301}") == 1)
        #expect(DisplayWidth.of("🧠") == 2)
        let wide = TextTable(columns: [.word("名"), .number("n")], rows: [["数字", "1"], ["a\tb", "22"]])
        #expect(wide.text(width: 40) == "名         n\n数字       1\na\\u0009b  22")
        #expect(NarrowText.cut("数字数字", to: 6) == "数...")
        #expect(NarrowText.cutInside("mnist-paper-5000-1f3a9c2e", to: 15) == "mnist-...3a9c2e")
        #expect(NarrowText.folded("a long-unbroken-word b", to: 6) == ["a", "long-u", "nbroke", "n-word", "b"])
        #expect(NarrowText.folded("", to: 6) == [""])
    }

    @Test("never has a line that is wider than the terminal, whatever is in it", arguments: [20, 40, 60, 80, 120])
    func anyTable(width: Int) {
        var random = Seeded(state: UInt64(width))
        let narrowings: [TextTable.Column.Narrowing] = [
            .none, .cut(to: 9), .cutInside(to: 12), .clipped(to: 10), .folded(to: 20),
        ]
        let letters = Array("ab 数é🧠/-\t\u{1B}\u{301}x0123")
        for _ in 0..<400 {
            let text = { (most: Int) in
                String(
                    (0..<Int.random(in: 0...most, using: &random)).map { _ in letters.randomElement(using: &random)! })
            }
            let columns = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                let title = text(14)
                let column = Bool.random(using: &random) ? TextTable.Column.number(title) : .word(title)
                return column.ranked(Int.random(in: 0...4, using: &random))
                    .narrowed(narrowings.randomElement(using: &random)!)
            }
            let most = [3, 20, 90].randomElement(using: &random)!
            let rows = (0..<Int.random(in: 0...4, using: &random)).map { _ in columns.map { _ in text(most) } }
            let table = TextTable(columns: columns, rows: rows)
            for line in table.text(width: width).split(separator: "\n") {
                #expect(DisplayWidth.of(line) <= width, "\(line)")
            }
        }
    }

    @Test("is laid out for 80 columns where a terminal's width cannot be", arguments: [0, 1, 19, 65_535])
    func absurd(width: Int) {
        #expect(TerminalWidth.columns(reported: width) == 80)
        #expect(TerminalWidth.columns(reported: 40) == 40)
    }

    /// A generator with a seed (SplitMix64).
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
