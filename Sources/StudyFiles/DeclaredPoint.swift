import HyperparameterSearch

/// A trial that a study names instead of drawing it.
public struct DeclaredPoint: Sendable, Hashable {
    public var parameters: TrialParameters
    /// The trial that the parameters came from.
    public var parent: TrialReference?
    /// The point as a stored definition has it.
    public var canonical: CanonicalValue

    public init(_ parameters: TrialParameters, parent: TrialReference? = nil, canonical: CanonicalValue) {
        self.parameters = parameters
        self.parent = parent
        self.canonical = canonical
    }
}

extension YAMLMapping {
    /// The trial that a point came from, as its key `parent` names it; nil if the key is absent.
    public func parent() throws(StudyFileError) -> TrialReference? {
        guard let value = self["parent"] else { return nil }
        guard let parent = TrialReference(try value.text("a trial, such as paper-5000/4333")) else {
            throw value.error(rule: "this is not a trial", remedy: "write study and number, such as paper-5000/4333")
        }
        return parent
    }
}
