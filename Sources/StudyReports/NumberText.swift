import Foundation
import HyperparameterSearch

/// Numbers and times as people read them.
public enum NumberText {
    /// The number to six significant digits; empty for nil.
    public static func short(_ number: Double?) -> String {
        number.map { String(format: "%.6g", $0) } ?? ""
    }

    /// A trial's value: a count of more than six digits whole, any other number to six significant digits; empty for nil.
    static func value(_ number: Double?) -> String {
        guard let number, abs(number) >= 1e6, abs(number) < 0x1p53, number == number.rounded() else {
            return short(number)
        }
        return String(Int(number))
    }

    /// A whole number with commas: `1,234`.
    public static func grouped(_ number: Int) -> String { number.grouped }

    /// `1 trial`, `2,000 trials`.
    public static func count(_ number: Int, _ noun: String) -> String { number.counted(noun) }

    /// `45 s`, `12 min 5 s`, `3 h 20 min`.
    public static func duration(_ seconds: TimeInterval) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "long" }
        if seconds < 10 { return String(format: "%.1f s", seconds) }
        let whole = Int(seconds.rounded())
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3600: return "\(whole / 60) min \(whole % 60) s"
        default: return "\(whole / 3600) h \(whole / 60 % 60) min"
        }
    }

    /// `0:03`, `12:05`, `1:02:03`.
    public static func clock(_ seconds: TimeInterval) -> String {
        let whole = seconds.isFinite ? Int(min(max(0, seconds), 1e9)) : 0
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, whole % 60)
            : String(format: "%d:%02d", minutes, whole % 60)
    }

    /// `1 trial is`, `2,000 trials are`.
    static func trials(_ number: Int, _ one: String, _ many: String) -> String {
        "\(count(number, "trial")) \(number == 1 ? one : many)"
    }

    /// `2026-11-24 15:40:08 UTC`: the text does not depend on the machine's time zone or locale.
    public static func time(_ date: Date) -> String {
        date.formatted(
            .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)) + " UTC"
    }
}
