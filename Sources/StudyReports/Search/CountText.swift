/// Whole numbers for people.
enum CountText {
    /// With commas: `1,234`.
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        let groups = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index).isMultiple(of: 3) ? ",\(digit)" : "\(digit)"
        }
        return (number < 0 ? "-" : "") + groups.joined()
    }

    /// `1 trial is`, `2,000 trials are`.
    static func trials(_ number: Int, _ one: String, _ many: String) -> String {
        number == 1 ? "1 trial \(one)" : "\(grouped(number)) trials \(many)"
    }
}
