import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// The clocks that a study searches.
public enum ClockAxes: Sendable, Hashable {
    /// Surprise clocks: an axis for each constant, in the order of `SurpriseClock.constants`.
    case surprise([Axis])
    /// These clocks, different from each other.
    case choices([Clock])

    /// The name of a constant among a trial's parameters.
    static func parameter(_ constant: String) -> String { "clock.\(constant)" }

    /// The parameters in the order in which they are drawn.
    var dimensions: [DeclaredSpace.Dimension] {
        switch self {
        case .surprise(let axes):
            zip(SurpriseClock.constants, axes).map { constant, axis in
                .init(Parameter(Self.parameter(constant), axis.domain), count: axis.count)
            }
        case .choices(let clocks):
            [.init(.categorical(AnnealingSchedules.clockName, clocks.map { ClockText($0).text }))]
        }
    }

    var canonical: CanonicalValue {
        switch self {
        case .surprise(let axes):
            .object([
                "surprise": .object(
                    Dictionary(uniqueKeysWithValues: zip(SurpriseClock.constants, axes.map(\.canonical))))
            ])
        case .choices(let clocks): .list(clocks.map { .text(ClockText($0).text) })
        }
    }
}

extension ClockAxes {
    /// Reads a clock's text, a list of texts, or `{surprise: {threshold: {from: 1.5, to: 3}}}` with an axis for each constant that is not the
    /// usual one.
    ///
    /// - Parameter isGrid: whether each range needs a count.
    /// - Returns: nil for the steps.
    static func read(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> ClockAxes? {
        if value.isSequence { return .choices(try value.distinctClocks()) }
        guard value.isMapping else { return try value.clock().axes }
        let mapping = try value.mapping("a clock, as in {surprise: {threshold: 2}}")
        try mapping.allow(only: ScheduleKeys.clock)
        let constants = try mapping.required("surprise").mapping("the constants of a surprise clock")
        try constants.allow(only: ScheduleKeys.surprise)
        var axes = SurpriseClock().numbers.map(Axis.fixed)
        for (place, name) in SurpriseClock.constants.enumerated() {
            guard let written = constants[name] else { continue }
            let axis = try written.axis(isGrid: isGrid)
            for number in axis.extremes {
                var numbers = SurpriseClock().numbers
                numbers[place] = number
                if let problem = SurpriseClock.problem(numbers) {
                    throw written.error(rule: problem, remedy: ClockTextError.remedy)
                }
            }
            if name == "refractory", case .range = axis {
                throw written.error(
                    rule: "a clock's refractory time is a whole number of steps",
                    remedy: "list the numbers, as in [10, 20, 40]")
            }
            axes[place] = axis
        }
        return .surprise(axes)
    }
}

extension Clock {
    /// A search of this clock alone; nil for the steps.
    fileprivate var axes: ClockAxes? {
        switch self {
        case .steps: nil
        case .surprise(let clock): .surprise(clock.numbers.map(Axis.fixed))
        case .oracle: .choices([self])
        }
    }
}

extension Axis {
    /// All numbers of a list, or the ends of a range.
    var extremes: [Double] {
        switch self {
        case .range, .fixed: [smallest, largest]
        case .list(let values): values
        }
    }
}

extension YAMLValue {
    fileprivate func distinctClocks() throws(StudyFileError) -> [Clock] {
        var clocks: [Clock] = []
        for item in try list("clocks") { clocks.append(try item.clock()) }
        guard !clocks.isEmpty, Set(clocks).count == clocks.count else {
            throw error(
                rule: "each clock may stand once, at least one must", remedy: "write for example [steps, surprise]")
        }
        return clocks
    }

    /// A clock's text.
    func clock() throws(StudyFileError) -> Clock {
        let text = try text("a clock, such as surprise")
        do {
            return try ClockText(parsing: text).clock
        } catch {
            throw self.error(rule: error.rule, remedy: ClockTextError.remedy)
        }
    }
}

extension LayerAxes {
    /// Whether all schedules are constant.
    var isConstant: Bool {
        let axes: [ScheduleAxes] =
            switch self {
            case .shared(let axes): [axes]
            case .each(let axes): axes
            }
        return axes.flatMap(\.forms).allSatisfy { $0.family == .constant }
    }
}
