import Foundation

/// A trial that a run has claimed. It starts at its first step, or continues from an earlier run's checkpoint.
struct ClaimedTrial: Sendable {
    let candidate: Candidate
    /// Nil where the trial starts at its first step.
    let checkpoint: TrialCheckpoint?
    /// The rule by which the trial is judged; nil where it is evaluated to its end.
    var course: TrialCourse?

    /// The trial at the step that it starts from.
    ///
    /// - Parameter ignored: is told why the checkpoint cannot be used.
    func begin<O: Objective>(_ objective: O, ignored: (Int, CheckpointProblem) -> Void) -> O.Progress {
        guard let checkpoint else { return objective.begin(candidate) }
        do throws(CheckpointProblem) {
            return try objective.restore(candidate, from: checkpoint.data)
        } catch {
            ignored(candidate.number, error)
            return objective.begin(candidate)
        }
    }
}
