import HyperparameterSearch

/// How the best trials of a search are scored again, on what the search has never seen: the networks or seeds under the
/// key `confirm` of a study file.
///
/// The best of many noisy values are partly lucky ones, and a value that was selected for being low is too low on the
/// average (the winner's curse). Scores on unseen networks or seeds are free of that.
public protocol ConfirmationPlan: Sendable, Hashable {
    /// What a score is of: `network` or `seed`.
    var noun: String { get }
    /// The number of scores of a trial.
    var scoreCount: Int { get }
    /// The name of the mean of scores, such as `geometric mean`.
    var meanName: String { get }
    /// The kind of the study that evaluates the scores.
    var kind: any StudyKind { get }

    /// The points of that study that score one trial: all of them, in a fixed order. Trials with equal points are one.
    ///
    /// - Parameter trial: a trial of the search.
    /// - Throws: `ParameterError` if the parameters are not of this kind.
    func points(scoring trial: Candidate, parent: TrialReference) throws -> [DeclaredPoint]

    /// `[network or seed]`: the scores in the trials that evaluated ``points(scoring:parent:)``; nil if one of them has
    /// no result yet, or failed.
    func scores(in trials: [Trial]) -> [Double]?

    /// The confirmed value: one number from all scores.
    func mean(of scores: [Double]) -> Double

    /// The 95% interval of the mean over further networks or seeds; nil for a single score.
    func interval(of scores: [Double]) -> ConfidenceInterval?

    /// The entries of `confirm` besides `top`.
    var canonical: [String: CanonicalValue] { get }
}

/// What `confirm` in a study file asks for: the best `top` trials are scored again when the search has ended.
///
/// It is no part of the search's identity, as the budget is not: it can be added to a finished study.
public struct DeclaredConfirmation: Sendable {
    public var top: Int
    public var plan: any ConfirmationPlan

    public static let tops = 1...1000

    public init(top: Int, plan: any ConfirmationPlan) {
        self.top = top
        self.plan = plan
    }

    /// The value of `confirm` with every default written out.
    public var canonical: CanonicalValue {
        .object(plan.canonical.merging(["top": .integer(top)]) { $1 })
    }
}

extension DeclaredConfirmation: Hashable {
    public static func == (first: DeclaredConfirmation, second: DeclaredConfirmation) -> Bool {
        first.top == second.top && AnyHashable(first.plan) == AnyHashable(second.plan)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(top)
        hasher.combine(AnyHashable(plan))
    }
}
