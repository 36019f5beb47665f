import Foundation

/// The saved state of a running trial at a step, from which its objective can continue.
public struct TrialCheckpoint: Sendable, Hashable {
    /// The trial's number.
    public let number: Int
    /// The step that the trial had reached.
    public let step: Int
    /// The state in the objective's own format; opaque to the store.
    public let data: Data

    /// The state of a trial at a step.
    public init(number: Int, step: Int, data: Data) {
        self.number = number
        self.step = step
        self.data = data
    }
}
