import HyperparameterSearch
import StudyFiles

/// What a stored study does not have, or not yet.
public struct StoredStudyError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Problem: Sendable, Hashable {
        case noSuchTrial(Int, budget: Int)
        case notBegun(Int)
        /// No trial of the study has begun, so there is nothing to report.
        case nothingBegan
        /// Pruned trials could be among the best.
        case uncertainBest(certain: Int, asked: Int)
        case tooFewSchedules(Int, asked: Int)
        case notReplayable(Int, TrialState)
        /// Trials that are to be drawn did not run to their ends.
        case unfinished([Unfinished])
        /// - Parameter isSearch: whether the best are drawn, and not all points.
        case noneComplete(isSearch: Bool)
        case noTrialEnded
        case noRunEnded
        case noCurves([Int])
        /// The trials' curves are not error curves, but of this form; nil if trials have no curves.
        case noErrorCurves(CurveForm?)
        case noTraining(Product)
        /// Networks were trained, and no run has come to its end.
        case noTrainedNetwork
        case noWeights(Int)
    }

    /// A trial that did not run to its end.
    public struct Unfinished: Sendable, Hashable, CustomStringConvertible {
        public let number: Int
        public let state: TrialState

        init(_ trial: Trial) { (number, state) = (trial.number, trial.state) }

        public var description: String { "\(number) (\(state.rawValue))" }
    }

    /// What only training makes.
    public enum Product: String, Sendable {
        case learningCurves = "learning curves"
        case weights
    }

    /// The study's name.
    public let study: String
    public let problem: Problem

    init(study: String, _ problem: Problem) {
        (self.study, self.problem) = (study, problem)
    }

    /// Whether something else should have been asked; otherwise the stored data does not allow it.
    public var isUsage: Bool {
        switch problem {
        case .uncertainBest, .tooFewSchedules, .noCurves, .noWeights: false
        case .noSuchTrial, .notBegun, .nothingBegan, .notReplayable, .unfinished, .noneComplete, .noTrialEnded,
            .noRunEnded, .noErrorCurves, .noTraining, .noTrainedNetwork:
            true
        }
    }

    public var description: String {
        switch problem {
        case .noSuchTrial(let number, let budget):
            "\(study) has no trial \(number); its trials go from 0 to \(budget - 1)"
        case .notBegun(let number): "trial \(number) of \(study) has not begun yet"
        case .nothingBegan: "no trial of \(study) has begun yet, so there is nothing to report"
        case .uncertainBest(let certain, let asked):
            "only the best \(certain) of \(study) are certain, not \(asked): other trials were pruned"
        case .tooFewSchedules(let count, let asked):
            "\(study) has \(count) complete trials with schedules, not \(asked)"
        case .notReplayable(let number, let state):
            "trial \(number) of \(study) is \(state.rawValue), so there is nothing to compare; "
                + "only complete and failed trials can be replayed"
        case .unfinished(let trials):
            "\(trials.count == 1 ? "trial" : "trials") \(trials.map(\.description).joined(separator: ", ")) of \(study) "
                + "did not run to the end, so there is no whole curve"
        case .noneComplete(let isSearch):
            "no trial of \(study) is complete \(isSearch ? "and certainly the best " : "")yet, "
                + "so there is nothing to draw"
        case .noTrialEnded: "no trial of \(study) has ended yet, so there is nothing to draw"
        case .noRunEnded: "no run of \(study) has ended yet, so there is nothing to draw"
        case .noCurves(let numbers):
            "of \(numbers.count == 1 ? "trial" : "trials") \(numbers.map(String.init).joined(separator: ", ")) of "
                + "\(study) no curve is stored"
        case .noErrorCurves(.learning): "\(study) is a training study"
        case .noErrorCurves: "the trials of \(study) have no error curves"
        case .noTraining(let product): "\(study) is no training study, so it has no \(product.rawValue)"
        case .noTrainedNetwork: "no trial of \(study) is complete, so there are no weights"
        case .noWeights(let number):
            "trial \(number) of \(study) has no weights, which only a study with 'keepWeights: true' keeps"
        }
    }
}
