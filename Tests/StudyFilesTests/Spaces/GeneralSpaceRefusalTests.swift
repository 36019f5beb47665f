import HyperparameterSearch
import StudyFiles
import Testing

@Suite("A general space is refused, with the line,") struct GeneralSpaceRefusalTests {
    /// Axes, the line of the space (from 1) and words of the error.
    private static let refused: [(String, Int, String)] = [
        (
            "a: {from: 0, to: 1, step: 0.3}", 1,
            "space.a.step: '0.3': steps of 0.3 do not lead from one end of the range to the other; write 'to: 0.9' or 'to: 1.2'"
        ),
        ("a: {from: 0, to: 1, step: 3}", 1, "write 'to: 3', or a smaller step"),
        ("a: {from: 0, to: 1, step: 0}", 1, "give a step above 0"),
        ("a: {from: 0, to: 1, step: 1e-17}", 1, "give a wider step"),
        ("a: {from: 0.1, to: 1, log: true, step: 0.1}", 1, "a log scale has no step"),
        ("a: {from: 1, to: 10, integer: true, step: 2}", 1, "write 'to: 9' or 'to: 11'"),
        ("a: {from: 1, to: 10, integer: true, step: 0.5}", 1, "this is not a whole number"),
        ("a: {from: 1, to: 10, integer: true, step: 0}", 1, "out of range"),
        ("a: {from: 1, to: 10, integer: true, step: 9007199254740992}", 1, "or a smaller step"),
        ("a: {from: 1, to: 9, integer: true, log: true, step: 2}", 1, "no step but 1"),
        ("a: {from: 0, to: 9, integer: true, log: true}", 1, "begin at 1 or above"),
        ("a: {from: 0.5, to: 9, integer: true}", 1, "this is not a whole number"),
        ("a: {from: 0, to: 1, log: true}", 1, "a log scale cannot reach 0"),
        ("a: {from: 1, to: 1}", 1, "the range is empty"),
        ("a: {from: 2, to: 1, integer: true}", 1, "the range is inverted"),
        ("a: {from: -1e308, to: 1e308}", 1, "infinitely wide"),
        ("a: {from: 0, to: .inf}", 1, "not finite"),
        ("a: {from: 0}", 1, "space.a.to: the key is missing"),
        ("a: {from: 0, to: 1, steps: 2}", 1, "the keys are: from, to, log, step, integer, count, values, when"),
        ("a: {from: 0, to: 1, integer: maybe}", 1, "write true or false"),
        ("a: {from: 0, to: 1, count: 3}", 1, "only a grid counts the values of a range"),
        ("a: {values: [1, 2], from: 3}", 1, "an axis with 'values' has no 'from'"),
        ("a: {values: 3}", 1, "this must be a list of values"),
        ("a: []", 1, "the list is empty"),
        ("a: [1, 2, 1.0]", 1, "space.a[2]: '1.0': a value stands twice"),
        ("a: [x, \"x\"]", 1, "a value stands twice"),
        ("a: [1, null]", 1, "there is no value here"),
        ("a:", 1, "there is no value here"),
        ("a: [1, [2]]", 1, "this must be a number, a word, true or false"),
        ("a: [1, \"\"]", 1, "the word is empty"),
        ("a: [1, .nan]", 1, "not finite"),
        ("a: [1, 0x10]", 1, "this is not a number"),
        ("a: [1, 9007199254740993]", 1, "cannot be held exactly; for the word, write it in quotes"),
        ("a: [1, 1e999]", 1, "larger than any that can be held"),
        ("a: [1, \"x\\ny\"]", 1, "on one line"),
        ("parent: [1, 2]", 1, "a point's 'parent' is the trial that it came from"),
        ("\"\": [1, 2]", 1, "the parameter has no name"),
        ("\"a{b}\": [1, 2]", 1, "a name has no braces"),
        ("\" a\": [1, 2]", 1, "no spaces around it"),
        ("\"a\\tb\": [1, 2]", 1, "no line breaks"),
        ("\(String(repeating: "a", count: 101)): [1, 2]", 1, "more than 100 bytes"),
        (
            "a: [1, 2]\nb: {from: 0, to: 1, when: {c: 1}}", 2,
            "no parameter 'c' comes before this one; write it first, or name one of: a"
        ),
        ("b: {from: 0, to: 1, when: {a: 1}}\na: [1, 2]", 1, "write the other parameter first"),
        (
            "a: [1, 2]\nb: {from: 0, to: 1, when: {a: 3}}", 2,
            "space.b.when.a: '3': 'a' never has this value; a is one of 1, 2"
        ),
        ("a: [1, \"2\"]\nb: {from: 0, to: 1, when: {a: [1, 2]}}", 2, "a is one of 1, \"2\""),
        ("a: {from: 0, to: 1}\nb: {from: 0, to: 1, when: {a: 1}}", 2, "a condition needs single values"),
        ("a: [1, 2]\nb: {from: 0, to: 1, when: {a: []}}", 2, "the list is empty"),
        ("a: [1, 2]\nb: {from: 0, to: 1, when: {a: [1, 1]}}", 2, "a value stands twice"),
        ("a: [1, 2]\nb: {from: 0, to: 1, when: a}", 2, "this must be another parameter with its value"),
        ("a: [1, 2]\nb: [1, 2]\nc: {from: 0, to: 1, when: {a: 1, b: 1}}", 3, "an axis depends on one other parameter"),
        (
            "a: {from: 0, to: 2000, integer: true}\nb: {values: [1, 2], when: {a: \(Array(0...1000))}}", 2,
            "a condition has at most 1000 values"
        ),
        ("- a: [1, 2]\n- a: [3, 4]", 2, "two parameters have this name"),
        ("{}", 1, "the space has no parameters"),
        ("3", 1, "this must be a space: names of parameters with their axes"),
    ]

