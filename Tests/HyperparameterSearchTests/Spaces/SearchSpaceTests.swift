import HyperparameterSearch
import Testing

@Suite struct SearchSpaceTests {
    static let refused: [(Parameter, SpaceError)] = [
        (.float("", in: 0...1), .emptyName),
        (.float("x", in: 0...1, scale: .log), .logRange("x", lowerBound: 0)),
        (.float("x", in: -1...1, scale: .log), .logRange("x", lowerBound: -1)),
        (.float("x", in: 0 ... .infinity), .infiniteRange("x")),
        (.float("x", in: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude), .infiniteRange("x")),
        (.integer("x", in: 0...Int.max), .infiniteRange("x")),
        (.categorical("x", []), .noValues("x")),
        (.choice("x", [1, .number(.nan)]), .infiniteRange("x")),
    ]

    @Test(arguments: refused) func impossibleParametersAreRefused(_ parameter: Parameter, _ error: SpaceError) {
        #expect(throws: error) { try SearchSpace([parameter]) }
        #expect(!"\(error)".isEmpty)
    }

    @Test func namesDiffer() {
        #expect(throws: SpaceError.duplicateName("x")) { try SearchSpace([.fixed("x", 1), .integer("x", in: 0...1)]) }
    }

    @Test func orderIsKept() throws {
        let space = try SearchSpace([.fixed("b", 1), .fixed("a", 1)])
        #expect(space.parameters.map(\.name) == ["b", "a"])
    }

    /// The largest uniform number is 1 - 2^-53. Whatever it is multiplied by, the value stays in the domain.
    @Test func theEndsOfTheUniformStayInTheDomain() {
        let domains: [Domain] = [
            .float(-0.1...0.2, scale: .linear), .float(1e-3...0.7, scale: .log), .integer(-5...3),
            .integer(-(1 << 53)...(1 << 53)), .choice([1, 2, 3]), .float(0.1...0.3, scale: .log),
        ]
        for domain in domains {
            let ends = [domain.value(at: 0), domain.value(at: 1 - 0x1p-53)]
            switch domain {
            case .float(let range, _, _):
                #expect(ends.allSatisfy { if case .number(let end) = $0 { range.contains(end) } else { false } })
            case .integer(let range, _, _):
                #expect(ends == [.number(Double(range.lowerBound)), ends[1]])
                #expect(
                    { if case .number(let end) = ends[1] { range.contains(Int(end)) } else { false } }(), "\(ends)")
            case .choice(let values):
                #expect(ends == [values[0], values[2]])
            }
        }
    }
}
