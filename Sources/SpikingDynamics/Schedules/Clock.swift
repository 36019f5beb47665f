/// The rule that moves tau, the time at which a network's schedules are read: epsilon and lambda at a step are those of
/// the schedules at tau.
public enum Clock: Sendable, Hashable {
    /// tau is the step, as in the paper.
    case steps
    /// tau goes back to 1 when the network is surprised.
    case surprise(SurpriseClock)
    /// tau goes back to 1 at the first step of each input that is clamped: the clock is told what a surprise clock must
    /// find out. No network has such a clock; it is a bound to compare with.
    case oracle

    /// Nil for other clocks.
    public var surprise: SurpriseClock? {
        if case .surprise(let clock) = self { clock } else { nil }
    }
}

/// A clock that starts again when the drive of the neurons jumps, as it does where the input switches. One number a
/// network is broadcast: the surprise m, the mean over the neurons above the input of
///
///     |v + b - s|, where s is the state before the step; 0 for a saturated neuron that is pushed outward
///
/// After each step, with tau of that step:
///
///     fast = (1 - fastRate) fast + fastRate m             at the first step: m
///     slow = fast                                         for tau up to 5
///          = (fast + slow)/2                              if fast < slow
///          = (1 - slowRate) slow + slowRate fast          else
///     if tau > refractory and m > threshold slow:  tau = 1, slow = fast = m;  else  tau = tau + 1
public struct SurpriseClock: Sendable, Hashable {
    /// How many times the slow mean the surprise must be to start the clock again; above 0.
    public var threshold: Double
    /// The rates of the two running means, above 0 and at most 1.
    public var fastRate: Double
    /// The rate of the slow mean.
    public var slowRate: Double
    /// For how many steps after a start the clock does not start again; 0 or more.
    public var refractory: Int

    /// A clock with the usual constants, unless others are given.
    public init(threshold: Double = 2, fastRate: Double = 0.3, slowRate: Double = 0.05, refractory: Int = 20) {
        self.threshold = threshold
        self.fastRate = fastRate
        self.slowRate = slowRate
        self.refractory = refractory
    }
}

/// The time of one network between two steps, if its clock is not that of the steps.
struct ClockState: Sendable, Hashable {
    /// tau of the next step.
    private(set) var tau = 1
    /// tau of the last step; 0 before the first one.
    private(set) var previousTau = 0
    private(set) var fast = 0.0
    private(set) var slow = 0.0

    /// For how many steps after a start the slow mean is the fast one.
    private static let slowStart = 5

    /// Another input is clamped before the next step.
    mutating func switchInput(_ clock: Clock) {
        if clock == .oracle { tau = 1 }
    }

    /// - Parameter m: the surprise of the step that was made at tau.
    mutating func advance(_ clock: Clock, surprise m: Double) {
        guard let surprise = clock.surprise else {
            previousTau = tau
            tau += 1
            return
        }
        advance(surprise, m)
    }

    private mutating func advance(_ clock: SurpriseClock, _ m: Double) {
        fast = previousTau == 0 ? m : (1 - clock.fastRate) * fast + clock.fastRate * m
        if tau <= Self.slowStart {
            slow = fast
        } else if fast < slow {
            slow = (fast + slow) / 2
        } else {
            slow = (1 - clock.slowRate) * slow + clock.slowRate * fast
        }
        previousTau = tau
        if tau > clock.refractory, m > clock.threshold * slow {
            (tau, fast, slow) = (1, m, m)
        } else {
            tau += 1
        }
    }
}

extension ClockState {
    /// The state as numbers, for ``SavedTrial``.
    var numbers: [Double] { [Double(tau), Double(previousTau), fast, slow] }
    static let numberCount = 4

    /// - Returns: nil if the numbers are no state after `steps` steps, at least 1.
    init?(_ numbers: some Collection<Double>, steps: Int) {
        let numbers = Array(numbers)
        guard numbers.count == Self.numberCount, let tau = Int(exactly: numbers[0]),
            let previousTau = Int(exactly: numbers[1]), (1...steps + 1).contains(tau), (1...steps).contains(previousTau)
        else { return nil }
        (self.tau, self.previousTau, fast, slow) = (tau, previousTau, numbers[2], numbers[3])
    }
}

/// A sum in the order of the kernels (spike_shapes.h): lane l adds the values l, l + 8, l + 16, ...; the lanes are added in
/// a tree. So both simulations have the same surprise, to the bit.
struct LaneSum {
    private var lanes = [Double](repeating: 0, count: 8)
    private var count = 0

    mutating func add(_ value: Double) {
        lanes[count % 8] += value
        count += 1
    }

    var total: Double {
        var lanes = lanes
        for width in [4, 2, 1] {
            for lane in 0..<width { lanes[lane] += lanes[lane + width] }
        }
        return lanes[0]
    }
}
