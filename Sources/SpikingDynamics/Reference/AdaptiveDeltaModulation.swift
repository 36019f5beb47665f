/// Adaptive delta modulation (Jayant, "Adaptive delta modulation with a one-bit memory", Bell System Technical Journal 49,
/// 1970): a bit tells only whether the activation s is above the trace r, which follows it by steps. A run of equal bits
/// makes the steps longer, a change of the bit makes them shorter:
///
///     f = [s > r];   outward = (f and r >= 1) or (not f and r <= 0)
///     step = initialStep                                   at t = 1
///          = clip(step * M, smallestStep, largestStep)     else; M = increase if f is the last bit and not outward,
///                                                          else decrease
///     r = clip(r + (f ? step : -step), 0, 1)
///
/// Sender and receiver see the same bits, so both know the step and r. The code needs no clock, and s is followed with an
/// error that falls exponentially where s is constant.
public struct AdaptiveDeltaModulation: Sendable, Hashable {
    /// The constants of the clamped neurons.
    public var input: Constants
    /// The constants of all other neurons.
    public var others: Constants

    /// Constants that the clamped neurons need not share with the others.
    public init(input: Constants, others: Constants) {
        (self.input, self.others) = (input, others)
    }

    /// All neurons have the same constants.
    public init(_ constants: Constants = Constants()) {
        self.init(input: constants, others: constants)
    }

    /// The constants of a layer's neurons; layers count from 0, the input.
    func constants(ofLayer layer: Int) -> Constants { layer == 0 ? input : others }

    /// The constants of a neuron.
    public struct Constants: Sendable, Hashable {
        /// The step's multiplier where the bit is the last one again: Jayant's P, at least 1.
        public let increase: Double
        /// The step's multiplier where the bit changes: Jayant's Q, above 0 and at most 1.
        public let decrease: Double
        /// The step at t = 1, above 0 and at most 1, as are all steps.
        public let initialStep: Double
        /// The lower bound of the step.
        public let smallestStep: Double
        /// The upper bound of the step.
        public let largestStep: Double

        /// The usual constants.
        public init() {
            (increase, decrease, initialStep, smallestStep, largestStep) = (1.5, 0.5, 0.25, 1e-7, 0.5)
        }

        /// - Throws: ``AdaptiveDeltaError`` if a number is out of its range.
        public init(
            increase: Double, decrease: Double, initialStep: Double, smallestStep: Double, largestStep: Double
        ) throws(AdaptiveDeltaError) {
            guard increase.isFinite, increase >= 1 else { throw .increase(increase) }
            guard decrease > 0, decrease <= 1 else { throw .decrease(decrease) }
            for step in [initialStep, smallestStep, largestStep] {
                guard step > 0, step <= 1 else { throw .step(step) }
            }
            guard smallestStep <= largestStep else { throw .stepRange(smallestStep, largestStep) }
            (self.increase, self.decrease, self.initialStep) = (increase, decrease, initialStep)
            (self.smallestStep, self.largestStep) = (smallestStep, largestStep)
        }
    }

    /// What one neuron and its receivers know of its bits.
    struct Modulator: Sendable {
        /// r, in [0, 1].
        var trace: Double
        /// The step of the last bit.
        var step = 0.0
        /// f; nil before the first bit.
        var lastBit: Bool?

        /// r of a layer's neurons before their first bits: 0.5 of the input's, which may be anywhere in [0, 1].
        static func initialTrace(ofLayer layer: Int) -> Double { layer == 0 ? 0.5 : 0 }

        /// Sends the next bit f for the activation `state`, and moves the trace.
        @inline(__always)
        mutating func send(_ state: Double, _ constants: Constants) -> Bool {
            let bit = state > trace
            if let lastBit {
                let isOutward = bit ? trace >= 1 : trace <= 0
                step *= bit == lastBit && !isOutward ? constants.increase : constants.decrease
                step = max(constants.smallestStep, min(step, constants.largestStep))
            } else {
                step = constants.initialStep
            }
            trace = clip(bit ? trace + step : trace - step)
            lastBit = bit
            return bit
        }
    }
}

/// Constants with which adaptive delta modulation does not work.
public enum AdaptiveDeltaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A multiplier is below 1 or not finite.
    case increase(Double)
    /// A multiplier is not in (0, 1].
    case decrease(Double)
    /// A step is not in (0, 1].
    case step(Double)
    /// The smallest and the largest step.
    case stepRange(Double, Double)

    /// The value and the rule that it breaks.
    public var rule: String {
        switch self {
        case .increase(let number): "a step cannot increase by the factor \(number)"
        case .decrease(let number): "a step cannot decrease by the factor \(number)"
        case .step(let number): "\(number) is no step of a trace in [0, 1]"
        case .stepRange(let smallest, let largest):
            "the smallest step, \(smallest), is above the largest, \(largest)"
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .increase: "give a number of at least 1, such as 1.5"
        case .decrease: "give a number above 0 and at most 1, such as 0.5"
        case .step: "give a number above 0 and at most 1"
        case .stepRange: "lower the smallest step, or raise the largest"
        }
    }

    public var description: String { "\(rule); \(remedy)" }
}
