/// The importance of one parameter, computed by ``PEDANOVA``.
public struct ParameterImportance: Sendable, Hashable {
    /// The parameter's name.
    public let name: String
    /// The Pearson divergence between the parameter's values among the best trials and among all; at least 0.
    public let divergence: Double
    /// The mean divergence of a parameter without effect, by chance.
    public let chance: Double
    /// Whether at most one in twenty parameters without effect would have a divergence this large.
    public let isBeyondChance: Bool
    /// The parameter's divergence less chance (at least 0), as a fraction of the sum over all parameters.
    public let share: Double
}

/// The divergence between the best trials and all trials, and its distribution under chance.
struct Divergence {
    let found: Double
    /// The expectation where the best are drawn from all trials without regard to the parameter.
    let chance: Double
    let isBeyondChance: Bool

    var beyondChance: Double { max(0, found - chance) }

    /// - Parameter degreesOfFreedom: the number of cells, less 1.
    init(found: Double, degreesOfFreedom: Int, chosen: Double, of all: Double) {
        self.found = found
        guard degreesOfFreedom > 0, chosen > 0, all > 1 else {
            (chance, isBeyondChance) = (0, false)
            return
        }
        // The count of a cell, drawn without replacement, has the variance chosen p (1 - p) (all - chosen) / (all - 1).
        let unit = (all - chosen) / (all - 1) / chosen
        let freedom = Double(degreesOfFreedom)
        chance = freedom * unit
        // The 95% quantile of chi-squared (Wilson and Hilferty's approximation).
        let root = 1 - 2 / (9 * freedom) + 1.6449 * (2 / (9 * freedom)).squareRoot()
        isBeyondChance = found > freedom * root * root * root * unit
    }
}
