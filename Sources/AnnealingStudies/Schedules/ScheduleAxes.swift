import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// The schedules that a study searches for epsilon or for lambda: a family with an axis for each of its constants, or
/// several families. With several, the family is a parameter of the search, and the constants of each are conditional
/// on it.
public struct ScheduleAxes: Sendable, Hashable {
    /// A family with its axes.
    public struct Form: Sendable, Hashable {
        let family: ScheduleFamily
        /// In the order of the family's constants.
        let axes: [Axis]
        /// Nil for schedules without a floor.
        let floor: Axis?
    }

    /// At least one; each family once.
    let forms: [Form]

    init(_ forms: [Form]) {
        self.forms = forms
    }

    init(_ family: ScheduleFamily, _ axes: [Axis], floor: Axis? = nil) {
        self.init([Form(family: family, axes: axes, floor: floor)])
    }

    /// A single schedule.
    init(fixed schedule: Schedule) {
        let (family, numbers, floor) = schedule.parts
        self.init(family, numbers.map(Axis.fixed), floor: floor.map(Axis.fixed))
    }

    public static func powerLaw(initial: Axis, exponent: Axis) -> ScheduleAxes {
        ScheduleAxes(.powerLaw, [initial, exponent])
    }

    public static func constant(_ value: Axis) -> ScheduleAxes { ScheduleAxes(.constant, [value]) }

    public static func exponential(initial: Axis, tau: Axis) -> ScheduleAxes {
        ScheduleAxes(.exponential, [initial, tau])
    }

    /// The parameters in the order in which they are drawn.
    func dimensions(of name: String) -> [DeclaredSpace.Dimension] {
        guard forms.count > 1 else { return forms.flatMap { $0.dimensions(of: name, condition: nil) } }
        let family = Parameter.categorical(ScheduleName.family(of: name), forms.map(\.family.rawValue))
        return [.init(family)]
            + forms.flatMap { form in
                form.dimensions(
                    of: ScheduleName.prefix(name, form.family),
                    condition: Condition(family.name, is: [.category(form.family.rawValue)]))
            }
    }

    /// A list for several families. The forms of earlier versions keep the text that those gave them.
    var canonical: CanonicalValue {
        forms.count > 1 ? .list(forms.map(\.canonical)) : forms[0].canonicalAlone
    }
}

extension ScheduleAxes.Form {
    fileprivate func dimensions(of prefix: String, condition: Condition?) -> [DeclaredSpace.Dimension] {
        let named = zip(family.constants, axes) + (floor.map { [(ScheduleFamily.floor, $0)] } ?? [])
        return named.map { constant, axis in
            .init(Parameter("\(prefix).\(constant)", axis.domain, condition: condition), count: axis.count)
        }
    }

    fileprivate var canonical: CanonicalValue {
        var object = constants
        object["family"] = .text(family.rawValue)
        object[ScheduleFamily.floor] = floor?.canonical
        return .object(object)
    }

    fileprivate var canonicalAlone: CanonicalValue {
        guard floor == nil else { return canonical }
        return switch family {
        case .powerLaw, .constant: .object(constants)
        case .exponential: .object(["exponential": .object(constants)])
        case .shifted, .holdThenPower: canonical
        }
    }

    private var constants: [String: CanonicalValue] {
        Dictionary(uniqueKeysWithValues: zip(family.constants, axes.map(\.canonical)))
    }

    /// The lowest value at step 1 of all schedules. It is that of a corner, since a schedule's value at step 1 is
    /// monotone in each constant.
    var lowestStart: Double {
        var corners: [[Double]] = [[]]
        for axis in axes {
            corners = corners.flatMap { corner in [axis.smallest, axis.largest].map { corner + [$0] } }
        }
        let starts = corners.map { corner in
            let numbers = Dictionary(uniqueKeysWithValues: zip(family.constants, corner))
            return family.schedule { numbers[$0] ?? .nan }.value(at: 1)
        }
        return starts.min() ?? .nan
    }
}
