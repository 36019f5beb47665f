import Foundation

/// A trial with its parameters and named values as the JSON texts that a store keeps: for long lists, which copy the
/// numbers in them as they are.
///
/// Only stores that keep such texts have it, of complete and pruned trials without parents.
public struct TrialTexts {
    /// What is known of the trial besides its texts.
    public struct Facts: Sendable {
        /// The trial's number.
        public let number: Int
        /// How the trial ended.
        public let outcome: Outcome
        /// The number of steps that were run.
        public let steps: Int
        /// When the evaluation began.
        public let started: Date
        /// When the evaluation ended.
        public let finished: Date
        /// The run that made the result.
        public let run: RunID

        /// The facts of a finished trial.
        public init(number: Int, outcome: Outcome, steps: Int, started: Date, finished: Date, run: RunID) {
            (self.number, self.outcome, self.steps) = (number, outcome, steps)
            (self.started, self.finished, self.run) = (started, finished, run)
        }
    }

    /// What is known besides the texts.
    public let facts: Facts
    /// An object without spaces, its names sorted, in UTF-8. Valid only while the trial is visited.
    public let parameters: UnsafeBufferPointer<UInt8>
    /// As ``parameters``.
    public let values: UnsafeBufferPointer<UInt8>

    /// A trial with its texts, which the caller keeps in memory.
    public init(_ facts: Facts, parameters: UnsafeBufferPointer<UInt8>, values: UnsafeBufferPointer<UInt8>) {
        (self.facts, self.parameters, self.values) = (facts, parameters, values)
    }
}
