import HyperparameterSearch

/// A finished trial as a sampler learns it.
public struct Observation: Sendable, Hashable {
    /// The trial's number.
    public let number: Int
    /// `[axis]`; nil where the trial does not have the axis's parameter.
    public let point: [Double?]
    /// To be minimized: the negative of a value that is maximized. Nil where the trial failed.
    public let value: Double?
    /// Whether the trial was pruned; its value is then the last one that it had on its way.
    public let isPruned: Bool

    /// - Returns: nil where the trial has no result or no parameters.
    public init?(_ trial: Trial, in cube: UnitCube, direction: Direction) {
        guard let parameters = trial.parameters, let outcome = trial.result?.outcome else { return nil }
        number = trial.number
        point = cube.point(of: parameters)
        let sign: Double = direction == .minimize ? 1 : -1
        switch outcome {
        case .complete(let value):
            (self.value, isPruned) = (sign * value, false)
        case .pruned(let pruning):
            // The last value may be better than the bound, where the objective knows one; the bound is certain.
            let known = [pruning.lastValue, pruning.bound].compactMap(\.self).map { sign * $0 }
            (value, isPruned) = (known.max(), true)
        case .failed:
            (value, isPruned) = (nil, false)
        }
    }
}
