/// A trial's number, and the parameters to evaluate.
public struct Candidate: Sendable, Hashable {
    public let number: Int
    public let parameters: TrialParameters
    /// The trial that the parameters came from, where they came from one.
    public let parent: TrialReference?

    public init(number: Int, parameters: TrialParameters, parent: TrialReference? = nil) {
        self.number = number
        self.parameters = parameters
        self.parent = parent
    }
}
