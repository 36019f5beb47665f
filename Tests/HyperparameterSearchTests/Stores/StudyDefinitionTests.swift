import HyperparameterSearch
import Testing

@Suite struct StudyDefinitionTests {
    @Test(arguments: ["a", "paper-5000", "0.5_x", String(repeating: "n", count: 100)])
    func usableNames(_ name: String) throws {
        #expect(try StudyDefinition(name: name, text: "", direction: .minimize, budget: 1).name == name)
    }

    static let hostile = [
        "../x", "..", "/etc/passwd", "a/../b", "a\\b", "C:x", "~", "a'; DROP TABLE studies; --", "a\"b", "$(id)", "a|b",
        "a\u{1B}[31m", "\u{9B}2J", "a\u{7F}", "a\u{202E}b", "a\u{200B}", "\u{FEFF}a", "а", "e\u{301}", "１", "a\u{300}",
        String(repeating: "n", count: 1_000_000),
    ]

    @Test(
        arguments: ["", ".hidden", "-f", "a b", "a/b", "größe", "a\n", "a\u{0}", String(repeating: "n", count: 101)]
            + hostile)
    func namesThatCannotBe(_ name: String) {
        #expect {
            try StudyDefinition(name: name, text: "", direction: .minimize, budget: 1)
        } throws: { error in
            guard case StudyError.name(name) = error else { return false }
            // The message goes to a terminal.
            return "\(error)".unicodeScalars.allSatisfy { (" "..."~").contains($0) } && "\(error)".count < 300
        }
    }

    @Test(arguments: [0, -1, .min, StudyDefinition.largestBudget + 1, .max])
    func budgetsThatCannotBe(_ budget: Int) {
        #expect {
            try StudyDefinition(name: "a", text: "", direction: .minimize, budget: budget)
        } throws: { error in
            if case StudyError.budget(budget) = error { true } else { false }
        }
    }

    @Test func theLargestBudgetIsAccepted() throws {
        let budget = StudyDefinition.largestBudget
        #expect(try StudyDefinition(name: "a", text: "", direction: .minimize, budget: budget).budget == 10_000_000)
    }
}
