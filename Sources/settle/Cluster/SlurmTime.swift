/// A time limit as Slurm writes it: `90`, `90:00`, `4:00:00`, `1-12`, `1-12:30` or `1-12:30:00`.
struct SlurmTime: Equatable, LosslessStringConvertible {
    let description: String
    let seconds: Int

    /// - Returns: nil where Slurm reads no time in the text, or a part is larger than its unit.
    init?(_ description: String) {
        let halves = description.split(separator: "-", omittingEmptySubsequences: false)
        let parts = (halves.last ?? "").split(separator: ":", omittingEmptySubsequences: false).map(Self.number)
        let numbers = parts.compactMap { $0 }
        guard (1...2).contains(halves.count), (1...3).contains(parts.count), numbers.count == parts.count else {
            return nil
        }
        let units: [Int]
        if halves.count == 2 {
            guard let days = Self.number(halves[0]), numbers[0] < 24 else { return nil }
            units = [3600, 60, 1]
            seconds = zip(numbers, units).reduce(86_400 * days) { $0 + $1.0 * $1.1 }
        } else {
            units = numbers.count == 3 ? [3600, 60, 1] : [60, 1]
            seconds = zip(numbers, units).reduce(0) { $0 + $1.0 * $1.1 }
        }
        guard numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
        self.description = description
    }

    /// A number of at most six digits.
    private static func number(_ text: Substring) -> Int? {
        guard (1...6).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text)
    }
}
