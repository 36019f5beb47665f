import SpikingDynamics
import StudyFiles

/// The schedules that a study searches for epsilon or for lambda: a form with an axis for each of its numbers.
public enum ScheduleAxes: Sendable, Hashable {
    case powerLaw(initial: Axis, exponent: Axis)
    case constant(Axis)
    case exponential(initial: Axis, tau: Axis)

    /// A single schedule.
    init(fixed schedule: Schedule) {
        switch schedule {
        case .powerLaw(let initial, let exponent):
            self = .powerLaw(initial: .fixed(initial), exponent: .fixed(exponent))
        case .constant(let value): self = .constant(.fixed(value))
        case .exponential(let initial, let tau): self = .exponential(initial: .fixed(initial), tau: .fixed(tau))
        }
    }

    /// The parameters in the order in which they are drawn.
    func dimensions(of name: String) -> [DeclaredSpace.Dimension] {
        switch self {
        case .powerLaw(let initial, let exponent):
            [.init("\(name).initial", initial), .init("\(name).exponent", exponent)]
        case .constant(let value): [.init("\(name).constant", value)]
        case .exponential(let initial, let tau): [.init("\(name).initial", initial), .init("\(name).tau", tau)]
        }
    }

    var canonical: CanonicalValue {
        switch self {
        case .powerLaw(let initial, let exponent):
            .object(["initial": initial.canonical, "exponent": exponent.canonical])
        case .constant(let value):
            .object(["constant": value.canonical])
        case .exponential(let initial, let tau):
            .object(["exponential": .object(["initial": initial.canonical, "tau": tau.canonical])])
        }
    }
}

extension ScheduleAxes {
    /// Reads a schedule's text, or a mapping: `{initial, exponent}`, `{constant}`, `{exponential: {initial, tau}}`.
    ///
    /// - Parameter isGrid: whether each range needs a count.
    init(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) {
        guard value.isMapping else {
            self.init(fixed: try value.schedule())
            return
        }
        let mapping = try value.mapping("a schedule")
        if let constant = mapping["constant"] {
            try mapping.allow(only: "constant")
            self = .constant(try constant.initialAxis(isGrid: isGrid))
        } else if let exponential = mapping["exponential"] {
            try mapping.allow(only: "exponential")
            let numbers = try exponential.mapping("an exponential schedule: initial and tau")
            try numbers.allow(only: "initial", "tau")
            let initial = try numbers.required("initial").initialAxis(isGrid: isGrid)
            let tau = try numbers.required("tau")
            let tauAxis = try tau.axis(isGrid: isGrid)
            guard tauAxis.smallest > 0 else {
                throw tau.error(rule: "a time constant must be above 0", remedy: "begin above 0")
            }
            self = .exponential(initial: initial, tau: tauAxis)
        } else {
            try mapping.allow(only: "initial", "exponent")
            self = .powerLaw(
                initial: try mapping.required("initial").initialAxis(isGrid: isGrid),
                exponent: try mapping.required("exponent").axis(isGrid: isGrid))
        }
    }
}

extension YAMLValue {
    /// The axis of a schedule's first value, which may touch 0.
    fileprivate func initialAxis(isGrid: Bool) throws(StudyFileError) -> Axis {
        let axis = try axis(isGrid: isGrid)
        guard axis.smallest >= 0 else {
            throw error(
                rule: "a schedule's initial value reaches below 0",
                remedy: "begin at 0 or above (a schedule at 0 makes its trial a failed one)")
        }
        return axis
    }
}
