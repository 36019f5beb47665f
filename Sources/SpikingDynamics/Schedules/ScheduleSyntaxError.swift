/// A text that is no schedule: the text, where it went wrong, and what should have stood there.
public struct ScheduleSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text that was read.
    public let text: String
    /// The character, counted from 1, at which reading stopped.
    public let position: Int
    /// What should have stood there.
    public let expected: String

    public var description: String {
        let shown = text.count > 60 ? "\(text.prefix(57))..." : text
        return "\"\(shown)\" is not a schedule: expected \(expected) at character \(position). "
            + "Write for example 0.843/t^0.0923 (a power law), 0.5 (a constant) or 1*exp(-t/20) (exponential decay)."
    }
}
