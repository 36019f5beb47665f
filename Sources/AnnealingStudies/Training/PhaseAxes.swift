import EquilibriumPropagation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// The lengths of phases that a training study searches: `negativeSteps: {from: 5, to: 20}`, a list, or one number.
enum PhaseAxes {
    /// The space of schedules with the axes of the phases behind it. A space without these axes is not changed.
    ///
    /// - Parameter isGrid: whether the study goes through a grid. A grid takes all values of the axes.
    static func space(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> DeclaredSpace {
        try value.mapping("a space").refuseCode()
        var space = try ScheduleSpace(value, isGrid: isGrid, besides: PhaseLengths.names).declared
        guard case .object(var canonical) = space.canonical else { return space }
        let written = try value.mapping("a space")
        if let clock = written[AnnealingSchedules.clockName] {
            throw clock.error(
                rule: "training has no clock: an update is a few steps from rest", remedy: "leave 'clock' out")
        }
        for name in PhaseLengths.names {
            guard let axis = written[name] else { continue }
            let (domain, text) = try domain(axis)
            space.dimensions.append(.init(Parameter(name, domain)))
            canonical[name] = text
        }
        space.canonical = .object(canonical)
        return space
    }

    private static func domain(_ value: YAMLValue) throws(StudyFileError) -> (Domain, CanonicalValue) {
        let lengths = TrainingKeys.lengths
        if value.isMapping {
            let range = try value.mapping("a range of steps, as in {from: 5, to: 20}")
            try range.allow(only: TrainingKeys.phaseRange)
            let low = try range.required("from").integer(in: lengths)
            let high = try range.required("to").integer(in: lengths)
            guard low < high else {
                throw value.error(
                    rule: "the range is \(low == high ? "empty" : "inverted")",
                    remedy: "'from' must be below 'to' (for one value, write it alone)")
            }
            let step = try range["step"]?.integer(in: lengths) ?? 1
            guard (high - low).isMultiple(of: step) else {
                throw value.error(
                    rule: "steps of \(step) from \(low) do not reach \(high)",
                    remedy: "end at \(low + (high - low) / step * step), or choose another 'step'")
            }
            var text: [String: CanonicalValue] = ["from": .integer(low), "to": .integer(high)]
            if step != 1 { text["step"] = .integer(step) }
            return (.integer(low...high, step: step), .object(text))
        }
        var numbers: [Int] = []
        if value.isSequence {
            for item in try value.list("numbers of steps") { numbers.append(try item.integer(in: lengths)) }
            guard !numbers.isEmpty, Set(numbers).count == numbers.count else {
                throw value.error(
                    rule: numbers.isEmpty ? "the list is empty" : "a value stands twice",
                    remedy: numbers.isEmpty ? "list at least one value" : "list each value once")
            }
        } else {
            numbers = [try value.integer(in: lengths)]
        }
        return (.choice(numbers.map { .number(Double($0)) }), .list(numbers.map { .integer($0) }))
    }

    /// Checks that no trial of the study has updates of more steps than are made.
    ///
    /// - Parameter root: the whole study file, for the place of the error.
    static func check(
        _ study: DeclaredStudy, _ rule: LearningRule, written root: YAMLMapping
    ) throws(StudyFileError) {
        var longest = PhaseLengths()
        for dimension in study.sampling.space?.dimensions ?? [] {
            switch dimension.parameter.name {
            case PhaseLengths.negative: longest.negativeSteps = dimension.parameter.domain.largestWhole
            case PhaseLengths.positive: longest.positiveSteps = dimension.parameter.domain.largestWhole
            default: break
            }
        }
        try check(longest.applied(to: rule), longest, at: root["space"] ?? root.value)
        let written = try root["points"]?.list("points") ?? []
        for (place, point) in study.points.enumerated() {
            guard let lengths = try? PhaseLengths(point.parameters) else { continue }
            try check(
                lengths.applied(to: rule), lengths, at: written.indices.contains(place) ? written[place] : root.value)
        }
    }

    private static func check(
        _ rule: LearningRule, _ lengths: PhaseLengths, at value: YAMLValue
    ) throws(StudyFileError) {
        guard !lengths.isEmpty, rule.steps > LearningRule.largestSteps else { return }
        let error = LearningRuleError.tooManySteps(rule.steps, limit: LearningRule.largestSteps)
        throw value.error(rule: error.rule, remedy: error.remedy)
    }
}

extension Domain {
    /// The largest value of an axis of whole numbers.
    fileprivate var largestWhole: Int? {
        switch self {
        case .integer(let range, _, _): range.upperBound
        case .choice(let values):
            values.compactMap { if case .number(let number) = $0 { Int(exactly: number) } else { nil } }.max()
        case .float: nil
        }
    }
}
