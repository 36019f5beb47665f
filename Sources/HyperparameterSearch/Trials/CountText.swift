extension Int {
    /// The number with commas and its noun, as texts for people have counts everywhere: `1 trial`, `2,000 trials`,
    /// `0 studies`.
    ///
    /// - Parameter many: the plural where it is not the noun with an s.
    public func counted(_ one: String, _ many: String? = nil) -> String {
        "\(grouped) \(self == 1 ? one : many ?? one + "s")"
    }

    /// The number with commas: `1,234`.
    public var grouped: String {
        var digits = String(magnitude)[...]
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
