import Foundation
import HyperparameterSearch

/// Where a study's numbers come from.
public struct PageProvenance: Sendable {
    /// The study as a file, and its name; of other studies, what defines them, without a name.
    public var definition: String
    public var fileName: String?
    /// Whether trials can be evaluated again by a command.
    public var canReplay: Bool
    /// First to last.
    public var runs: [Run]

    /// A run with the trials that it recorded.
    public struct Run: Sendable {
        public var record: RunRecord
        public var trials: Int
        /// When it was last heard of, where its end is not recorded.
        public var lastTrial: Date?

        public init(_ record: RunRecord, trials: Int, lastTrial: Date?) {
            self.record = record
            self.trials = trials
            self.lastTrial = lastTrial
        }

        /// In seconds; nil where it has done nothing yet.
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
