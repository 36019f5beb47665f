import HyperparameterSearch

/// Something that the inspection of a study found.
public struct TrialFinding: Sendable, Hashable {
    public enum Remedy: Sendable, Hashable {
        /// To restore a backup, or to run the study again.
        case restore
        /// To replay the trial.
        case replay
        /// To check the study with the program that made it.
        case otherProgram
        /// None is needed: values of another version may differ in their last digits.
        case otherVersion
    }

    public let kind: StoreFinding.Kind
    /// Nil where no single trial is concerned.
    public let trial: Int?
    public let what: String
    public let remedy: Remedy
}
