import HyperparameterSearch
import Testing

@testable import OptunaFiles

@Suite struct FoundConditionTests {
    private let domains: [(name: String, domain: Domain)] = [
        ("kind", .choice(["a", "b", "c"])), ("depth", .integer(1...3)), ("rate", .float(0...1, scale: .linear)),
        ("extra", .float(0...1, scale: .linear)),
    ]

    private func condition(_ trials: [[String: ParameterValue]], pruned: [[String: ParameterValue]] = []) -> Condition?
    {
        var found = FoundConditions(domains, partial: ["extra"])
        for trial in trials { found.note(trial, isComplete: true) }
        for trial in pruned { found.note(trial, isComplete: false) }
        return found.condition(of: "extra") { name in domains.first { $0.name == name }?.domain }
    }

    @Test func namesTheParameterWhoseValuesTellTheTrialsApart() {
        let trials: [[String: ParameterValue]] = [
            ["kind": "a", "depth": 1, "rate": 0.5, "extra": 0.5], ["kind": "b", "depth": 1, "rate": 0.5],
            ["kind": "c", "depth": 2, "rate": 0.5, "extra": 1],
        ]
        #expect(condition(trials) == Condition("kind", is: ["a", "c"]))
        let byDepth: [[String: ParameterValue]] = [
            ["kind": "a", "depth": 3, "rate": 0.5, "extra": 0.5], ["kind": "a", "depth": 1, "rate": 0.25],
            ["kind": "b", "depth": 3, "rate": 0.5, "extra": 1],
        ]
        #expect(condition(byDepth) == Condition("depth", is: [3]))
    }

    /// A range of real numbers is no condition here, even where it would tell the trials apart.
    @Test func findsNoneWhereNothingTellsTheTrialsApart() {
        let trials: [[String: ParameterValue]] = [
            ["kind": "a", "depth": 1, "rate": 0.5, "extra": 0.5], ["kind": "a", "depth": 1, "rate": 0.25],
        ]
        #expect(condition(trials) == nil)
        #expect(condition([["rate": 0.5, "extra": 0.5], ["kind": "a", "depth": 1, "rate": 0.5]]) == nil)
        #expect(condition([]) == nil)
    }

    /// A pruned trial shows where the parameter is, but not where it is not: it may have been stopped before.
    @Test func prunedTrialsShowOnlyWhatTheyHave() {
        let trials: [[String: ParameterValue]] = [
            ["kind": "a", "depth": 1, "rate": 0.5, "extra": 0.5], ["kind": "b", "depth": 2, "rate": 0.5],
        ]
        let pruned: [[String: ParameterValue]] = [
            ["kind": "a", "depth": 1], ["kind": "c", "depth": 3, "rate": 0.5, "extra": 0.25],
        ]
        #expect(condition(trials, pruned: pruned) == Condition("kind", is: ["a", "c"]))
    }

    /// A study with very many pairs of parameters is left without conditions.
    @Test func givesUpOnManyPairs() {
        let many = (0..<100).map { (name: "x\($0)", domain: Domain.choice(["a", "b"])) }
        #expect(FoundConditions(many, partial: Set(many.map(\.name))).isEmpty)
    }
}

@Suite struct UnionAxisTests {
    private func domain(_ distributions: [OptunaDistribution], values: [ParameterValue]? = nil) throws -> Domain {
        var axis = UnionAxis("x")
        for (index, distribution) in distributions.enumerated() {
            var choices: [ParameterValue] = []
            if case .categorical(let list) = distribution { choices = list.map(ParameterValue.init) }
            let low: ParameterValue =
                switch distribution {
                case .float(let low, _, _, _): .number(low)
                case .integer(let low, _, _, _): .number(Double(low))
                case .categorical: choices[0]
                }
            try axis.add(
                values?[index] ?? low, from: ReadParameters.Known(distribution: distribution, choices: choices),
                isComplete: true)
        }
        #expect(axis.isUnited == (Set(distributions).count > 1))
        return axis.domain
    }

