/// How much one parameter matters, as ``PEDANOVA`` has it.
public struct ParameterImportance: Sendable, Hashable {
    public let name: String
    /// The Pearson divergence of the parameter's values among the best from those among all; at least 0.
    public let divergence: Double
    /// What a parameter that does not matter would have on the average, by chance.
    public let chance: Double
    /// Whether at most one such parameter in twenty would have as much.
    public let isBeyondChance: Bool
    /// Of the divergences less chance (at least 0), this parameter's part.
    public let share: Double
}

/// A divergence between the best trials and all, and what chance would make of it.
struct Divergence {
    let found: Double
    /// Expected where the best are drawn from all without looking at the parameter.
    let chance: Double
    let isBeyondChance: Bool

    var beyondChance: Double { max(0, found - chance) }

    /// - Parameter degreesOfFreedom: cells less 1.
    init(found: Double, degreesOfFreedom: Int, chosen: Double, of all: Double) {
        self.found = found
        guard degreesOfFreedom > 0, chosen > 0, all > 1 else {
            (chance, isBeyondChance) = (0, false)
            return
        }
        // Counts of a draw without replacement have variance chosen p (1 - p) (all - chosen) / (all - 1).
        let unit = (all - chosen) / (all - 1) / chosen
        let freedom = Double(degreesOfFreedom)
        chance = freedom * unit
        // 95% of chi-squared lie below this (Wilson and Hilferty).
        let root = 1 - 2 / (9 * freedom) + 1.6449 * (2 / (9 * freedom)).squareRoot()
        isBeyondChance = found > freedom * root * root * root * unit
    }
}
