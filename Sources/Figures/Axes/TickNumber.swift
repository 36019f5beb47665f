import Foundation

/// The number of a tick: `digits` times ten to the `exponent`. Its text is exact, without rounding.
struct TickNumber: Hashable {
    let digits: Int
    let exponent: Int

    /// The nearest floating-point number.
    var value: Double { Double("\(digits)e\(exponent)") ?? .nan }

    /// Whether it is easy to read with all digits: below a million, and with at most four decimals.
    var isPlain: Bool { exponent >= -4 && abs(value) < 1e6 }

    /// The text with all digits: `0.05`, `-2.50`, `10,000`. The exponent gives the number of decimals; 0 has none.
    var plain: String {
        guard digits != 0 else { return "0" }
        let decimals = max(0, -exponent)
        let number = String(digits.magnitude) + String(repeating: "0", count: max(0, exponent))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - number.count)) + number
        let whole = padded.dropLast(decimals)
        let fraction = decimals == 0 ? "" : "." + padded.suffix(decimals)
        return (digits < 0 ? RichText.minus : "") + Self.grouped(whole) + fraction
    }

    /// The text as a power of ten, with its factor unless that is 1: `10^{6}`, `2.5×10^{6}`.
    var scientific: RichText {
        guard digits != 0 else { return "0" }
        var figures = String(digits.magnitude)
        let power = exponent + figures.count - 1
        while figures.count > 1, figures.last == "0" { figures.removeLast() }
        let fraction = figures.dropFirst()
        let factor = figures.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
        let sign = digits < 0 ? RichText.minus : ""
        return RichText(verbatim: sign + (factor == "1" ? "" : factor + "×"))
            + RichText("10^{\(power)}")
    }

    /// Separates the thousands by commas.
    private static func grouped(_ whole: Substring) -> String {
        whole.enumerated().map { index, digit in
            index > 0 && (whole.count - index) % 3 == 0 ? ",\(digit)" : String(digit)
        }.joined()
    }
}
