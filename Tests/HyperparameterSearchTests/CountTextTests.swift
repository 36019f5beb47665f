import HyperparameterSearch
import Testing

@Suite("Counts")
struct CountTextTests {
    @Test("have the plural but for one, and commas")
    func counted() {
        #expect(1.counted("complete trial") == "1 complete trial")
        #expect(0.counted("trial") == "0 trials")
        #expect(1_234_567.counted("trial") == "1,234,567 trials")
        #expect(1.counted("study", "studies") == "1 study")
        #expect(2.counted("study", "studies") == "2 studies")
        #expect((-1234).grouped == "-1,234")
        #expect(Int.min.grouped == "-9,223,372,036,854,775,808")
    }
}
