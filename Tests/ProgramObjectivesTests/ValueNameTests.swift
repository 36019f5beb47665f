import Testing

@testable import ProgramObjectives

@Suite struct ValueNameTests {
    @Test func refusesEmptyAndControlCharacters() {
        #expect(isUsable(valueName: "loss"))
        #expect(!isUsable(valueName: ""))
        #expect(!isUsable(valueName: "a\nb"))
        #expect(!isUsable(valueName: String(repeating: "a", count: 101)))
    }
}
