import Testing

@testable import StudyReports

@Suite("Numbers for people")
struct NumberTextTests {
    @Test(
        "are grouped by threes",
        arguments: [
            (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_000_000, "1,000,000"),
            (-1234, "-1,234"), (Int.min, "-9,223,372,036,854,775,808"),
        ])
    func grouped(number: Int, text: String) {
        #expect(NumberText.grouped(number) == text)
    }

    @Test("count one trial, and several trials")
    func count() {
        #expect(NumberText.count(0, "trial") == "0 trials")
        #expect(NumberText.count(1, "trial") == "1 trial")
        #expect(NumberText.count(5000, "trial") == "5,000 trials")
    }

    @Test("have six significant digits; none is an empty text")
    func short() {
        #expect(NumberText.short(0.00159873456) == "0.00159873")
        #expect(NumberText.short(1e-12) == "1e-12")
        #expect(NumberText.short(nil) == "")
    }

    @Test("of a trial's values, large counts are whole")
    func values() {
        #expect(NumberText.value(129_967_030) == "129967030" && NumberText.value(-1_000_000) == "-1000000")
        #expect(NumberText.value(999_999) == "999999" && NumberText.value(0x1p53) == "9.0072e+15")
        #expect(NumberText.value(1_234_567.5) == "1.23457e+06" && NumberText.value(0.00159873456) == "0.00159873")
        #expect(NumberText.value(nil).isEmpty && NumberText.value(.infinity) == "inf")
    }

    @Test(
        "tell times by their two largest units",
        arguments: [
            (0, "0.0 s"), (9.94, "9.9 s"), (45.4, "45 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (725, "12 min 5 s"),
            (12_000, "3 h 20 min"), (.infinity, "long"), (.nan, "long"), (1e300, "long"),
        ] as [(Double, String)])
    func duration(seconds: Double, text: String) {
        #expect(NumberText.duration(seconds) == text)
    }
}
