import AnnealingStudies
import HyperparameterSearch
import StudyFiles

/// How far the confirmation of a study is, and what it found: the best trials of the search, scored again on networks or
/// seeds that the search has not seen.
public struct StudyConfirmation: Sendable {
    public enum State: Sendable, Hashable {
        /// The search has not ended: this many of its trials have no result.
        case searching(left: Int)
        /// Trials that were pruned could be among the best that are to be confirmed.
        case uncertain(certain: Int)
        /// No trial of the search is complete, or none of the best can be scored; then ``failures`` says why.
        case nothingToConfirm
        /// This many trials of the confirmation have no result.
        case unfinished(left: Int)
        case complete
    }

    /// What the study asks for.
    public let declared: DeclaredConfirmation
    /// The study that has the scores; nil before the search has ended.
    public let request: ConfirmationRequest?
    public let state: State
    /// The scores by the number of the trial in the search. They have ranks where the confirmation is complete.
    public let scores: [Int: ConfirmedScore]
    /// The trials that could not be scored, by the number in the search, with the reason.
    public let failures: [(trial: Int, reason: String)]

    /// - Returns: nil if the study asks for no confirmation.
    /// - Throws: the errors of the study's reader.
    init?(of study: StoredStudy) throws {
        guard let declared = study.declared?.confirmation else { return nil }
        self.declared = declared
        let left = try study.unfinished()
        let certain = try study.certainCount() ?? .max
        guard left == 0, certain >= declared.top else {
            state = left > 0 ? .searching(left: left) : .uncertain(certain: certain)
            (request, scores, failures) = (nil, [:], [])
            return
        }
        let best = try study.reader.best(declared.top, of: study.record.id)
        var failures: [(trial: Int, reason: String)] = []
        let request = ConfirmationRequest(best, of: study.name, plan: declared.plan) { failures.append(($0, $1)) }
        self.request = request
        guard let request else {
            (state, scores, self.failures) = (.nothingToConfirm, [:], failures)
            return
        }
        guard let record = try study.reader.study(named: request.study.name) else {
            (state, scores, self.failures) = (.unfinished(left: request.study.points.count), [:], failures)
            return
        }
        let remaining = try study.reader.remaining(of: record.id)
        state = remaining > 0 ? .unfinished(left: remaining) : .complete
        let trials = try study.reader.trials(of: record.id, matching: TrialQuery(states: TrialState.finished))
        let byNumber = Dictionary(trials.map { ($0.number, $0) }) { first, _ in first }
        var found: [(number: Int, score: ConfirmedScore)] = []
        for (index, candidate) in request.candidates.enumerated() {
            let numbers = (index * request.pointsEach)..<((index + 1) * request.pointsEach)
            let own = numbers.compactMap { byNumber[$0] }
            if let scores = declared.plan.scores(in: own), !scores.isEmpty {
                found.append((candidate.number, ConfirmedScore(scores, plan: declared.plan)))
            } else if let reason = own.lazy.compactMap(\.reason).first {
                failures.append((candidate.number, reason))
            }
        }
        self.failures = failures
        if state == .complete {
            // Equal values keep the order of the search.
            let direction = study.record.definition.direction
            let order = found.indices.sorted {
                let (one, other) = (found[$0].score.value, found[$1].score.value)
                return one == other ? $0 < $1 : direction.prefers(one, to: other)
            }
            for (rank, index) in order.enumerated() { found[index].score.rank = rank + 1 }
        }
        scores = Dictionary(found.map { ($0.number, $0.score) }) { first, _ in first }
    }

    /// Whether the confirmed order stands.
    public var isComplete: Bool { state == .complete }

    /// `16 further networks`.
    public var ground: String {
        let plan = declared.plan
        return NumberText.count(plan.scoreCount, "further \(plan.noun)")
    }

    /// What the confirmed values are: `the geometric mean over 16 further networks, with its 95% interval`.
    public var meaning: String {
        let plan = declared.plan
        guard plan.scoreCount > 1 else { return "the value on 1 further \(plan.noun)" }
        return "the \(plan.meanName) over \(ground), with its 95% interval"
    }
}

/// A trial's score in the confirmation of its study.
public struct ConfirmedScore: Sendable, Hashable {
    /// `[network or seed]`
    public let scores: [Double]
    public let value: Double
    /// The 95% interval of the mean over further networks or seeds; nil for a single one.
    public let interval: ConfidenceInterval?
    /// From 1; nil while the confirmation is unfinished.
    public internal(set) var rank: Int?

    init(_ scores: [Double], plan: any ConfirmationPlan) {
        (self.scores, value, interval) = (scores, plan.mean(of: scores), plan.interval(of: scores))
    }
}
