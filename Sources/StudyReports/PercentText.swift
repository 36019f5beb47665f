import Foundation

/// Fractions as percentages.
public enum PercentText {
    /// Without the percent sign, to two decimals, or to three below 1%: `2.34`, `0.066`.
    public static func of(_ fraction: Double) -> String {
        String(format: fraction < 0.00995 ? "%.3f" : "%.2f", 100 * fraction)
    }

    /// With the percent sign: `2.34%`.
    public static func signed(_ fraction: Double) -> String { of(fraction) + "%" }
}
