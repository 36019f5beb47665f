import HyperparameterSearch

/// Reads one axis of a general space.
struct GeneralAxisReader {
    let value: YAMLValue
    let isGrid: Bool
    /// The parameters before this one, by name.
    let earlier: [String: DeclaredSpace.Dimension]

    func dimension(_ name: String) throws(StudyFileError) -> DeclaredSpace.Dimension {
        if value.isSequence {
            return DeclaredSpace.Dimension(Parameter(name, try list(value)))
        }
        guard value.isMapping else {
            return DeclaredSpace.Dimension(Parameter(name, .choice([try value.parameterValue()])))
        }
        let axis = try value.mapping("an axis")
        try axis.allow(only: Self.keys)
        let condition = try axis["when"].map { (when) throws(StudyFileError) in try self.condition(when) }
        if let values = axis["values"] {
            for key in axis.names where key != "values" && key != "when" {
                throw (axis.key(key) ?? value).error(
                    rule: "an axis with 'values' has no '\(key)'",
                    remedy: "remove '\(key)', or give a range without 'values'")
            }
            return DeclaredSpace.Dimension(Parameter(name, try list(values), condition: condition))
        }
        let isInteger = try axis["integer"]?.boolean() ?? false
        let domain = try isInteger ? integers(axis) : reals(axis)
        let count = try count(axis, of: domain)
        return DeclaredSpace.Dimension(Parameter(name, domain, condition: condition), count: count)
    }

    private func list(_ value: YAMLValue) throws(StudyFileError) -> Domain {
        var values: [ParameterValue] = []
        var seen: Set<ParameterValue> = []
        for item in try value.list("a list of values") {
            let one = try item.parameterValue()
            guard seen.insert(one).inserted else {
                throw item.error(rule: "a value stands twice", remedy: "list each value once")
            }
            values.append(one)
        }
        guard !values.isEmpty else { throw value.error(rule: "the list is empty", remedy: "list at least one value") }
        return .choice(values)
    }

    private func reals(_ axis: YAMLMapping) throws(StudyFileError) -> Domain {
        let (low, high) = (try axis.required("from").number(), try axis.required("to").number())
        try checkOrder(low, high)
        guard (high - low).isFinite else {
            throw value.error(rule: "the range is infinitely wide", remedy: "give finite ends")
        }
        let isLog = try isLog(axis)
        guard !isLog || low > 0 else {
            throw value.error(rule: "a log scale cannot reach 0", remedy: "begin above 0, or remove 'log: true'")
        }
        guard let written = axis["step"] else { return .float(low...high, scale: isLog ? .log : .linear) }
        guard !isLog else {
            throw written.error(
                rule: "a log scale has no step: its values would not be even on that scale",
                remedy: "remove 'step' or 'log'")
        }
        let step = try written.number()
        if let problem = StepProblem(step, in: low...high) { throw error(problem, written) }
        return .float(low...high, scale: .linear, step: step)
    }

    private func integers(_ axis: YAMLMapping) throws(StudyFileError) -> Domain {
        let exact = -(1 << 53)...(1 << 53)
        let low = try axis.required("from").integer(in: exact)
        let high = try axis.required("to").integer(in: exact)
        try checkOrder(Double(low), Double(high))
        let isLog = try isLog(axis)
        guard !isLog || low > 0 else {
            throw value.error(
                rule: "a log scale of whole numbers cannot reach 0",
                remedy: "begin at 1 or above, or remove 'log: true'")
        }
        let step = try axis["step"]?.integer(in: 1...1 << 53) ?? 1
        if isLog, step != 1, let written = axis["step"] {
            throw written.error(
                rule: "a log scale of whole numbers has no step but 1: its values would not be even on that scale",
                remedy: "remove 'step' or 'log'")
        }
        if let problem = StepProblem(step, in: low...high) { throw error(problem, axis["step"] ?? value) }
        return .integer(low...high, scale: isLog ? .log : .linear, step: step)
    }

    private func isLog(_ axis: YAMLMapping) throws(StudyFileError) -> Bool { try axis["log"]?.boolean() ?? false }

    private func checkOrder(_ low: Double, _ high: Double) throws(StudyFileError) {
        guard low < high else {
            throw value.error(
                rule: "the range is \(low == high ? "empty" : "inverted")",
                remedy: "'from' must be below 'to' (for one value, write it alone)")
        }
    }

