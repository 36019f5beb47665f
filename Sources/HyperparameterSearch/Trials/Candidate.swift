/// A trial to evaluate: its number and its parameters.
public struct Candidate: Sendable, Hashable {
    public let number: Int
    public let parameters: TrialParameters
    /// The trial that the parameters came from, if any.
    public let parent: TrialReference?

    public init(number: Int, parameters: TrialParameters, parent: TrialReference? = nil) {
        self.number = number
        self.parameters = parameters
        self.parent = parent
    }
}
