import HyperparameterSearch

/// The part of a history that a ``GaussianProcessSampler`` models: the best trials and the newest ones.
public struct GaussianProcessKnowledge: Sendable, Hashable {
    /// The number of trials of the history.
    public private(set) var count = 0
    /// In order of number.
    private(set) var observations: [Observation] = []
    private let horizon: Horizon?

    init(horizon: Horizon?) { self.horizon = horizon }

    mutating func learn(_ trials: [Trial], count added: Int, in cube: UnitCube, direction: Direction) {
        count += added
        observations += trials.compactMap { Observation($0, in: cube, direction: direction) }
        guard let horizon, count > horizon.newest else { return }
        let best = Set(
            observations.filter(\.isComplete).sorted(by: Observation.isBetter).prefix(horizon.best).map(\.number))
        observations.removeAll { $0.number < count - horizon.newest && !best.contains($0.number) }
    }
}

extension GaussianProcessKnowledge {
    /// The points of the observations, `[axis]` each.
    var points: [[Double]] { observations.compactMap(\.point.whole) }
}

extension [Double?] {
    /// Nil where the space does not have a value of the point, or the point lacks a parameter.
    var whole: [Double]? {
        let places = compactMap(\.self)
        return places.count == count ? places : nil
    }
}

extension Observation {
    var isComplete: Bool { value != nil && !isPruned }

    /// The order of values; equal values are in order of number.
    static func isBetter(_ one: Observation, than other: Observation) -> Bool {
        switch (one.value, other.value) {
        case (let a?, let b?) where a != b: a < b
        case (_?, nil): true
        case (nil, _?): false
        default: one.number < other.number
        }
    }
}
