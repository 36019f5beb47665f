import Testing

@testable import ProgramObjectives

@Suite("A line that a program prints") struct ReportLineTests {
    private func line(_ text: String) -> ReportLine { ReportLine(Array(text.utf8)[...]) }

    @Test func values() {
        #expect(line("{\"step\": 3, \"value\": 0.31}") == .step(3, 0.31))
        #expect(line("  {\"value\":1e-3,\"step\":0}\r") == .step(0, 0.001))
        #expect(line("{\"value\": 0.29, \"values\": {\"accuracy\": 0.91}}") == .end(0.29, ["accuracy": 0.91]))
        #expect(line("{\"value\": -2}") == .end(-2, [:]))
        #expect(line("{\"step\": 2, \"value\": 1, \"values\": {\"a\": 1}}") == .step(2, 1))
    }

    @Test("numbers that are not finite, as Python prints them")
    func notFinite() {
        guard case .end(let value, let values) = line("{\"value\": NaN, \"values\": {\"NaN Infinity\": -Infinity}}")
        else {
            Issue.record("not read")
            return
        }
        #expect(value.isNaN)
        #expect(values == ["NaN Infinity": -.infinity])
        #expect(line("{\"step\": 1, \"value\": Infinity}") == .step(1, .infinity))
    }

    @Test(arguments: [
        "", "epoch 3", "{", "{}", "{\"value\": 1", "[{\"value\": 1}]", "{\"epoch\": 3}", "\"value\"",
        "{\"value\": 1} x",
        "{\"note\": \"value\"}", "{\"note\": \"\\\"value\\\": NaN\"}",
    ])
    func log(_ text: String) {
        #expect(line(text) == .log)
    }

    @Test(arguments: [
        ("{\"value\": \"0.3\"}", "'value' is not a number"),
        ("{\"value\": null}", "'value' is not a number"),
        ("{\"value\": [1]}", "'value' is not a number"),
        ("{\"value\": 1, \"accuracy\": 2}", "the key 'accuracy' is unknown; further numbers belong under 'values'"),
        ("{\"value\": 1, \"values\": 2}", "'values' is not a mapping of names to numbers"),
        ("{\"value\": 1, \"values\": {\"a\": \"b\"}}", "'values' is not a mapping of names to numbers"),
        ("{\"value\": 1, \"step\": 1.5}", "'step' is not a whole number from 0"),
        ("{\"value\": 1, \"step\": -1}", "'step' is not a whole number from 0"),
        ("{\"value\": 1, \"step\": \"3\"}", "'step' is not a whole number from 0"),
        ("{\"value\": 1, \"values\": {\"\": 1}}", "'' cannot name a value: a name has 1 to 100 printable characters"),
    ])
    func fault(_ text: String, _ reason: String) {
        #expect(line(text) == .fault(reason))
    }
}

@Suite("The values that a program reports") struct ReportedValuesTests {
    @Test("the value at a step is the last one at or before it; a step that was passed does not count again")
    func carried() {
        var values = ReportedValues()
        #expect(values.lastStep == -1 && values.value(at: 3) == nil)
        let added = [(1, 0.5), (4, 0.3), (7, 0.2), (7, 9), (2, 9)].map { values.add($0, $1) }
        #expect(added == [true, true, true, false, false])
        #expect(values.value(at: 0) == nil)
        #expect([1, 3, 4, 6, 7, 9].map { values.value(at: $0) } == [0.5, 0.5, 0.3, 0.3, 0.2, 0.2])
    }

    @Test("values are stored up to a step, and at most 10,000 of a trial")
    func stored() {
        var values = ReportedValues()
        _ = values.add(0, .nan)
        for step in 1...20_000 { _ = values.add(step, Double(step)) }
        let first = values.stored(from: 0, through: 5)
        #expect(first.values.map(\.step) == [1, 2, 3, 4, 5] && first.end == 6)
        let rest = values.stored(from: first.end, through: .max)
        #expect(rest.values.count == 9994 && rest.values.last?.step == 9999)
        #expect(values.value(at: 15_000) == 15_000)
    }
}
