import Foundation

/// A trial that a program outside has asked for.
public struct AskedTrial: Sendable, Hashable {
    /// The trial's number and parameters.
    public let candidate: Candidate
    /// With it the trial's values are told.
    public let token: AskToken
    /// Which evaluation of the trial this is, from 1. It grows when a failed trial is requeued, and when the lease of a
    /// claim ends before the trial is told.
    public let attempt: Int
    /// The time until which the trial is given to nobody else, unless a call renews the lease.
    public let leaseEnd: Date
    /// The last step whose value was told, where the trial was asked for before; nil where nothing was told.
    public let toldStep: Int?

    /// A trial as the store has claimed it for a program.
    public init(candidate: Candidate, token: AskToken, attempt: Int, leaseEnd: Date, toldStep: Int?) {
        self.candidate = candidate
        self.token = token
        self.attempt = attempt
        self.leaseEnd = leaseEnd
        self.toldStep = toldStep
    }
}

/// The answer to a program that asks for trials.
public enum AskAnswer: Sendable, Hashable {
    /// At least one.
    case trials([AskedTrial])
    /// There is nothing to claim now. Others hold the trials that are left, or the next ones depend on those.
    case later
    /// Every trial of the study has a result.
    case finished
}
