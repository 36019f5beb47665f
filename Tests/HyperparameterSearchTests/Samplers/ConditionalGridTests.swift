import HyperparameterSearch
import TestSupport
import Testing

@Suite("A grid over parameters that are only in some trials") struct ConditionalGridTests {
    private static let axes: [GridSampler.Axis] = [
        .init("optimizer", ["adam", "sgd"]),
        .init("momentum", [0, 0.9], condition: Condition("optimizer", is: ["sgd"])),
        .init("layers", [1, 2]),
        .init("nesterov", [false, true], condition: Condition("momentum", is: [0.9])),
    ]

    @Test("has each combination once, in the order of nested loops")
    func order() throws {
        let grid = try GridSampler(Self.axes)
        #expect(grid.size == 8)
        #expect(
            try (0..<8).map { try grid.parameters(ofTrial: $0) } == [
                ["optimizer": "adam", "layers": 1],
                ["optimizer": "adam", "layers": 2],
                ["optimizer": "sgd", "momentum": 0, "layers": 1],
                ["optimizer": "sgd", "momentum": 0, "layers": 2],
                ["optimizer": "sgd", "momentum": 0.9, "layers": 1, "nesterov": false],
                ["optimizer": "sgd", "momentum": 0.9, "layers": 1, "nesterov": true],
                ["optimizer": "sgd", "momentum": 0.9, "layers": 2, "nesterov": false],
                ["optimizer": "sgd", "momentum": 0.9, "layers": 2, "nesterov": true],
            ])
        #expect(grid.fingerprint.contains("momentum: 0, 0.9, when optimizer is \"sgd\""))
    }

    /// Nested loops, written as such.
    private func combinations(_ axes: [GridSampler.Axis], _ so: [String: ParameterValue] = [:]) -> [TrialParameters] {
        guard let axis = axes.first else { return [TrialParameters(so)] }
        let rest = Array(axes.dropFirst())
        guard axis.condition?.isFulfilled(by: so) ?? true else { return combinations(rest, so) }
        return axis.values.flatMap { value in combinations(rest, so.merging([axis.name: value]) { $1 }) }
    }

    @Test("is what nested loops give, for random axes", arguments: 0..<40)
    func loops(seed: Int) throws {
        var spaces = RandomSpace(seed: UInt64(seed))
        spaces.isFinite = true
        let parameters = spaces.parameters(1 + seed % 7)
        let axes = try parameters.map { parameter in
            try GridSampler.Axis(parameter, count: parameter.domain.isListed ? nil : parameter.domain.valueCount)
        }
        let grid = try GridSampler(axes)
        let wanted = combinations(axes)
        #expect(grid.size == wanted.count)
        #expect(try (0..<wanted.count).map { try grid.parameters(ofTrial: $0) } == wanted)
        #expect(Set(wanted).count == wanted.count)
    }

    @Test("of ten million points finds each without the others, and of more is refused")
    func large() throws {
        let digits = (0..<7).map { GridSampler.Axis("d\($0)", (0..<10).map { .number(Double($0)) }) }
        let grid = try GridSampler(digits)
        #expect(grid.size == 10_000_000)
        #expect(
            try grid.parameters(ofTrial: 9_876_543)
                == ["d0": 9, "d1": 8, "d2": 7, "d3": 6, "d4": 5, "d5": 4, "d6": 3])
        // A chain: 1 + 9 * (1 + 9 * (...)) combinations.
        let chain = (0..<7).map { level in
            GridSampler.Axis(
                "d\(level)", (0..<10).map { .number(Double($0)) },
                condition: level == 0 ? nil : Condition("d\(level - 1)", is: (1..<10).map { .number(Double($0)) }))
        }
        let tree = try GridSampler(chain)
        #expect(tree.size == 5_380_840)
        #expect(try tree.parameters(ofTrial: 0) == ["d0": 0])
        #expect(try tree.parameters(ofTrial: 5_380_839).values.count == 7)
        #expect(throws: SpaceError.tooManyPoints(limit: GridSampler.largestSize)) {
            try GridSampler(digits + [.init("e", [1, 2], condition: Condition("d0", is: [3]))])
        }
        #expect(throws: SpaceError.tooManyPoints(limit: GridSampler.largestSize)) {
            try GridSampler.Axis(.integer("n", in: 0...(1 << 40)))
        }
    }

    @Test("takes all values of a step and of whole numbers, and counts the others")
    func listed() throws {
        #expect(try GridSampler.Axis(.float("x", in: 0...1, step: 0.25)).values == [0, 0.25, 0.5, 0.75, 1])
        #expect(try GridSampler.Axis(.float("x", in: 0...1, step: 0.25), count: 3).values == [0, 0.5, 1])
        #expect(try GridSampler.Axis(.integer("n", in: 2...8, step: 3)).values == [2, 5, 8])
        #expect(try GridSampler.Axis(.integer("n", in: 2...8, step: 3), count: 1).values == [2])
        #expect(try GridSampler.Axis(.integer("n", in: 2...4)).values == [2, 3, 4])
        #expect(try GridSampler.Axis(.integer("n", in: 1...1000, scale: .log), count: 4).values == [1, 10, 100, 1000])
        #expect(
            try GridSampler.Axis(.float("x", in: 1e-4...0.1, scale: .log), count: 4).values == [1e-4, 1e-3, 0.01, 0.1])
        #expect(throws: SpaceError.notListed("n")) { try GridSampler.Axis(.integer("n", in: 1...9, scale: .log)) }
        #expect(throws: SpaceError.count(6)) { try GridSampler.Axis(.float("x", in: 0...1, step: 0.25), count: 6) }
        let error = try #require(throws: SpaceError.self) {
            try GridSampler.Axis(.integer("n", in: 1...100, scale: .log), count: 20)
        }
        #expect(error == .coincidingValues(count: 20, most: 11))
        #expect("\(error)".contains("give at most 11"))
        #expect(throws: SpaceError.parentLacksValue("b", parent: "a", 3)) {
            try GridSampler([.init("a", [1, 2]), .init("b", [1], condition: Condition("a", is: [3]))])
        }
    }
}
