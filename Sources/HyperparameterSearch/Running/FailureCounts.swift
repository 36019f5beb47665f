/// The reasons for which trials failed, by how often. Reasons that differ in their numbers alone count as one.
public struct FailureCounts: Sendable, Hashable {
    /// A reason, and the trials that failed for it.
    public struct Reason: Sendable, Hashable {
        /// The reason of the trial with the lowest number.
        public fileprivate(set) var text: String
        /// The lowest number of these trials.
        public fileprivate(set) var trial: Int
        /// The number of these trials.
        public fileprivate(set) var count: Int
    }

    /// The number of failed trials.
    public private(set) var total = 0
    /// By the text with every number as `#`.
    private var reasons: [String: Reason] = [:]

    /// No failures yet.
    public init() {}

    /// The failed trials of a study; of many, the first `limit` by number.
    ///
    /// - Throws: what the store throws.
    public init(of study: StudyID, in reader: any StudyReader, limit: Int = 10_000) throws {
        for trial in try reader.trials(of: study, matching: TrialQuery(states: [.failed], limit: limit)) {
            add(trial.reason ?? "", ofTrial: trial.number)
        }
    }

    /// Counts one more failed trial.
    public mutating func add(_ text: String, ofTrial number: Int) {
        total += 1
        let key = Self.withoutNumbers(text)
        guard var reason = reasons[key] else {
            reasons[key] = Reason(text: text, trial: number, count: 1)
            return
        }
        reason.count += 1
        if number < reason.trial { (reason.text, reason.trial) = (text, number) }
        reasons[key] = reason
    }

    /// The most common reason; of equally common ones, that of the lowest number. Nil if there are none.
    public var mostCommon: Reason? {
        reasons.values.min { $0.count == $1.count ? $0.trial < $1.trial : $0.count > $1.count }
    }

    private static func withoutNumbers(_ text: String) -> String {
        var result = ""
        var isInNumber = false
        for character in text {
            // Of 4.31e-05, everything is the number.
            let belongs =
                character.isNumber || (isInNumber && (character == "." || character == "e" || character == "-"))
            if belongs, !isInNumber { result.append("#") }
            if !belongs { result.append(character) }
            isInNumber = belongs
        }
        return result
    }
}
