/// A piece of a text that sums up parameters, such as `0.843/t^0.0923` for two numbers.
public enum SummaryPiece: Sendable, Hashable {
    case text(String)
    /// The shortest text of the parameter with this name, which is a number.
    case number(String)
}
