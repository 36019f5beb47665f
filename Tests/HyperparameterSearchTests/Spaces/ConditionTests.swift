import Foundation
import HyperparameterSearch
import Testing

@Suite("Parameters that are only in some trials") struct ConditionTests {
    private static let optimizer = Parameter.categorical("optimizer", ["sgd", "adam"])
    private static let momentum = Parameter.float("momentum", in: 0...1).when("optimizer", is: ["sgd"])

    private static let refused: [([Parameter], SpaceError)] = [
        ([momentum], .noParent("momentum", parent: "optimizer")),
        ([momentum, optimizer], .parentLater("momentum", parent: "optimizer")),
        ([.float("x", in: 0...1), .fixed("y", 1).when("x", is: [0.5])], .parentIsRange("y", parent: "x")),
        ([optimizer, .fixed("y", 1).when("optimizer", is: [])], .noConditionValues("y", parent: "optimizer")),
        (
            [optimizer, .fixed("y", 1).when("optimizer", is: ["sgd", "lion"])],
            .parentLacksValue("y", parent: "optimizer", "lion")
        ),
        (
            [.integer("n", in: 1...3), .fixed("y", 1).when("n", is: [4])],
            .parentLacksValue("y", parent: "n", 4)
        ),
    ]

    @Test("need an earlier list or whole number with the values", arguments: refused.indices)
    func refusals(_ index: Int) {
        let (parameters, error) = Self.refused[index]
        #expect(throws: error) { try SearchSpace(parameters) }
        #expect(
            "\(error)".contains("'\(parameters.last?.condition == nil ? "momentum" : parameters.last?.name ?? "")'"))
    }

    @Test("have their condition in the fingerprint, which is unchanged without") func fingerprint() throws {
        let space = try SearchSpace([Self.optimizer, Self.momentum, .integer("n", in: 1...2)])
        #expect(
            space.fingerprint == """
                optimizer: one of "sgd", "adam"
                momentum: 0 to 1, when optimizer is "sgd"
                n: whole numbers 1 to 2
                """)
    }

    @Test("are decoded, and spaces of earlier versions too") func coding() throws {
        let space = try SearchSpace([Self.optimizer, Self.momentum])
        let data = try JSONEncoder().encode(space)
        #expect(try JSONDecoder().decode(SearchSpace.self, from: data) == space)
        let plain = try SearchSpace([Self.optimizer])
        let text = String(decoding: try JSONEncoder().encode(plain), as: UTF8.self)
        #expect(!text.contains("condition"))
        #expect(try JSONDecoder().decode(SearchSpace.self, from: Data(text.utf8)) == plain)
    }

    @Test("are left out of random trials, whose other values stay the same") func random() throws {
        func parameters(_ conditions: Bool) throws -> [Parameter] {
            [
                Self.optimizer, conditions ? Self.momentum : .float("momentum", in: 0...1),
                conditions
                    ? .integer("n", in: 1...3).when("momentum-kind", is: [2]) : .integer("n", in: 1...3),
            ]
        }
        let kind = Parameter.integer("momentum-kind", in: 1...2)
        for stream in [RandomSampler.Stream.numpy(seed: 3), .keyed(seed: 3)] {
            let whole = RandomSampler(try SearchSpace([kind] + parameters(false)), stream: stream)
            let some = RandomSampler(
                try SearchSpace([kind] + parameters(true)), stream: stream)
            for number in 0..<50 {
                var expected = try whole.parameters(ofTrial: number)
                if expected["optimizer"] == "adam" { expected.values["momentum"] = nil }
                if expected["momentum-kind"] == 1 { expected.values["n"] = nil }
                #expect(try some.parameters(ofTrial: number) == expected)
            }
        }
    }

    @Test("of parameters that are absent themselves are not fulfilled") func chain() throws {
        let space = try SearchSpace([
            Self.optimizer, .categorical("kind", ["heavy", "light"]).when("optimizer", is: ["sgd"]),
            .float("weight", in: 0...1).when("kind", is: ["heavy"]),
        ])
        #expect(space.isConditional)
        let sampler = RandomSampler(space, stream: .keyed(seed: 1))
        var counts: [Int: Int] = [:]
        for number in 0..<100 {
            let trial = try sampler.parameters(ofTrial: number)
            #expect((trial["kind"] != nil) == (trial["optimizer"] == "sgd"))
            #expect((trial["weight"] != nil) == (trial["kind"] == "heavy"))
            counts[trial.values.count, default: 0] += 1
        }
        #expect(counts.keys.sorted() == [1, 2, 3])
    }

    @Test("have a loop of a grid only where they are fulfilled") func grid() throws {
        let grid = try GridSampler([GridSampler.Axis(Self.optimizer), GridSampler.Axis(Self.momentum, count: 3)])
        let with = try (0..<(grid.size ?? 0)).map { try grid.parameters(ofTrial: $0) }.filter { $0["momentum"] != nil }
        #expect(with.count == 3)
        #expect(with.allSatisfy { $0["optimizer"] == "sgd" })
    }
}
