import HyperparameterSearch
import Testing

@Suite struct GridSamplerTests {
    @Test func theLastAxisChangesFastest() throws {
        let grid = try GridSampler([.init("a", [1, 2]), .init("b", ["x"]), .init("c", [10, 20, 30])])
        #expect(grid.size == 6)
        let points = try (0..<6).map { try grid.parameters(ofTrial: $0) }
        #expect(
            points == [
                ["a": 1, "b": "x", "c": 10], ["a": 1, "b": "x", "c": 20], ["a": 1, "b": "x", "c": 30],
                ["a": 2, "b": "x", "c": 10], ["a": 2, "b": "x", "c": 20], ["a": 2, "b": "x", "c": 30],
            ])
    }

    @Test func everyCombinationComesOnce() throws {
        let grid = try GridSampler([
            .init(.integer("n", in: 0...4), count: 5), .init(.categorical("k", ["a", "b", "c"])),
            .init(.float("x", in: 0...1), count: 4),
        ])
        let size = try #require(grid.size)
        #expect(size == 60)
        #expect(Set(try (0..<size).map { try grid.parameters(ofTrial: $0) }).count == size)
    }

    @Test func countsSpaceARangeEvenlyOnItsScale() throws {
        #expect(try Domain.float(0...1, scale: .linear).values(count: 5) == [0, 0.25, 0.5, 0.75, 1])
        #expect(try Domain.integer(0...10).values(count: 3) == [0, 5, 10])
        #expect(try Domain.integer(3...9).values(count: 1) == [3])
        #expect(try Domain.choice([3, "x"]).values(count: 7) == [3, "x"])
        let decades = try Domain.float(0.001...10, scale: .log).values(count: 5)
        for (value, exact) in zip(decades, [0.001, 0.01, 0.1, 1, 10]) {
            guard case .number(let number) = value else { return #expect(Bool(false), "\(value) is no number") }
            #expect(abs(number / exact - 1) < 1e-14)
        }
        #expect(decades.first == 0.001 && decades.last == 10, "the ends are exact")
    }

    @Test func countsThatCannotBeAreRefused() throws {
        #expect(throws: SpaceError.count(1)) { try Domain.float(0...1, scale: .linear).values(count: 1) }
        #expect(throws: SpaceError.count(0)) { try Domain.integer(0...1).values(count: 0) }
        #expect(throws: SpaceError.count(3)) { try Domain.integer(0...1).values(count: 3) }
        #expect(throws: SpaceError.notListed("x")) { try GridSampler.Axis(.float("x", in: 0...1)) }
    }

    @Test func gridsThatCannotBeAreRefused() throws {
        #expect(throws: SpaceError.duplicateName("a")) { try GridSampler([.init("a", [1]), .init("a", [2])]) }
        #expect(throws: SpaceError.noValues("a")) { try GridSampler([.init("a", [])]) }
        let axis = { GridSampler.Axis($0, (0..<300).map { .number(Double($0)) }) }
        #expect(throws: SpaceError.tooManyPoints(limit: GridSampler.largestSize)) {
            try GridSampler([axis("a"), axis("b"), axis("c")])
        }
        #expect(throws: SpaceError.tooManyPoints(limit: GridSampler.largestSize)) {
            try GridSampler((0..<40).map { axis("axis \($0)") })
        }
    }
}
