import Testing

@testable import StudyReports

@Suite("Text of reports")
struct TextTests {
    @Test("CSV: quotes where they are needed, a line feed after each row")
    func csv() {
        var table = CSVTable(columns: ["a", "b, c"])
        table.rows = [["1", "say \"so\""], ["two\r\nlines", "ε = 1"]]
        #expect(table.text == "a,\"b, c\"\n1,\"say \"\"so\"\"\"\n\"two\r\nlines\",ε = 1\n")
        #expect(CSVTable(columns: ["a"]).text == "a\n")
    }

    @Test(
        "Fractions in per cent, with a digit more below 1%",
        arguments: [
            (0.0234, "2.34"), (0.00066, "0.066"), (0.5, "50.00"), (0, "0.000"), (0.00994, "0.994"), (1, "100.00"),
        ])
    func percent(fraction: Double, text: String) {
        #expect(PercentText.of(fraction) == text)
        #expect(PercentText.signed(fraction) == text + "%")
    }
}
