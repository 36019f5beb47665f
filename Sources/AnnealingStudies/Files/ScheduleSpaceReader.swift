import HyperparameterSearch
import SpikingDynamics

/// Reads the `space` and the `points` of a study file.
struct ScheduleSpaceReader {
    /// Whether each range needs a count of its values; elsewhere a count would mean nothing.
    let isGrid: Bool

    func space(_ value: YAMLValue) throws(StudyFileError) -> ScheduleSpace {
        let space = try value.mapping("a space: epsilon, lambda and quantizer")
        try space.allow(only: "epsilon", "lambda", "quantizer")
        return ScheduleSpace(
            epsilon: try schedule(space.required("epsilon")), lambda: try schedule(space.required("lambda")),
            quantizers: try quantizers(space.required("quantizer")))
    }

    private func schedule(_ value: YAMLValue) throws(StudyFileError) -> ScheduleAxes {
        guard value.isMapping else { return ScheduleAxes(fixed: try PointReader.schedule(value)) }
        let mapping = try value.mapping("a schedule")
        if let constant = mapping["constant"] {
            try mapping.allow(only: "constant")
            return .constant(try initialAxis(constant))
        }
        if let exponential = mapping["exponential"] {
            try mapping.allow(only: "exponential")
            let numbers = try exponential.mapping("an exponential schedule: initial and tau")
            try numbers.allow(only: "initial", "tau")
            let initial = try initialAxis(numbers.required("initial"))
            let tau = try numbers.required("tau")
            let tauAxis = try axis(tau)
            guard tauAxis.smallest > 0 else {
                throw tau.error(rule: "a time constant must be above 0", remedy: "begin above 0")
            }
            return .exponential(initial: initial, tau: tauAxis)
        }
        try mapping.allow(only: "initial", "exponent")
        return .powerLaw(
            initial: try initialAxis(mapping.required("initial")), exponent: try axis(mapping.required("exponent")))
    }

    /// The values with which a schedule begins; they may touch 0.
    private func initialAxis(_ value: YAMLValue) throws(StudyFileError) -> Axis {
        let axis = try axis(value)
        guard axis.smallest >= 0 else {
            throw value.error(
                rule: "a schedule's initial value reaches below 0",
                remedy: "begin at 0 or above (a schedule at 0 makes its trial a failed one)")
        }
        return axis
    }

    private func axis(_ value: YAMLValue) throws(StudyFileError) -> Axis {
        if value.isSequence {
            var numbers: [Double] = []
            for number in try value.list("numbers") { numbers.append(try number.number()) }
            guard !numbers.isEmpty else {
                throw value.error(rule: "the list is empty", remedy: "list at least one value")
            }
            guard Set(numbers).count == numbers.count else {
                throw value.error(rule: "a value stands twice", remedy: "list each value once")
            }
            return .list(numbers)
        }
        guard value.isMapping else { return .fixed(try value.number()) }
        let range = try value.mapping("a range")
        try range.allow(only: "from", "to", "log", "count")
        let (low, high) = (try range.required("from").number(), try range.required("to").number())
        guard low < high else {
            throw value.error(
                rule: "the range is \(low == high ? "empty" : "inverted")",
                remedy: "'from' must be below 'to' (for one value, write it alone)")
        }
        guard (high - low).isFinite else {
            throw value.error(rule: "the range is infinitely wide", remedy: "give finite ends")
        }
        let isLog = try range["log"]?.boolean() ?? false
        guard !isLog || low > 0 else {
            throw value.error(rule: "a log scale cannot reach 0", remedy: "begin above 0, or remove 'log: true'")
        }
        if let count = range["count"], !isGrid {
            throw count.error(rule: "only a grid counts the values of a range", remedy: "remove 'count'")
        }
        let count = try range["count"]?.integer(in: 2...1_000_000)
        guard count != nil || !isGrid else {
            throw value.error(
                rule: "a grid needs to know how many values of the range to take",
                remedy: "add 'count: 5', or list them")
        }
        return .range(low...high, scale: isLog ? .log : .linear, count: count)
    }

    private func quantizers(_ value: YAMLValue) throws(StudyFileError) -> [Quantizer] {
        guard value.isSequence else { return [try value.choice(Quantizer.self)] }
        var quantizers: [Quantizer] = []
        for item in try value.list("quantizers") { quantizers.append(try item.choice(Quantizer.self)) }
        guard !quantizers.isEmpty, Set(quantizers).count == quantizers.count else {
            throw value.error(
                rule: "each quantizer may stand once, at least one must",
                remedy: "list some of: \(Quantizer.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return quantizers
    }
}
