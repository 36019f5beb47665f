/// A trial to evaluate: its number and its parameters.
public struct Candidate: Sendable, Hashable {
    /// The trial's number, from 0.
    public let number: Int
    /// The parameters to evaluate.
    public let parameters: TrialParameters
    /// The trial that the parameters came from, if any.
    public let parent: TrialReference?
    /// The parameters as ``CompactJSON``, for stores that keep such texts; nil where they have no such text.
    public let parametersText: String?

    /// A trial to evaluate. Makes the text of its parameters.
    public init(number: Int, parameters: TrialParameters, parent: TrialReference? = nil) {
        self.number = number
        self.parameters = parameters
        self.parent = parent
        parametersText = CompactJSON.text(parameters.values)
    }
}