    @Test("where an axis is wrong", arguments: refused.indices)
    func refusals(_ index: Int) throws {
        let (space, line, words) = Self.refused[index]
        let error = try #require(throws: StudyFileError.self) { try AnyStudy(space: space).read() }
        #expect(error.description.contains(words), "\(error)")
        #expect(error.line == 5 + line, "\(error)")
    }

    private static let refusedGrids: [(String, Int, String)] = [
        ("a: {from: 0, to: 1}", 1, "add 'count: 5', or list them"),
        ("a: {from: 1, to: 9, integer: true, log: true}", 1, "add 'count: 5', or list them"),
        ("a: {from: 0, to: 1, step: 0.5, count: 2}", 1, "remove 'count' or 'step'"),
        ("a: {from: 1, to: 9, integer: true, count: 12}", 1, "the range has only 9 values"),
        ("a: {from: 1, to: 100, integer: true, log: true, count: 20}", 1, "give at most 'count: 11'"),
        (
            "a: {from: 1, to: 9, integer: true, count: 3}\nb: {values: [1, 2], when: {a: 3}}", 2,
            "'a' never has this value; a is one of 1, 5, 9"
        ),
        ("a: {from: 0, to: 1, count: 1}", 1, "out of range"),
        ("a: {from: 0, to: 9000000000000000, integer: true}", 1, "more than 1000000 values; add 'count: 5'"),
        ("a: {from: 0, to: 1, step: 1e-9}", 1, "give a wider step"),
        ("a: {from: 1, to: 1000, integer: true, log: true, count: 1000000}", 1, "give at most 'count: 1000'"),
        ("a: {from: 1, to: 9000000, integer: true, log: true, count: 1000000}", 1, "give at most 'count: "),
    ]

    @Test("where a grid cannot be made of it", arguments: refusedGrids.indices)
    func grids(_ index: Int) throws {
        let (space, line, words) = Self.refusedGrids[index]
        let error = try #require(throws: StudyFileError.self) { try AnyStudy(space: space, isGrid: true).read() }
        #expect(error.description.contains(words), "\(error)")
        #expect(error.line == 4 + line, "\(error)")
    }

