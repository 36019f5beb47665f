import Foundation
import Testing

@testable import settle

/// Every verb that prints a table, on terminals of several widths.
@Suite("Listings on a terminal")
struct ListingWidthTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch.withTinyStudy()
        try scratch.write(StudyFiles.random("a-study-with-a-rather-long-name-2026-11-27", trials: 3), to: "long.yaml")
        _ = try scratch.settle("run", "long.yaml")
        // A failed trial whose row contradicts itself is a fault that `check` describes.
        try scratch.tamper("UPDATE trials SET checksum = checksum + 1 WHERE study_id = 1 AND number IN (3, 4)")
    }

    private static let evaluate = [
        "evaluate", "--study", "tiny", "--top", "3", "--layers", "6,5,3", "--steps", "20", "--no-keep", "--networks",
    ]

    static let listings: [[String]] = [
        ["studies"], ["trials", "tiny"], ["best", "tiny"], ["best", "tiny", "--top", "1"], ["show", "tiny", "5"],
        ["show", "tiny", "0"], evaluate + ["3..5:30..32"], evaluate + ["3:30"],
        ["resume", "tiny"],
    ]

    @Test("no line is wider than the terminal", arguments: [40, 60, 80, 120], listings)
    func widths(columns: Int, arguments: [String]) throws {
        let lines = try scratch.lines(on: columns, arguments)
        #expect(lines.count >= 2, "\(lines)")
        for line in lines { #expect(DisplayWidth.of(line) <= columns, "\(line)") }
    }

    @Test("findings of 'check' are folded", arguments: [40, 80])
    func check(columns: Int) throws {
        let lines = try scratch.lines(on: columns, ["check"])
        #expect(lines.count > 4, "\(lines)")
        for line in lines { #expect(DisplayWidth.of(line) <= columns, "\(line)") }
    }

    @Test("digits, too", arguments: [40, 80])
    func digits(columns: Int) throws {
        let lines = try scratch.lines(on: columns, ["mnist", "check", "--unverified", "--data", scratch.makeDigits()])
        #expect(lines.count >= 5)
        for line in lines { #expect(DisplayWidth.of(line) <= columns, "\(line)") }
    }

    @Test("at 80 columns the best are shown with their schedules and states said once")
    func best() throws {
        let lines = try scratch.lines(on: 80, ["best", "tiny", "--top", "3"])
        #expect(lines[0].hasPrefix("In every row: state complete"))
        #expect(lines[1].contains("meanError") && lines[1].contains("epsilon") && lines[1].contains("lambda"))
        #expect(!lines[1].contains("state"))
    }

    @Test("a terminal that does not tell its width has 80 columns")
    func unknownWidth() throws {
        #expect(try scratch.lines(on: 0, ["best", "tiny"]) == scratch.lines(on: 80, ["best", "tiny"]))
    }

    @Test("a name that another program wrote keeps the layout")
    func wideNames() throws {
        try scratch.tamperUnseen(
            "UPDATE trials SET parameters = json_set(parameters, '$.quantizer', '数字数字' || char(9)) WHERE number = 5")
        for columns in [40, 80] {
            for line in try scratch.lines(on: columns, ["trials", "tiny"]) {
                #expect(DisplayWidth.of(line) <= columns, "\(line)")
            }
        }
    }
}
