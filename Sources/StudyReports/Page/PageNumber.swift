import Foundation

/// Numbers and times for readers of a page.
public enum PageNumber {
    /// Six significant digits.
    static func short(_ number: Double) -> String { String(format: "%.6g", number) }

    /// `45 s`, `12 min 5 s`, `3 h 20 min`.
    static func duration(_ seconds: TimeInterval) -> String {
        guard seconds.isFinite, (0..<1e9).contains(seconds) else { return "unknown" }
        if seconds < 10 { return String(format: "%.1f s", seconds) }
        let whole = Int(seconds.rounded())
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3600: return "\(whole / 60) min \(whole % 60) s"
        default: return "\(CountText.grouped(whole / 3600)) h \(whole / 60 % 60) min"
        }
    }

    /// `2026-11-24 15:40:08 UTC`: the same on every machine.
    public static func time(_ date: Date) -> String {
        date.formatted(
            .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)) + " UTC"
    }
}
