/// The error of a value that cannot be told for a trial.
public enum TellError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The token was not given with this trial.
    case token(String, trial: Int)
    /// The trial has another result, which stays.
    case otherResult(trial: Int, stored: String)
    /// The scheduler stopped the trial.
    case stopped(trial: Int, step: Int)
    /// The trial has a result, so that no value on the way can be told.
    case ended(trial: Int, TrialState)
    /// The lease ended, and another program has the trial now.
    case takenOver(trial: Int)
    /// The trial waits to be asked for, and the token is of an earlier claim.
    case waits(trial: Int)
    /// A step that a trial does not have. `most` is nil where the study does not state the number of steps.
    case step(Int, most: Int?)
    /// Trials are compared at `rung`, and the value there was not told before that of a later step.
    case missing(trial: Int, rung: Int, step: Int)
    /// The value is NaN or infinite. Such a trial is told as failed.
    case notFinite(Double)

    public var description: String { "\(fact); \(remedy)" }

    /// The reason, without a remedy.
    public var fact: String {
        switch self {
        case .token(let token, let trial): "'\(token.prefix(80))' is not a token of trial \(trial)"
        case .otherResult(let trial, let stored): "trial \(trial) has another result, \(stored), which stays"
        case .stopped(let trial, let step):
            "trial \(trial) was stopped at step \(step), where the study's scheduler compares trials"
        case .ended(let trial, let state): "trial \(trial) has ended already (\(state.rawValue))"
        case .takenOver(let trial): "the lease of trial \(trial) has ended, and another program has it now"
        case .waits(let trial): "trial \(trial) waits to be asked for again, and this token is of an earlier claim"
        case .step(let step, let most): "there is no step \(step)" + (most.map { ": a trial has \($0)" } ?? "")
        case .missing(let trial, let rung, let step):
            "trials are compared at step \(rung), and no value of trial \(trial) was told there before that of step "
                + "\(step)"
        case .notFinite(let value): "\(value) is not a finite number, so it cannot be compared"
        }
    }

    /// The remedy in the library's terms, which a program may replace by its own.
    public var remedy: String {
        switch self {
        case .token: "give the token that came with the trial"
        case .otherResult, .ended: "nothing more can be told of it"
        case .stopped: "leave it, and ask for another"
        case .takenOver: "leave it to that program, or ask with a longer lease"
        case .waits: "ask again, and tell with the new token"
        case .step(_, let most): "give a step from 0" + (most.map { " to \($0)" } ?? " upwards")
        case .missing(_, let rung, _): "tell the value at step \(rung) first"
        case .notFinite: "tell that the trial failed"
        }
    }
}