    @Test func unitesRanges() throws {
        let float = { (low: Double, high: Double, isLog: Bool, step: Double?) in
            OptunaDistribution.float(low: low, high: high, isLog: isLog, step: step)
        }
        #expect(try domain([float(0, 1, false, nil), float(-1, 0.5, false, nil)]) == .float(-1...1, scale: .linear))
        #expect(try domain([float(0.1, 1, true, nil), float(0.5, 2, true, nil)]) == .float(0.1...2, scale: .log))
        #expect(try domain([float(0.1, 1, true, nil), float(0.5, 2, false, nil)]) == .float(0.1...2, scale: .linear))
        #expect(
            try domain([float(0, 1, false, 0.25), float(0.5, 2, false, 0.25)])
                == .float(0...2, scale: .linear, step: 0.25))
        #expect(
            try domain([float(0, 1, false, 0.25), float(0.1, 2.1, false, 0.25)]) == .float(0...2.1, scale: .linear))
        #expect(try domain([float(0, 1, false, 0.25), float(0, 1, false, nil)]) == .float(0...1, scale: .linear))
        #expect(try domain([float(2, 2, false, nil)]) == .choice([2]))
        // A value beyond its range widens it.
        #expect(try domain([float(0, 1, false, nil)], values: [3]) == .float(0...3, scale: .linear))
    }

    @Test func unitesWholeNumbers() throws {
        let whole = { (low: Int, high: Int, isLog: Bool, step: Int) in
            OptunaDistribution.integer(low: low, high: high, isLog: isLog, step: step)
        }
        #expect(try domain([whole(1, 4, false, 1), whole(3, 9, false, 1)]) == .integer(1...9))
        #expect(try domain([whole(2, 8, false, 2), whole(4, 12, false, 2)]) == .integer(2...12, step: 2))
        #expect(try domain([whole(2, 8, false, 2), whole(3, 9, false, 3)]) == .integer(2...9))
        #expect(try domain([whole(1, 8, true, 1), whole(2, 64, true, 1)]) == .integer(1...64, scale: .log))
        #expect(
            try domain([whole(1, 4, false, 1), .float(low: 0.5, high: 2, isLog: false, step: nil)])
                == .float(0.5...4, scale: .linear))
    }

    @Test func unitesChoicesAndRefusesAMixture() throws {
        let choices = { (names: [String]) in OptunaDistribution.categorical(names.map(PythonJSON.text)) }
        #expect(try domain([choices(["a", "b"]), choices(["b", "c"])]) == .choice(["a", "b", "c"]))
        #expect(throws: UnexpectedRow.self) {
            try domain([choices(["a"]), .integer(low: 1, high: 2, isLog: false, step: 1)])
        }
    }
}

@Suite struct KeptAttributeTests {
    /// What cannot be an attribute as it is, is kept as text, and written again as it was.
    @Test func everyAttributeIsKept() throws {
        let long = String(repeating: "k", count: 300)
        var attributes = ReadAttributes()
        attributes.add(
            [("note", "[1]"), (long, "2"), ("nan", "NaN"), ("mine", "3"), ("settle:attribute:own", "4")],
            isSystem: false,
            except: ["mine"])
        attributes.add([("a", "{}"), ("inf", "[Infinity]")], isSystem: true)
        #expect(attributes.all["optuna:user:note"] == "[1]")
        #expect(attributes.all["optuna:system:a"] == "{}")
        #expect(attributes.all["own"] == "4")
        #expect(
            attributes.all["optuna:user"].flatMap { PythonJSON($0) }
                == .object([long: .text("2"), "nan": .text("NaN")]))
        #expect(attributes.all["optuna:system"].flatMap { PythonJSON($0) } == .object(["inf": .text("[Infinity]")]))
        #expect(attributes.all.count == 5)
        for (name, value) in attributes.all { try StudyError.checkAttribute(name, value) }
    }
}
