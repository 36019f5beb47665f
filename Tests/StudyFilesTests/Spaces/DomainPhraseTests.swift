import HyperparameterSearch
import StudyFiles
import Testing

@Suite("The phrase for a parameter's values") struct DomainPhraseTests {
    @Test("tells the range with its scale and step, or the list")
    func phrases() {
        let phrases: [(Domain, String)] = [
            (.float(0...1, scale: .linear), "a number from 0 to 1"),
            (.float(1e-5...1, scale: .log), "a number from 1e-05 to 1 (log scale)"),
            (.float(0...1, scale: .linear, step: 0.25), "a number from 0 to 1 in steps of 0.25"),
            (.integer(1...9), "a whole number from 1 to 9"),
            (.integer(1...9, step: 4), "a whole number from 1 to 9 in steps of 4"),
            (.integer(1...9, scale: .log), "a whole number from 1 to 9 (log scale)"),
            (.choice([7]), "7"),
            (
                .choice(["a", "1", 1, true, "true", "null", ".5"]),
                "one of a, \"1\", 1, true, \"true\", \"null\", \".5\""
            ),
            (.choice((1...20).map { .number(Double($0)) }), "one of 1, 2, 3, 4, 5, 6, 7, 8 and 12 more"),
        ]
        for (domain, phrase) in phrases { #expect(domain.phrase == phrase) }
        #expect(Condition("a", is: ["x", "2", false]).phrase == "a is x or \"2\" or false")
    }

    @Test("of a point's problem names the parameter, the rule and the remedy")
    func problems() throws {
        let space = DeclaredSpace(general: [
            DeclaredSpace.Dimension(.categorical("a", ["x", "y"])),
            DeclaredSpace.Dimension(.float("b", in: 0...1).when("a", is: ["x"])),
        ])
        #expect(space.problem(with: ["a": "x", "b": 1]) == nil)
        #expect(space.problem(with: ["a": "y"]) == nil)
        let problem = try #require(space.problem(with: ["a": "y", "b": 1]))
        #expect(problem.name == "b")
        #expect(problem.rule == "'b' is only in trials in which a is x")
        #expect(problem.remedy == "remove 'b'")
    }
}
