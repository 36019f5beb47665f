/// The text form of a schedule: `0.843/t^0.0923`, `0.5`, `1*exp(-t/20)`, `1.035/(1+(t-1)/2.255)^0.14`,
/// `0.922*max(1,t/6.41)^-0.129`, and each of these with a floor: `max(0.843/t^0.0923,0.01)`.
extension Schedule: CustomStringConvertible {
    /// The longest text that is read, in characters.
    public static let maximumTextLength = 200

    /// The canonical text, with the shortest numbers that read back to the same bits.
    public var description: String {
        switch self {
        case .powerLaw(let initial, let exponent): "\(Self.text(initial))/t^\(Self.text(exponent))"
        case .constant(let value): Self.text(value)
        case .exponential(let initial, let tau): "\(Self.text(initial))*exp(-t/\(Self.text(tau)))"
        case .shifted(let initial, let exponent, let offset):
            "\(Self.text(initial))/(1+(t-1)/\(Self.text(offset)))^\(Self.text(exponent))"
        case .holdThenPower(let initial, let exponent, let hold):
            "\(Self.text(initial))*max(1,t/\(Self.text(hold)))^\(Self.text(0 - exponent))"
        case .floored(let schedule, let floor): "max(\(schedule),\(Self.text(floor)))"
        }
    }

    /// Reads every canonical text, and also `a/t`, `a/sqrt(t)`, `a/t**b`, `a/max(1,t/c)^b` and the fraction `a/b`. White
    /// space may stand between any two parts.
    ///
    /// The initial value and a constant must not be negative. (They may be 0; a trial with such a schedule fails.) Times
    /// (tau, offset, hold) must be above 0, and a floor must be above 0 and not above the value at step 1. Exponents may
    /// have a minus sign. All numbers must be finite.
    ///
    /// - Throws: `ScheduleSyntaxError` with the position and what was expected there.
    public init(parsing text: String) throws(ScheduleSyntaxError) {
        guard text.utf8.count <= Self.maximumTextLength else {
            throw ScheduleSyntaxError(
                text: text, position: Self.maximumTextLength + 1,
                expected: "a text of at most \(Self.maximumTextLength) characters")
        }
        var scanner = ScheduleScanner(text)
        self = try scanner.takes("max") ? scanner.floored() : scanner.withoutFloor()
        try scanner.expectEnd()
    }

    /// The shortest text that reads back to the same bits; whole numbers have no ".0".
    private static func text(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension ScheduleScanner {
    /// Reads `(schedule, floor)`.
    fileprivate mutating func floored() throws(ScheduleSyntaxError) -> Schedule {
        let form = "max(schedule,floor)"
        try expect("(", in: form)
        let schedule = try withoutFloor()
        try expect(",", in: form)
        let start = afterWhitespace
        let floor = try positiveNumber("a floor above 0")
        let first = schedule.value(at: 1)
        // The value at step 1 may be infinite or NaN; the trial then fails.
        if floor > first {
            throw start.error("a floor of at most \(Schedule.constant(first)), the schedule's value at step 1,")
        }
        try expect(")", in: form)
        return .floored(schedule, at: floor)
    }

    /// Reads a schedule of any form but `max(schedule,floor)`.
    fileprivate mutating func withoutFloor() throws(ScheduleSyntaxError) -> Schedule {
        let initial = try number("a number that is not negative")
        if takes("/") { return try quotient(of: initial) }
        guard takes("*") else { return .constant(initial) }
        if takes("max") {
            let hold = try holdTime()
            return .holdThenPower(initial: initial, exponent: -(try exponent()), hold: hold)
        }
        for part in ["exp", "(", "-", "t", "/"] { try expect(part, in: "exp(-t/tau)") }
        let tau = try positiveNumber("a time constant above 0")
        try expect(")", in: "exp(-t/tau)")
        return .exponential(initial: initial, tau: tau)
    }

    /// Reads the part after `initial /`: t, t^exponent, sqrt(t), (1+(t-1)/offset)^exponent, max(1,t/hold)^exponent or a
    /// number.
    private mutating func quotient(of initial: Double) throws(ScheduleSyntaxError) -> Schedule {
        if takes("sqrt") {
            for part in ["(", "t", ")"] { try expect(part, in: "sqrt(t)") }
            return .powerLaw(initial: initial, exponent: 0.5)
        }
        if takes("t") {
            guard takes("^") || takes("**") else { return .powerLaw(initial: initial, exponent: 1) }
            return .powerLaw(initial: initial, exponent: try signedNumber("the exponent of t, a number"))
        }
        if takes("max") {
            let hold = try holdTime()
            return .holdThenPower(initial: initial, exponent: try exponent(), hold: hold)
        }
        if takes("(") {
            let form = "(1+(t-1)/offset)^exponent"
            for part in ["1", "+", "(", "t", "-", "1", ")", "/"] { try expect(part, in: form) }
            let offset = try positiveNumber("an offset above 0")
            try expect(")", in: form)
            return .shifted(initial: initial, exponent: try exponent(), offset: offset)
        }
        let start = self
        let divisor = try positiveNumber("t, sqrt(t) or a number above 0")
        guard (initial / divisor).isFinite else {
            throw start.error("a divisor that leaves the quotient finite")
        }
        return .constant(initial / divisor)
    }

    /// Reads `(1,t/hold)`.
    private mutating func holdTime() throws(ScheduleSyntaxError) -> Double {
        let form = "max(1,t/hold)"
        for part in ["(", "1", ",", "t", "/"] { try expect(part, in: form) }
        let hold = try positiveNumber("a time to hold above 0")
        try expect(")", in: form)
        return hold
    }

    /// Reads `^` or `**` and a number.
    private mutating func exponent() throws(ScheduleSyntaxError) -> Double {
        if !takes("**") { try expect("^", in: "a power") }
        return try signedNumber("the exponent, a number")
    }

    /// Moves past a number that may have a minus sign.
    private mutating func signedNumber(_ expectation: String) throws(ScheduleSyntaxError) -> Double {
        let isNegative = takes("-")
        let magnitude = try number(expectation)
        return isNegative ? -magnitude : magnitude
    }
}
