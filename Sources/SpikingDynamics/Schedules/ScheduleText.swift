/// The text form of a schedule: `0.843/t^0.0923`, `0.5` or `1*exp(-t/20)`.
extension Schedule: CustomStringConvertible {
    /// The longest text that is read, in characters.
    public static let maximumTextLength = 200

    /// The canonical text, with the shortest numbers that read back to the same bits.
    public var description: String {
        switch self {
        case .powerLaw(let initial, let exponent): "\(Self.text(initial))/t^\(Self.text(exponent))"
        case .constant(let value): Self.text(value)
        case .exponential(let initial, let tau): "\(Self.text(initial))*exp(-t/\(Self.text(tau)))"
        }
    }

    /// Reads every canonical text, and also `a/t`, `a/sqrt(t)`, `a/t**b` and the fraction `a/b`. White space may stand
    /// between any two parts.
    ///
    /// The initial value and a constant must not be negative. (They may be 0; a trial with such a schedule fails.) tau
    /// must be above 0. The exponent of t may have a minus sign. All numbers must be finite.
    ///
    /// - Throws: `ScheduleSyntaxError` with the position and what was expected there.
    public init(parsing text: String) throws(ScheduleSyntaxError) {
        guard text.utf8.count <= Self.maximumTextLength else {
            throw ScheduleSyntaxError(
                text: text, position: Self.maximumTextLength + 1,
                expected: "a text of at most \(Self.maximumTextLength) characters")
        }
        var scanner = ScheduleScanner(text)
        let initial = try scanner.number("a number that is not negative")
        if scanner.takes("/") {
            self = try scanner.quotient(of: initial)
        } else if scanner.takes("*") {
            for part in ["exp", "(", "-", "t", "/"] { try scanner.expect(part, in: "exp(-t/tau)") }
            let tau = try scanner.positiveNumber("a time constant above 0")
            try scanner.expect(")", in: "exp(-t/tau)")
            self = .exponential(initial: initial, tau: tau)
        } else {
            self = .constant(initial)
        }
        try scanner.expectEnd()
    }

    /// The shortest text that reads back to the same bits; whole numbers have no ".0".
    private static func text(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension ScheduleScanner {
    /// Reads the part after `initial /`: t, t^exponent, sqrt(t) or a number.
    fileprivate mutating func quotient(of initial: Double) throws(ScheduleSyntaxError) -> Schedule {
        if takes("sqrt") {
            for part in ["(", "t", ")"] { try expect(part, in: "sqrt(t)") }
            return .powerLaw(initial: initial, exponent: 0.5)
        }
        if takes("t") {
            guard takes("^") || takes("**") else { return .powerLaw(initial: initial, exponent: 1) }
            let isNegative = takes("-")
            let magnitude = try number("the exponent of t, a number")
            return .powerLaw(initial: initial, exponent: isNegative ? -magnitude : magnitude)
        }
        let start = self
        let divisor = try positiveNumber("t, sqrt(t) or a number above 0")
        guard (initial / divisor).isFinite else {
            throw start.error("a divisor that leaves the quotient finite")
        }
        return .constant(initial / divisor)
    }
}
