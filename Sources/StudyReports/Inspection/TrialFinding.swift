import HyperparameterSearch

/// A finding of the inspection of a study.
public struct TrialFinding: Sendable, Hashable {
    public enum Remedy: Sendable, Hashable {
        /// Restore a backup, or run the study again.
        case restore
        /// Replay the trial.
        case replay
        /// Check the study with the program that made it.
        case otherProgram
        /// No action is needed: values of another version may differ in their last digits.
        case otherVersion
    }

    public let kind: StoreFinding.Kind
    /// The trial's number; nil if the finding concerns the whole study.
    public let trial: Int?
    public let what: String
    public let remedy: Remedy
}
