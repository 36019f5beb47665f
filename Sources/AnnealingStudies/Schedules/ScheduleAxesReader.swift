import SpikingDynamics
import StudyFiles

extension ScheduleAxes {
    /// Reads a schedule's text, a mapping, or a list of these with different families.
    ///
    /// A mapping is `{family: shifted, initial: ..., exponent: ..., offset: ...}`, in which each constant is an axis and
    /// `floor` may be added, or one of the short forms `{initial, exponent}`, `{constant}` and
    /// `{exponential: {initial, tau}}`.
    ///
    /// - Parameter isGrid: whether each range needs a count.
    init(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) {
        guard value.isSequence else {
            self.init([try Form(value, isGrid: isGrid)])
            return
        }
        var forms: [Form] = []
        for item in try value.list("schedules of different families") {
            let form = try Form(item, isGrid: isGrid)
            guard !forms.contains(where: { $0.family == form.family }) else {
                throw item.error(
                    rule: "the family \(form.family.rawValue) stands twice in the list",
                    remedy: "name each family once, with ranges for its constants")
            }
            forms.append(form)
        }
        guard !forms.isEmpty else {
            throw value.error(rule: "the list is empty", remedy: "list at least one schedule")
        }
        self.init(forms)
    }
}

extension ScheduleAxes.Form {
    fileprivate init(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) {
        guard value.isMapping else {
            self = ScheduleAxes(fixed: try value.schedule()).forms[0]
            return
        }
        let mapping = try value.mapping("a schedule")
        if let family = mapping["family"] {
            let family = try family.choice(ScheduleFamily.self)
            try mapping.allow(only: ScheduleKeys.named(family))
            try self.init(family, mapping, isGrid: isGrid)
        } else if mapping["constant"] != nil {
            try mapping.allow(only: ScheduleKeys.constant)
            try self.init(.constant, mapping, isGrid: isGrid)
        } else if let exponential = mapping["exponential"] {
            try mapping.allow(only: ScheduleKeys.exponential)
            let numbers = try exponential.mapping("an exponential schedule: initial and tau")
            try numbers.allow(only: ScheduleKeys.exponentialNumbers)
            try self.init(.exponential, numbers, isGrid: isGrid)
        } else {
            try mapping.allow(only: ScheduleKeys.powerLaw)
            try self.init(.powerLaw, mapping, isGrid: isGrid)
        }
    }

    /// Reads the constants of a family, and its floor if there is one.
    private init(_ family: ScheduleFamily, _ mapping: YAMLMapping, isGrid: Bool) throws(StudyFileError) {
        var axes: [Axis] = []
        for name in family.constants {
            let written = try mapping.required(name)
            let axis = try written.axis(isGrid: isGrid)
            if let problem = Self.problem(with: name, from: axis.smallest) {
                throw written.error(rule: problem.rule, remedy: problem.remedy)
            }
            axes.append(axis)
        }
        let floor = try mapping[ScheduleFamily.floor].map { (value) throws(StudyFileError) in
            try value.axis(isGrid: isGrid)
        }
        self.init(family: family, axes: axes, floor: floor)
        guard let written = mapping[ScheduleFamily.floor], let floor else { return }
        guard floor.smallest > 0 else {
            throw written.error(rule: "a floor must be above 0", remedy: "begin above 0, or leave the floor out")
        }
        guard floor.largest <= lowestStart else {
            throw written.error(
                rule: "a floor must not be above the schedule's value at step 1, which may be "
                    + "\(Schedule.constant(lowestStart)) here",
                remedy: "lower the floor, or let the schedule begin higher")
        }
    }

    private static func problem(with name: String, from smallest: Double) -> (rule: String, remedy: String)? {
        switch name {
        case "tau" where smallest <= 0: ("a time constant must be above 0", "begin above 0")
        case "offset" where smallest <= 0: ("an offset must be above 0", "begin above 0, in steps")
        case "hold" where smallest <= 0: ("a time to hold must be above 0", "begin above 0, in steps")
        case "initial" where smallest < 0, "constant" where smallest < 0:
            (
                "a schedule's initial value reaches below 0",
                "begin at 0 or above (a schedule at 0 makes its trial a failed one)"
            )
        default: nil
        }
    }
}
