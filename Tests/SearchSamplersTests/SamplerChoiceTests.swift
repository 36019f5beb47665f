import HyperparameterSearch
import SearchSamplers
import Testing

@Suite("The automatic choice of a sampler") struct SamplerChoiceTests {
    private static let numbers: [Parameter] = [.float("x", in: 0...1), .integer("n", in: 1...3)]
    private static let few = Parameter.categorical("kind", ["a", "b", "c"])

    private static let cases: [([Parameter], Int, SamplerChoice, String)] = [
        (numbers, 1, .gp, "here 1"), (numbers, 500, .gp, "here 500"), (numbers, 501, .cmaes, "here 501"),
        (numbers + [few], 500, .gp, "Gaussian"), (numbers + [few], 501, .tpe, "names as values"),
        (numbers + [.categorical("many", (0..<13).map { "n\($0)" })], 20, .tpe, "13 names"),
        ([few, .float("y", in: 0...1).when("kind", is: ["a"])], 20, .tpe, "'y' is only in some trials"),
        ([.integer("n", in: 1...100), .choice("m", [1, 2])], 501, .tpe, "200 points"),
        ((0..<4).map { .integer("w\($0)", in: 0...(1 << 40)) }, 501, .tpe, "finitely many points"),
    ]

    @Test("depends on the space and the budget", arguments: cases.indices) func choice(_ index: Int) throws {
        let (parameters, budget, expected, words) = Self.cases[index]
        let (choice, reason) = SamplerChoice.automatic(for: try SearchSpace(parameters), budget: budget)
        #expect(choice == expected)
        #expect(reason.contains(words), "\(reason)")
    }
}
