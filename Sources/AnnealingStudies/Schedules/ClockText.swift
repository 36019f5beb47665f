import HyperparameterSearch
import SpikingDynamics

/// The text of a clock: `steps`, `oracle`, `surprise`, or `surprise(threshold=1.5 refractory=10)` with the constants that are not
/// the usual ones.
public struct ClockText {
    public let clock: Clock

    private static let steps = "steps"
    private static let oracle = "oracle"

    public init(_ clock: Clock) {
        self.clock = clock
    }

    public var text: String {
        guard let surprise = clock.surprise else { return clock == .oracle ? Self.oracle : Self.steps }
        let constants = zip(SurpriseClock.constants, zip(surprise.numbers, SurpriseClock().numbers))
            .filter { $0.1.0 != $0.1.1 }.map { "\($0.0)=\($0.1.0.shortestText)" }
        return constants.isEmpty ? "surprise" : "surprise(\(constants.joined(separator: " ")))"
    }

    /// Reads the text.
    ///
    /// - Throws: ``ClockTextError``.
    public init(parsing text: String) throws(ClockTextError) {
        if let clock = [Self.steps: Clock.steps, Self.oracle: .oracle][text] {
            self.init(clock)
            return
        }
        guard text.hasPrefix("surprise") else { throw .form }
        let rest = text.dropFirst("surprise".count)
        guard !rest.isEmpty else {
            self.init(.surprise(SurpriseClock()))
            return
        }
        guard rest.hasPrefix("("), rest.hasSuffix(")") else { throw .form }
        var numbers = SurpriseClock().numbers
        var named: Set<Int> = []
        for part in rest.dropFirst().dropLast().split(separator: " ") {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, let place = SurpriseClock.constants.firstIndex(of: String(sides[0])),
                let number = Double(String(sides[1])), named.insert(place).inserted
            else { throw .form }
            numbers[place] = number
        }
        if let problem = SurpriseClock.problem(numbers) { throw .constants(problem) }
        self.init(.surprise(SurpriseClock(numbers)))
    }
}

public enum ClockTextError: Error, Hashable, Sendable {
    /// The text has another form.
    case form
    /// The rule that a constant breaks.
    case constants(String)

    public var rule: String {
        switch self {
        case .form: "this is no clock"
        case .constants(let rule): rule
        }
    }

    public static let remedy = "write steps, oracle, surprise, or for example surprise(threshold=1.5 refractory=10)"
}

extension SurpriseClock {
    /// The names of the constants, in the order in which parameters are drawn.
    static let constants = ["threshold", "fastRate", "slowRate", "refractory"]

    /// In the order of ``constants``.
    var numbers: [Double] { [threshold, fastRate, slowRate, Double(refractory)] }

    init(_ numbers: [Double]) {
        self.init(
            threshold: numbers[0], fastRate: numbers[1], slowRate: numbers[2], refractory: Int(numbers[3]))
    }

    /// The rule that one of these numbers, in the order of ``constants``, breaks; nil if they make a clock.
    static func problem(_ numbers: [Double]) -> String? {
        guard numbers[0].isFinite, numbers[0] > 0 else { return "a clock's threshold is a number above 0" }
        guard numbers[1...2].allSatisfy({ $0 > 0 && $0 <= 1 }) else {
            return "a clock's rates are above 0 and at most 1"
        }
        guard let refractory = Int(exactly: numbers[3]), (0...ConvergenceSettings.mostSteps).contains(refractory) else {
            return "a clock's refractory time is a whole number of steps"
        }
        return nil
    }
}

extension AnnealingSchedules {
    /// The clock's text; nil for the steps, which files and lists leave out.
    public var clockText: String? { clock == .steps ? nil : ClockText(clock).text }

    /// Why the clock does nothing; nil if it does something. A schedule that is equal at its first and at its latest step is
    /// constant, since schedules are monotone.
    public var clockProblem: String? {
        guard clock != .steps,
            (epsilon.all + lambda.all).allSatisfy({ $0.value(at: 1) == $0.value(at: ConvergenceSettings.mostSteps) })
        else { return nil }
        return Self.idleClock
    }

    static let idleClock =
        "a clock starts schedules again, and constant epsilon and lambda are the same at every time: the clock does "
        + "nothing"
    static let idleOracle =
        "an oracle's clock starts again where the input switches, and no input does: the clock does nothing"
    static let idleClockRemedy = "leave the clock out, or let epsilon or lambda decrease"
}
