/// The state of a trial.
public enum TrialState: String, Sendable, Hashable, Codable, CaseIterable {
    /// The trial has no result and no run works on it. It waits to be claimed.
    case waiting
    /// A run works on the trial.
    case claimed
    /// Evaluated to the end, with a value.
    case complete
    /// Stopped early. Where a run evaluates the trial again, it stays pruned until the full result replaces this one.
    case pruned
    /// Evaluated without a value, for a stated reason.
    case failed

    /// Whether the trial has a result.
    public var isFinished: Bool {
        switch self {
        case .waiting, .claimed: false
        case .complete, .pruned, .failed: true
        }
    }

    /// The states of trials with a result.
    public static let finished: Set<TrialState> = [.complete, .pruned, .failed]
}
