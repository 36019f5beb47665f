import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// The surprise clocks that a study searches: an axis for each constant.
public struct ClockAxes: Sendable, Hashable {
    /// In the order of `SurpriseClock.constants`.
    let axes: [Axis]

    /// A single clock.
    init(fixed clock: SurpriseClock) {
        axes = clock.numbers.map(Axis.fixed)
    }

    /// The name of a constant among a trial's parameters.
    static func parameter(_ constant: String) -> String { "clock.\(constant)" }

    /// The parameters in the order in which they are drawn.
    var dimensions: [DeclaredSpace.Dimension] {
        zip(SurpriseClock.constants, axes).map { constant, axis in
            .init(Parameter(Self.parameter(constant), axis.domain), count: axis.count)
        }
    }

    var canonical: CanonicalValue {
        .object([
            "surprise": .object(Dictionary(uniqueKeysWithValues: zip(SurpriseClock.constants, axes.map(\.canonical))))
        ])
    }
}

extension ClockAxes {
    /// Reads a clock's text, or `{surprise: {threshold: {from: 1.5, to: 3}}}` with an axis for each constant that is not the
    /// usual one.
    ///
    /// - Parameter isGrid: whether each range needs a count.
    /// - Returns: nil for the steps.
    static func read(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> ClockAxes? {
        guard value.isMapping else { return try value.clock().surprise.map(ClockAxes.init(fixed:)) }
        let mapping = try value.mapping("a clock, as in {surprise: {threshold: 2}}")
        try mapping.allow(only: "surprise")
        let constants = try mapping.required("surprise").mapping("the constants of a surprise clock")
        try constants.allow(only: SurpriseClock.constants)
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
        return ClockAxes(axes: axes)
    }

    private init(axes: [Axis]) {
        self.axes = axes
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
