/// The error of an analysis that needs more trials.
public enum AnalysisError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The analysis has this many complete trials, and takes at least `needed`.
    case tooFewTrials(Int, needed: Int)

    public var description: String {
        switch self {
        case .tooFewTrials(let count, let needed):
            "\(count.counted("trial is", "trials are")) complete, and at least \(needed) are needed; "
                + "evaluate more"
        }
    }
}