    private func error(_ problem: StepProblem, _ written: YAMLValue) -> StudyFileError {
        let remedy =
            switch problem {
            case .uneven(_, let below, let above):
                below.map { "write 'to: \($0.shortestText)' or 'to: \(above.shortestText)'" }
                    ?? "write 'to: \(above.shortestText)', or a smaller step"
            case .notPositive, .tooSmall: problem.remedy
            }
        return written.error(rule: problem.rule, remedy: remedy)
    }

    private func count(_ axis: YAMLMapping, of domain: Domain) throws(StudyFileError) -> Int? {
        guard let written = axis["count"] else {
            guard isGrid else { return nil }
            guard domain.isListed else {
                throw value.error(
                    rule: "a grid needs to know how many values of the range to take",
                    remedy: "add 'count: 5', or list them")
            }
            guard let values = domain.valueCount, values <= Axis.counts.upperBound else {
                throw value.error(
                    rule: "the range has more than \(Axis.counts.upperBound) values",
                    remedy: axis["step"] == nil ? "add 'count: 5'" : "give a wider step")
            }
            return nil
        }
        guard isGrid else {
            throw written.error(rule: "only a grid counts the values of a range", remedy: "remove 'count'")
        }
        guard axis["step"] == nil else {
            throw written.error(
                rule: "the step tells already which values of the range a grid takes",
                remedy: "remove 'count' or 'step'")
        }
        let count = try written.integer(in: Axis.counts)
        if let values = domain.valueCount, count > values {
            throw written.error(
                rule: "the range has only \(values.counted("value"))", remedy: "give at most 'count: \(values)'")
        }
        do {
            if case .integer(_, .log, _) = domain { _ = try domain.values(count: count) }
        } catch SpaceError.coincidingValues(_, let most) {
            throw written.error(
                rule: "\(count) values of this log scale are not all different as whole numbers",
                remedy: "give at most 'count: \(most)'")
        } catch {
            throw written.error(rule: "\(error)", remedy: "give another count")
        }
        return count
    }

    static let mostConditionValues = 1000

    /// Reads `{parent: value}` or `{parent: [value, ...]}`.
    private func condition(_ when: YAMLValue) throws(StudyFileError) -> Condition {
        let mapping = try when.mapping("another parameter with its value, as in {optimizer: sgd}")
        guard let name = mapping.names.first, let wanted = mapping[name], mapping.names.count == 1 else {
            throw when.error(
                rule: "an axis depends on one other parameter",
                remedy: "name one, as in {optimizer: sgd}; a parameter that depends on another may be that one")
        }
        guard let parent = earlier[name] else {
            throw when.error(
                rule: "no parameter '\(name)' comes before this one",
                remedy: earlier.isEmpty
                    ? "write the other parameter first"
                    : "write it first, or name one of: \(earlier.keys.sorted().joined(separator: ", "))")
        }
        if case .float(_, _, nil) = parent.parameter.domain {
            throw when.error(
                rule: "'\(name)' has all real numbers of a range, and a condition needs single values",
                remedy: "give '\(name)' a list, a step, or whole numbers")
        }
        let items = try wanted.isSequence ? wanted.list("values") : [wanted]
        guard items.count <= Self.mostConditionValues else {
            throw wanted.error(
                rule: "a condition has at most \(Self.mostConditionValues) values",
                remedy: "let '\(name)' have a list of fewer values")
        }
        // A grid may take some of a range's values only.
        let taken = isGrid ? parent.count.flatMap { try? Set(parent.parameter.domain.values(count: $0)) } : nil
        var values: [ParameterValue] = []
        for item in items {
            let value = try item.parameterValue()
            guard taken?.contains(value) ?? parent.parameter.domain.contains(value) else {
                throw item.error(rule: "'\(name)' never has this value", remedy: "\(name) is \(parent.phrase)")
            }
            guard !values.contains(value) else {
                throw item.error(rule: "a value stands twice", remedy: "list each value once")
            }
            values.append(value)
        }
        guard !values.isEmpty else { throw wanted.error(rule: "the list is empty", remedy: "list at least one value") }
        return Condition(name, is: values)
    }
}
