import HyperparameterSearch
import Testing

@Suite("Tables of parameters")
struct ParameterTableTests {
    @Test("have the parameters of most trials, in the order of the space, and leave the others out")
    func mostFrequent() {
        let trials = [
            SampledSearch.trial(0, ["step": 0.5], value: 1),
            SampledSearch.trial(1, ["b": 1, "a": 2, "kind": "x"], value: 1),
            SampledSearch.trial(2, ["b": 3, "a": 2, "kind": "y", "extra": 1], value: 1),
            SampledSearch.trial(3, ["b": 5, "a": 2, "kind": "x"], value: 1),
        ]
        let table = ParameterTable(
            trials, space: [.categorical("kind", ["z", "y", "x"]), .float("b", in: 1...10, scale: .log)])
        #expect(table.columns.map(\.name) == ["kind", "b", "a"])
        #expect(table.trials.map(\.number) == [1, 2, 3])
        #expect(table.leftOut == 1)
        #expect(table.columns[0].values == .categories([1, 0, 1], names: ["y", "x"]))
        #expect(table.columns[1].values == .numbers([1, 3, 5]))
        #expect(table.columns[1].scale == .log)
        #expect(table.varying.map(\.name) == ["kind", "b"])
    }

    @Test("a list of numbers over two decades is logarithmic; numbers among names are categories")
    func kinds() {
        let trials = [("tau", 1.0), ("tau", 10), ("tau", 100)].enumerated().map {
            SampledSearch.trial($0, ["tau": .number($1.1), "mixed": $0 == 1 ? "none" : .number(2)], value: 1)
        }
        let table = ParameterTable(trials, space: [.choice("tau", [1, 10, 100])])
        #expect(table.columns.map(\.scale) == [.log, .linear])
        #expect(table.columns[1].values == .categories([0, 1, 0], names: ["2", "none"]))
    }

    @Test("of no trials is empty")
    func empty() {
        #expect(ParameterTable([]).columns.isEmpty)
    }
}
