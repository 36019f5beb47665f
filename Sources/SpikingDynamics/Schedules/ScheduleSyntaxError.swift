/// A text that is not a schedule: the text, the position of the error, and what was expected there.
public struct ScheduleSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text that was read.
    public let text: String
    /// The character, counted from 1, at which reading stopped.
    public let position: Int
    /// The text that was expected at this position.
    public let expected: String

    public var description: String {
        let shown = text.count > 60 ? "\(text.prefix(57))..." : text
        return "\"\(shown)\" is not a schedule: expected \(expected) at character \(position). "
            + "Write for example 0.843/t^0.0923 (a power law), 0.5 (a constant) or 1*exp(-t/20) (exponential decay)."
    }
}
