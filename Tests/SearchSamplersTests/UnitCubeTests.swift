import HyperparameterSearch
import SearchSamplers
import Testing

@Suite("The unit cube of a space") struct UnitCubeTests {
    private let space = Result {
        try SearchSpace([
            .float("x", in: -1...3), .float("rate", in: 0.001...10, scale: .log), .integer("layers", in: 2...5),
            .choice("size", [4, 1, 2]), .categorical("kind", ["a", "b"]), .fixed("fixed", 7),
        ])
    }

    @Test("has a coordinate for each parameter that varies, and gives the others their value")
    func coordinates() throws {
        let cube = UnitCube(try space.get())
        #expect(cube.axes.map(\.parameter.name) == ["x", "rate", "layers", "size", "kind"])
        let parameters = cube.parameters(at: [0.25, 0.5, 0.8, 0.4, 0.99])
        #expect(parameters["x"] == 0)
        #expect(abs(try parameters.number("rate") - 0.1) < 1e-15)
        #expect(parameters["layers"] == 5)
        #expect(parameters["size"] == 2)
        #expect(parameters["kind"] == "b")
        #expect(parameters["fixed"] == 7)
    }

    @Test("models a number where it was drawn, and a value of a list in the middle of its cell")
    func roundTrip() throws {
        let cube = UnitCube(try space.get())
        let point = cube.point(of: cube.parameters(at: [0.25, 0.5, 0.8, 0.1, 0.99])).compactMap(\.self)
        let wanted = [0.25, 0.5, 0.875, 1.0 / 6, 0.75]
        #expect(zip(point, wanted).allSatisfy { abs($0 - $1) < 1e-12 } && point.count == 5, "\(point)")
    }

    @Test("has no coordinate for an absent parameter, and clips a number outside its range")
    func strangers() throws {
        let cube = UnitCube(try space.get())
        #expect(cube.point(of: ["x": 9, "rate": "fast", "size": 3]) == [1, nil, nil, nil, nil])
    }

    @Test("rounds numbers before they are evaluated, but never out of their range")
    func rounding() throws {
        let cube = UnitCube(try SearchSpace([.float("x", in: 0.123...0.987)]), significantDigits: 2)
        #expect(cube.parameters(at: [0.6])["x"] == 0.64)
        #expect(cube.parameters(at: [0])["x"] == 0.123)
        #expect(cube.parameters(at: [1])["x"] == 0.987)
    }

    @Test("knows how many points a finite space has")
    func size() throws {
        #expect(UnitCube(try space.get()).size == nil)
        let finite = try SearchSpace([.integer("a", in: 0...3), .categorical("b", ["x", "y", "z"])])
        #expect(UnitCube(finite).size == 12)
        #expect(UnitCube(try SearchSpace([.fixed("a", 1)])).size == 1)
    }

    @Test("leaves out parameters whose conditions are not fulfilled") func conditions() throws {
        let cube = UnitCube(
            try SearchSpace([
                .categorical("optimizer", ["sgd", "adam"]), .fixed("rule", "classic").when("optimizer", is: ["sgd"]),
                .integer("stages", in: 1...4).when("rule", is: ["classic"]),
                .float("decay", in: 0...1).when("stages", is: [2, 4]), .integer("one", in: 3...3),
                .float("flat", in: 2...2),
            ]))
        #expect(cube.axes.map(\.parameter.name) == ["optimizer", "stages", "decay"])
        #expect(
            cube.parameters(at: [0.2, 0.9, 0.5])
                == ["optimizer": "sgd", "rule": "classic", "stages": 4, "decay": 0.5, "one": 3, "flat": 2])
        #expect(
            cube.parameters(at: [0.2, 0.1, 0.5])
                == ["optimizer": "sgd", "rule": "classic", "stages": 1, "one": 3, "flat": 2])
        #expect(cube.parameters(at: [0.7, 0.9, 0.5]) == ["optimizer": "adam", "one": 3, "flat": 2])
        for point in [[0.2, 0.9, 0.5], [0.2, 0.1, 0.5], [0.7, 0.9, 0.5]] {
            let found = cube.point(of: cube.parameters(at: point))
            for axis in cube.axes.indices { #expect((found[axis] != nil) == cube.isActive(axis, at: found)) }
        }
        #expect(cube.point(of: ["optimizer": "adam"]) == [0.75, nil, nil])
    }

    @Test("counts each point of a conditional space once") func conditionalSize() throws {
        let kind = Parameter.categorical("kind", ["a", "b", "c"])
        // kind a: 4 * (2 + 1 + 1 + 1) / 4, b: 4 values of n, of which one has two of m; c: 1.
        let space = try SearchSpace([
            kind, .integer("n", in: 1...4).when("kind", is: ["a", "b"]), .integer("m", in: 1...2).when("n", is: [3]),
            .integer("free", in: 0...1), .choice("twice", [1, 1, 2]),
        ])
        #expect(UnitCube(space).size == (5 + 5 + 1) * 2 * 2)
        let real = try SearchSpace([kind, .float("x", in: 0...1).when("kind", is: ["a"])])
        #expect(UnitCube(real).size == nil)
        let wide = (0..<3).map { Parameter.integer("w\($0)", in: 0...(1 << 40)) }
        #expect(UnitCube(try SearchSpace(wide)).size == .max)
        #expect(
            UnitCube(
                try SearchSpace([kind] + wide.map { Parameter($0.name, $0.domain).when("kind", is: ["a"]) })
            ).size == .max)
    }
}
