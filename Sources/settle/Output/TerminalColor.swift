import ArgumentParser
import Foundation

/// Colour on a terminal: only this type decides whether colour is used, which text gets which, and how it is written.
///
/// Only standard error has colours, so that tables, JSON and CSV never have any.
enum TerminalColor: String {
    case red = "31"
    case green = "32"
    case yellow = "33"

    /// The choices of `--color`.
    enum Choice: String, CaseIterable, ExpressibleByArgument {
        case auto, always, never
    }

    /// Whether standard error of this process has colours.
    static let isUsed = isUsed(
        EarlyOption.value(of: "color").flatMap(Choice.init) ?? .auto,
        isTerminal: Console.isErrorTerminal,
        environment: ProcessInfo.processInfo.environment)

    /// - Parameter environment: `NO_COLOR` (https://no-color.org) asks for none, as does a `TERM` that is dumb or not set;
    ///   `--color always` overrides both.
    static func isUsed(_ choice: Choice, isTerminal: Bool, environment: [String: String]) -> Bool {
        switch choice {
        case .always: true
        case .never: false
        case .auto:
            isTerminal && environment["NO_COLOR", default: ""].isEmpty
                && !["", "dumb"].contains(environment["TERM", default: ""])
        }
    }

    func painted(_ text: some StringProtocol) -> String { "\u{1B}[1;\(rawValue)m\(text)\u{1B}[0m" }

    /// A message with its first word in colour if it says that something is wrong.
    ///
    /// - Parameter text: without control characters but line ends.
    static func message(_ text: String, isUsed: Bool = isUsed) -> String {
        let color = Console.Severity(of: text).color
        guard isUsed, let color, let end = text.firstIndex(of: ":") else { return text }
        return color.painted(text[...end]) + text[text.index(after: end)...]
    }

    /// A progress line with its best value and its number of failed trials in colour.
    ///
    /// - Parameter line: as `ProgressPart` joins it, without control characters.
    static func progress(_ line: String, isUsed: Bool = isUsed) -> String {
        guard isUsed else { return line }
        let parts = line.components(separatedBy: ProgressPart.separator).map { part in
            if part.hasPrefix("best ") { return green.painted(part) }
            return part.hasSuffix(" failed") ? red.painted(part) : part
        }
        return parts.joined(separator: ProgressPart.separator)
    }
}

extension Console.Severity {
    fileprivate var color: TerminalColor? {
        switch self {
        case .message: nil
        case .warning: .yellow
        case .error: .red
        }
    }
}
