/// How a running trial stands, as the thread that evaluates it tells the recorder.
struct TrialReport: Sendable {
    let number: Int
    /// The step at which this run took the trial up: 0, or a checkpoint's.
    let begunAt: Int
    /// The step that it has reached.
    let step: Int
    /// How it does, for people.
    let text: String?
    /// The intermediate values that the recorder has not seen, by ascending step.
    var values: [IntermediateValue]
    /// The checkpoint to save: of where the trial now stands, or of a report that the recorder has not seen.
    var checkpoint: TrialCheckpoint?
}
