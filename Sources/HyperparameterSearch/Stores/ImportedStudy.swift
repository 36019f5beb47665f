/// A study that was searched elsewhere and is taken into a store with its trials.
public struct ImportedStudy: Sendable {
    /// The study's name, search and budget.
    public var definition: StudyDefinition
    /// JSON texts by name, set by other tools.
    public var attributes: [String: String]
    /// The run that is recorded as the one that imported the trials.
    public var run: RunDescription

    /// A study to import with its trials.
    public init(_ definition: StudyDefinition, attributes: [String: String] = [:], run: RunDescription) {
        (self.definition, self.attributes, self.run) = (definition, attributes, run)
    }
}

extension TrialContent {
    /// This trial as an import stores it: its result is the run's, and a trial without a result waits.
    public func imported(by run: RunID) -> TrialContent {
        var content = self
        content.trial.holder = nil
        content.trial.result?.run = run
        return content
    }
}
