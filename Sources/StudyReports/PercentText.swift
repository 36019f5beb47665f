import Foundation

/// Fractions for people, in per cent without the sign.
enum PercentText {
    /// To three significant digits: 2.34, 0.066.
    static func of(_ fraction: Double) -> String { String(format: "%.3g", 100 * fraction) }
}
