import Foundation

/// A trial that a run is to evaluate: from its first step, or from where an earlier run came with it.
struct ClaimedTrial: Sendable {
    let candidate: Candidate
    /// What its objective kept of it; nil where it has to begin.
    let checkpoint: Data?
}
