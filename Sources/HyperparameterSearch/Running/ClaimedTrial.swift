import Foundation

/// A trial that a run has claimed. It starts at its first step, or continues from an earlier run's checkpoint.
struct ClaimedTrial: Sendable {
    let candidate: Candidate
    /// The objective's bytes; nil where the trial starts at its first step.
    let checkpoint: Data?
}
