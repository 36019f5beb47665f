/// The state of a running trial, sent by the evaluating thread to the recorder.
struct TrialReport: Sendable {
    let number: Int
    /// The step at which this run began the trial: 0, or the step of a checkpoint.
    let begunAt: Int
    /// The step that the trial has reached.
    let step: Int
    /// The objective's line for people.
    let text: String?
    /// The intermediate values that the recorder has not taken, in order of step.
    var values: [IntermediateValue]
    /// The checkpoint to save: of this report, or of an earlier report that the recorder has not taken.
    var checkpoint: TrialCheckpoint?
}
