import Randomness
import SpikingDynamics
import StudyFiles

/// Inputs that are clamped to a network one after another, in one simulation. Errors are against the fixed point of the
/// present one.
public struct InputSwitching: Sendable, Hashable {
    /// For how many steps each input stays.
    public var every: Int
    /// The number of inputs; after the last one the first comes again.
    public var count: Int

    public static let counts = 2...1000

    public init(every: Int, count: Int) {
        (self.every, self.count) = (every, count)
    }

    /// `[input][unit]`: uniform in [0, 1), drawn one after another from `RandomState(seed)`. The first one is the input that
    /// this seed gives by itself.
    func inputs(units: Int, seed: UInt32) -> [[Double]] {
        let numbers = InputPattern.uniform(count: units * count, seed: seed)
        return (0..<count).map { Array(numbers[$0 * units..<($0 + 1) * units]) }
    }

    /// Why a simulation of `steps` steps cannot have inputs that switch so; nil if it can.
    public func problem(steps: Int) -> (rule: String, remedy: String)? {
        guard every >= 1 else { return ("an input stays for 1 step or more", "write for example 500") }
        guard every < steps else {
            return (
                "the input does not switch in \(steps.counted("step"))",
                "let it switch earlier, or make more steps; for an input that stays, leave this out"
            )
        }
        guard Self.counts.contains(count) else {
            return (
                "\(Self.counts.lowerBound) to \(Self.counts.upperBound) inputs can switch", "write for example 10"
            )
        }
        return nil
    }

    var canonical: CanonicalValue {
        .object(["switchEvery": .integer(every), "count": .integer(count)])
    }
}

extension InputSwitching {
    /// Reads `{switchEvery: 500, count: 10}`, and a `seed` if there is one.
    static func read(
        _ value: YAMLValue, steps: Int
    ) throws(StudyFileError) -> (switching: InputSwitching, seed: UInt32?) {
        let mapping = try value.mapping("inputs that switch, as in {switchEvery: 500, count: 10, seed: 7}")
        try mapping.allow(only: ConvergenceKeys.switching)
        let switching = InputSwitching(
            every: try mapping.required("switchEvery").integer(in: ConvergenceKeys.steps),
            count: try mapping.required("count").integer(in: counts))
        if let problem = switching.problem(steps: steps) {
            throw try mapping.required("switchEvery").error(rule: problem.rule, remedy: problem.remedy)
        }
        return (switching, try mapping["seed"].map { (value) throws(StudyFileError) in try value.seedNumber() })
    }
}
