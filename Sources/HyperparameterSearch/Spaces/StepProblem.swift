/// Why a step does not lead from one end of a range to the other.
public enum StepProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The step is not above 0.
    case notPositive(Double)
    /// The step is too small beside the range's ends: neighbouring values could not be told apart.
    case tooSmall(Double)
    /// The step leads to neither of these ends, the next ones below and above the range's own. `below` is nil where the
    /// step is wider than the range.
    case uneven(Double, below: Double?, above: Double)

    /// What is wrong, without the remedy.
    public var rule: String {
        switch self {
        case .notPositive(let step): "the step is \(step.shortestText)"
        case .tooSmall(let step): "the step \(step.shortestText) is too small to tell neighbouring values apart"
        case .uneven(let step, nil, _): "the step \(step.shortestText) is wider than the range"
        case .uneven(let step, _, _): "steps of \(step.shortestText) do not lead from one end of the range to the other"
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .notPositive: "give a step above 0"
        case .tooSmall: "give a wider step, or remove it"
        case .uneven(_, nil, let above): "end the range at \(above.shortestText), or give a smaller step"
        case .uneven(_, let below?, let above):
            "end the range at \(below.shortestText) or at \(above.shortestText)"
        }
    }

    public var description: String { "\(rule); \(remedy)" }

    /// Steps of a range have at most this many values.
    private static let mostValues = 1 << 40

    /// - Returns: nil where there is no problem.
    public init?(_ step: Double, in range: ClosedRange<Double>) {
        guard step > 0, step.isFinite else {
            self = .notPositive(step)
            return
        }
        let (low, high) = (range.lowerBound, range.upperBound)
        let (quotient, largest) = ((high - low) / step, max(abs(low), abs(high)))
        guard step > 16 * largest.ulp, quotient < Double(Self.mostValues) else {
            self = .tooSmall(step)
            return
        }
        let whole = quotient.rounded()
        // The step and the ends are rounded decimals.
        let tolerance = 4 * largest.ulp + whole * step.ulp
        guard abs(low.addingProduct(whole, step) - high) > tolerance else { return nil }
        let (below, above) = (quotient.rounded(.down), quotient.rounded(.up))
        func end(_ steps: Double) -> Double {
            let end = low.addingProduct(steps, step)
            return GridRounding.decimal(near: end, within: 4 * max(abs(low), abs(end)).ulp) ?? end
        }
        self = .uneven(step, below: below > 0 ? end(below) : nil, above: end(above))
    }

    /// The same for a range of whole numbers; nil where there is no problem.
    public init?(_ step: Int, in range: ClosedRange<Int>) {
        guard step > 0 else {
            self = .notPositive(Double(step))
            return
        }
        let span = range.upperBound - range.lowerBound
        guard span % step != 0 else { return nil }
        let below = range.lowerBound + span / step * step
        self = .uneven(
            Double(step), below: below > range.lowerBound ? Double(below) : nil, above: Double(below) + Double(step))
    }

    /// The number of steps from the lower end to the upper one.
    static func steps(_ step: Double, in range: ClosedRange<Double>) -> Int {
        Int(((range.upperBound - range.lowerBound) / step).rounded())
    }
}
