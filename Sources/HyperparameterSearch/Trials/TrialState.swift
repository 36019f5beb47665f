/// Where a trial stands.
public enum TrialState: String, Sendable, Hashable, Codable, CaseIterable {
    /// No run works on the trial, and it has no result: it waits to be claimed.
    case waiting
    /// A run works on the trial.
    case claimed
    case complete
    /// Stopped early. A run may evaluate it again: it stays pruned until the full result replaces this one.
    case pruned
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
