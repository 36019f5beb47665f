import HyperparameterSearch
import Testing

@testable import ProgramObjectives

@Suite("A command with names in braces") struct CommandTemplateTests {
    private func arguments(_ words: [String], _ parameters: TrialParameters) throws -> [String] {
        try CommandTemplate(words).arguments(of: Candidate(number: 3, parameters: parameters), seed: 11)
    }

    @Test func names() throws {
        let words = ["p", "--lr={lr}", "{a b}-{n}", "{{x}}", "", "{seed}/{number}", "{lr}{lr}"]
        let found = try arguments(words, ["lr": 1e-5, "a b": "x y", "n": 64])
        #expect(found == ["p", "--lr=1e-05", "x y-64", "{x}", "", "11/3", "1e-051e-05"])
    }

    @Test("a word with a parameter that the trial does not have is left out; parameters go before seed and number")
    func absent() throws {
        #expect(try arguments(["p", "--momentum={momentum}", "q"], [:]) == ["p", "q"])
        #expect(try arguments(["p", "{seed}"], ["seed": 5]) == ["p", "5"])
    }

    @Test(arguments: ["{", "}", "a{b", "a}b", "{}", "{a{b}}", "{{}"])
    func alone(_ word: String) {
        let fault = #expect(throws: CommandTemplate.Fault.self) { try CommandTemplate(["p", word]) }
        #expect(fault?.index == 1 && fault?.rule == "a brace stands alone")
    }

    @Test func zeroCharacter() {
        #expect(throws: CommandTemplate.Fault.self) { try CommandTemplate(["p", "a\0"]) }
    }
}
