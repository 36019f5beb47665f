import Foundation

/// A trial with its parameters and named values as the JSON texts that a store keeps: for long lists, which copy the
/// numbers in them as they are.
///
/// Only stores that keep such texts have it, of complete and pruned trials without parents.
public struct TrialTexts {
    /// What is known of the trial besides its texts.
    public struct Facts: Sendable {
        public let number: Int
        public let outcome: Outcome
        public let steps: Int
        public let started: Date
        public let finished: Date
        public let run: RunID

        public init(number: Int, outcome: Outcome, steps: Int, started: Date, finished: Date, run: RunID) {
            (self.number, self.outcome, self.steps) = (number, outcome, steps)
            (self.started, self.finished, self.run) = (started, finished, run)
        }
    }

    public let facts: Facts
    /// An object without spaces, its names sorted, in UTF-8. Valid only while the trial is visited.
    public let parameters: UnsafeBufferPointer<UInt8>
    /// As ``parameters``.
    public let values: UnsafeBufferPointer<UInt8>

    public init(_ facts: Facts, parameters: UnsafeBufferPointer<UInt8>, values: UnsafeBufferPointer<UInt8>) {
        (self.facts, self.parameters, self.values) = (facts, parameters, values)
    }
}
