/// How a trial of the convergence experiment ended.
public enum ConvergenceOutcome: Sendable, Equatable {
    /// All steps were made.
    case complete(ConvergenceErrors)
    /// The trial has no errors, for this reason.
    case failed(ConvergenceFailure)
}

/// The reason why a trial of the convergence experiment has no errors; `description` gives it in words. In a search it
/// is an outcome; where a single simulation is asked for, it is thrown.
public enum ConvergenceFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// A schedule has a value that is not finite and above 0.
    case illegalSchedule(Rate, step: Int, value: Double)
    /// The schedules are for another number of layers than the network has.
    case scheduleCount(Rate, count: Int, needed: Int)
    /// A neuron's state or memory was no longer finite at `step`. Only every 50th step and the last are checked.
    case diverged(layer: Int, unit: Int, step: Int)
    /// The number of steps is below 1.
    case noSteps(Int)

    /// The two rates that have schedules.
    public enum Rate: String, Sendable, Codable {
        /// The step size of Eq. 7 and 10.
        case epsilon
        /// The coefficient of predictive coding of Eq. 12 and 13.
        case lambda
    }

    public var description: String {
        switch self {
        case .illegalSchedule(let rate, let step, let value):
            "\(rate.rawValue) is \(brief(value)) at step \(step): a schedule must stay finite and above 0; "
                + "change its initial value or let it decay more slowly."
        case .scheduleCount(let rate, let count, let needed):
            "\(rate.rawValue) has the schedules of \(count) layer\(count == 1 ? "" : "s"), and the network needs \(needed): "
                + "give one for each layer \(rate == .epsilon ? "above the input" : "from the input up")."
        case .diverged(let layer, let unit, let step):
            "the network diverged: unit \(unit) of layer \(layer) is not finite by step \(step); "
                + "keep epsilon and lambda below 2."
        case .noSteps(let steps):
            "\(steps) steps: a trial makes at least 1."
        }
    }

    private func brief(_ value: Double) -> String {
        value == 0 ? "0" : value.description
    }
}
