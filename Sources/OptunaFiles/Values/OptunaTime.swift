import Foundation

/// Times as Optuna's storage has them: `2026-11-27 17:00:00.000000`, in UTC. Before version 5 they are in the local
/// time of the process that wrote them.
enum OptunaTime {
    /// To the microsecond, in UTC.
    static func text(_ date: Date) -> String {
        let microseconds = Int64((date.timeIntervalSince1970 * 1e6).rounded())
        let (seconds, fraction) = floored(microseconds, 1_000_000)
        let (days, second) = floored(seconds, 86_400)
        let (year, month, day) = civil(days)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2)) "
            + "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
            + ".\(padded(fraction, 6))"
    }

    /// - Parameter zone: the zone of the text.
    /// - Returns: nil where the text is no time, or lies outside the years 1970 to 9998, whose times can be stored.
    static func date(_ text: String, in zone: TimeZone) -> Date? {
        let parts = text.split(whereSeparator: { "-: T".contains($0) })
        guard parts.count == 6, let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
            let hour = Int64(parts[3]), let minute = Int64(parts[4]), (1970...9998).contains(year),
            (1...12).contains(month), (1...31).contains(day), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        let second = parts[5].split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = Int64(second[0]), (0...60).contains(whole), second.count <= 2 else { return nil }
        var microseconds: Int64 = 0
        if second.count == 2 {
            guard (1...6).contains(second[1].utf8.count), let digits = Int64(second[1]), digits >= 0 else { return nil }
            microseconds = digits * [100_000, 10_000, 1_000, 100, 10, 1][second[1].utf8.count - 1]
        }
        let seconds = self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + whole
        let date = Date(timeIntervalSince1970: (Double(seconds) * 1e6 + Double(microseconds)) / 1e6)
        // The offset of the zone at that moment; where clocks were set back, the later of the two moments.
        let offset = zone.secondsFromGMT(for: date.addingTimeInterval(-Double(zone.secondsFromGMT(for: date))))
        return offset == 0 ? date : date.addingTimeInterval(-Double(offset))
    }

    private static func floored(_ number: Int64, _ divisor: Int64) -> (Int64, Int64) {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// The days from 1970-01-01 to a day of the Gregorian calendar. (Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms".)
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let (era, ofEra) = floored(year, 400)
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    /// The inverse of ``days(_:_:_:)``.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, day) = floored(days + 719_468, 146_097)
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}
