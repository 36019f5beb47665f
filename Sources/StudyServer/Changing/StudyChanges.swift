import Foundation

/// What a server may change, as its program does it. Each call is for the study of that name. The server makes one call at a
/// time.
///
/// The calls throw ``ChangeError``.
public struct StudyChanges: Sendable {
    public var ask: @Sendable (_ study: String, Ask) throws -> AskReply
    public var tell: @Sendable (_ study: String, Tell) throws -> TellReply
    /// Lets failed trials be evaluated again: those of these numbers, or all. Returns their numbers.
    public var requeue: @Sendable (_ study: String, _ numbers: Set<Int>?) throws -> [Int]
    /// Deletes a study with its trials and its confirmation. Returns what was deleted, in words.
    public var delete: @Sendable (_ study: String) throws -> String

    public init(
        ask: @escaping @Sendable (String, Ask) throws -> AskReply,
        tell: @escaping @Sendable (String, Tell) throws -> TellReply,
        requeue: @escaping @Sendable (String, Set<Int>?) throws -> [Int],
        delete: @escaping @Sendable (String) throws -> String
    ) {
        (self.ask, self.tell, self.requeue, self.delete) = (ask, tell, requeue, delete)
    }

    /// A request for trials.
    public struct Ask: Sendable, Equatable {
        /// The largest number of trials, from 1 to 10,000.
        public var count = 1
        /// In seconds, from 1 to 2,592,000.
        public var lease: TimeInterval = 3600
    }

    public enum AskReply: Sendable, Equatable {
        /// A JSON object for each trial, as `settle ask` prints it.
        case trials([String])
        case finished
        case later
    }

    /// A report on a trial: its result, its failure, or its value at a step.
    public struct Tell: Sendable, Equatable {
        public var number: Int
        public var token: String
        public var told: Told

        public enum Told: Sendable, Equatable {
            case result(Double, values: [String: Double])
            case failed(String)
            case step(Int, Double)
        }
    }

    public enum TellReply: Sendable, Equatable {
        case recorded
        /// The trial had this result already.
        case repeated
        /// What to do, as `settle tell --step` prints it, and the value that was told for the step before, if it differs.
        case step(String, earlier: Double?)
    }
}
