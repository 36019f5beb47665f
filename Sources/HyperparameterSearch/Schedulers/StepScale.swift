/// The steps of an objective, and the unit in which studies state them.
public struct StepScale: Sendable, Hashable {
    /// The number of steps of a whole evaluation.
    public let count: Int
    /// The unit in which studies state steps.
    public let unit: StepUnit
    /// The steps, ascending, at which the objective reports; empty where it can report at every step.
    public let milestones: [Int]

    /// A scale of `count` steps.
    public init(count: Int, unit: StepUnit = .step, milestones: [Int] = []) {
        self.count = count
        self.unit = unit
        self.milestones = milestones
    }

    /// The scale of an objective.
    public init(of objective: some Objective) {
        self.init(count: objective.steps, unit: objective.unit, milestones: objective.milestones)
    }

    /// The whole evaluation, in units.
    public var amount: Double { Double(count) / Double(unit.steps) }

    /// The first step after `amount` units at which trials can be compared: a milestone where the objective has
    /// milestones. A milestone less than a step before the amount counts too, because milestones are whole steps.
    ///
    /// - Returns: `count` where the next such step is the last one.
    public func step(after amount: Double) -> Int {
        let position = amount * Double(unit.steps)
        guard position < Double(count) else { return count }
        guard milestones.isEmpty else { return milestones.first { Double($0) > position - 1 && $0 > 0 } ?? count }
        // The product may exceed a whole number by its rounding.
        return max(1, Int((position * (1 - 1e-12)).rounded(.up)))
    }
}

/// A unit of an objective's steps, such as an epoch of 2,500 updates.
public struct StepUnit: Sendable, Hashable {
    /// In the singular: `epoch`.
    public let name: String
    /// The number of steps in a unit.
    public let steps: Int

    /// A unit of `steps` steps, named in the singular.
    public init(_ name: String, steps: Int) {
        self.name = name
        self.steps = steps
    }

    /// A step by itself.
    public static let step = StepUnit("step", steps: 1)
}
