/// Numbers in the text of the picture. They are rounded to hundredths, so that the same figure gives the same text, to
/// the byte.
enum Coordinate {
    static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        if part == 0 { return "\(sign)\(whole)" }
        return part.isMultiple(of: 10)
            ? "\(sign)\(whole).\(part / 10)" : "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
    }

    static func text(_ x: Double, _ y: Double) -> String { "\(text(x)) \(text(y))" }
}
