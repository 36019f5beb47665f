import Foundation
import HyperparameterSearch

/// The origin of a study's values: its definition and its runs.
public struct PageProvenance: Sendable {
    /// The text of the study file, or of the definition of a study that has no file.
    public var definition: String
    /// The name of the study file; nil if the study has no file.
    public var fileName: String?
    /// Whether the command can evaluate trials of the study again.
    public var canReplay: Bool
    /// From the first to the last.
    public var runs: [Run]

    /// A run and the number of trials that it recorded.
    public struct Run: Sendable {
        public var record: RunRecord
        public var trials: Int
        /// The time at which its last trial ended, for runs whose end is not recorded.
        public var lastTrial: Date?
        /// Whether its process died before it could record its end.
        public var isDead: Bool

        public init(_ record: RunRecord, trials: Int, lastTrial: Date?, isDead: Bool = false) {
            self.record = record
            self.trials = trials
            self.lastTrial = lastTrial
            self.isDead = isDead
        }

        /// The duration in seconds; nil if the run has neither ended nor recorded a trial.
        public var duration: TimeInterval? {
            (record.ended ?? lastTrial).map { max(0, $0.timeIntervalSince(record.started)) }
        }
    }

    public init(definition: String, fileName: String?, canReplay: Bool, runs: [Run]) {
        self.definition = definition
        self.fileName = fileName
        self.canReplay = canReplay
        self.runs = runs
    }
}
