import Foundation

/// A running trial as it stood at a step: what its objective needs to go on from there.
public struct TrialCheckpoint: Sendable, Hashable {
    public let number: Int
    /// The step that the trial had reached.
    public let step: Int
    /// In a form of the objective's own; opaque to the store.
    public let data: Data

    public init(number: Int, step: Int, data: Data) {
        self.number = number
        self.step = step
        self.data = data
    }
}
