import SpikingDynamics

/// The forms that a schedule may have, by the names of study files. A floor can be added to each.
public enum ScheduleFamily: String, Sendable, Hashable, CaseIterable {
    /// `initial/t^exponent` (Eq. 7).
    case powerLaw = "power-law"
    case constant
    /// `initial*exp(-t/tau)`.
    case exponential
    /// `initial/(1+(t-1)/offset)^exponent`.
    case shifted
    /// `initial*max(1,t/hold)^-exponent`.
    case holdThenPower = "hold-then-power"

    /// The name of the floor beside the names of the constants.
    static let floor = "floor"

    /// The names of the constants in the order in which they are drawn.
    var constants: [String] {
        switch self {
        case .powerLaw: ["initial", "exponent"]
        case .constant: ["constant"]
        case .exponential: ["initial", "tau"]
        case .shifted: ["initial", "exponent", "offset"]
        case .holdThenPower: ["initial", "exponent", "hold"]
        }
    }

    /// The family whose constants have these names among others; a power law if there is no constant of another.
    init(havingConstants names: (String) -> Bool) {
        let others: [(String, ScheduleFamily)] = [
            ("constant", .constant), ("tau", .exponential), ("offset", .shifted), ("hold", .holdThenPower),
        ]
        self = others.first { names($0.0) }?.1 ?? .powerLaw
    }

    /// - Parameters:
    ///   - constant: gives the number of a constant by its name.
    ///   - floor: nil for none.
    func schedule(floor: Double? = nil, _ constant: (String) throws -> Double) rethrows -> Schedule {
        let schedule: Schedule =
            switch self {
            case .powerLaw:
                .powerLaw(initial: try constant("initial"), exponent: try constant("exponent"))
            case .constant: .constant(try constant("constant"))
            case .exponential: .exponential(initial: try constant("initial"), tau: try constant("tau"))
            case .shifted:
                .shifted(
                    initial: try constant("initial"), exponent: try constant("exponent"),
                    offset: try constant("offset"))
            case .holdThenPower:
                .holdThenPower(
                    initial: try constant("initial"), exponent: try constant("exponent"), hold: try constant("hold"))
            }
        return floor.map { .floored(schedule, at: $0) } ?? schedule
    }
}

extension Schedule {
    /// The family, the numbers of its constants in order, and the floor if there is one.
    var parts: (family: ScheduleFamily, numbers: [Double], floor: Double?) {
        switch self {
        case .powerLaw(let initial, let exponent): (.powerLaw, [initial, exponent], nil)
        case .constant(let value): (.constant, [value], nil)
        case .exponential(let initial, let tau): (.exponential, [initial, tau], nil)
        case .shifted(let initial, let exponent, let offset): (.shifted, [initial, exponent, offset], nil)
        case .holdThenPower(let initial, let exponent, let hold): (.holdThenPower, [initial, exponent, hold], nil)
        case .floored(let schedule, let floor): (schedule.parts.family, schedule.parts.numbers, floor)
        }
    }
}