    @Test("where the sampler cannot search it, with the sampler's remedy")
    func samplers() throws {
        let conditional = "a: [1, 2]\nb: {from: 0, to: 1, when: {a: 1}}"
        for (space, sampler, words) in [
            (conditional, "gp", "use the sampler tpe"), (conditional, "cmaes", "use the sampler tpe"),
            ("a: [true, false]\nb: {from: 0, to: 1}", "cmaes", "truth values, which have no order"),
            ("a: 3", "tpe", "every parameter has one value"),
        ] {
            let error = try #require(throws: StudyFileError.self) {
                try AnyStudy(space: space, sampler: sampler).read()
            }
            #expect(error.description.contains(words), "\(error)")
            #expect(error.line == 3)
        }
        for sampler in ["tpe", "auto", "sobol", "{random: {seed: 1, stream: numpy}}"] {
            _ = try AnyStudy(space: conditional, sampler: sampler).read()
        }
    }

    private static let space = """
        rate: {from: 0, to: 1}
        layers: {from: 1, to: 4, integer: true}
        optimizer: [sgd, adam]
        momentum: {from: 0, to: 1, when: {optimizer: sgd}}
        seed: 7
        """
    private static let good = "{rate: 0.5, layers: 2, optimizer: adam, seed: 7}"
    private static let wrongPoints: [(String, String)] = [
        (
            "{rate: 0.5, layers: 2, optimizer: adam, seed: 7, x: 1}",
            "points[1].x: '1': the space has no parameter 'x'; the parameters are: rate, layers"
        ),
        (
            "{rate: 1.5, layers: 2, optimizer: adam, seed: 7}",
            "points[1].rate: '1.5': 'rate' does not take this value; 'rate' is a number from 0 to 1"
        ),
        ("{rate: fast, layers: 2, optimizer: adam, seed: 7}", "'rate' does not take this value"),
        ("{rate: 0.5, layers: 2.5, optimizer: adam, seed: 7}", "'layers' is a whole number from 1 to 4"),
        ("{rate: 0.5, layers: true, optimizer: adam, seed: 7}", "'layers' does not take this value"),
        ("{rate: 0.5, layers: 2, optimizer: lion, seed: 7}", "'optimizer' is one of sgd, adam"),
        (
            "{rate: 0.5, layers: 2, optimizer: sgd, seed: 7}",
            "the point has no 'momentum'; add it; 'momentum' is a number from 0 to 1"
        ),
        (
            "{rate: 0.5, layers: 2, optimizer: adam, momentum: 0.5, seed: 7}",
            "points[1].momentum: '0.5': 'momentum' is only in trials in which optimizer is sgd; remove 'momentum'"
        ),
        ("{rate: 0.5, layers: 2, optimizer: adam}", "the point has no 'seed'; add it; 'seed' is 7"),
        ("{rate: 0.5, layers: 2, optimizer: adam, seed: 7}", "the point is equal to points[0]"),
        ("{rate: 0.5, layers: 2, optimizer: adam, seed: 7, parent: me}", "this is not a trial"),
        ("{rate: 0.5, layers: [2], optimizer: adam, seed: 7}", "this must be a number, a word, true or false"),
        ("3", "this must be the values of a trial, as in {x: 0.5}"),
    ]

    @Test("where a point is not a trial of it", arguments: wrongPoints.indices)
    func points(_ index: Int) throws {
        let (point, words) = Self.wrongPoints[index]
        let study = AnyStudy(space: Self.space, points: [Self.good, point])
        let error = try #require(throws: StudyFileError.self) { try study.read() }
        #expect(error.description.contains(words), "\(error)")
        #expect(error.line == 7, "\(error)")
    }

    @Test("but points are read before the space, as ever")
    func order() throws {
        let study = AnyStudy(space: "a: {from: 1, to: 0}", points: ["3"])
        #expect(try #require(throws: StudyFileError.self) { try study.read() }.line == 6)
    }
}
