import HyperparameterSearch
import StudyFiles

/// The error of a request that a stored study cannot serve, or cannot serve yet.
public struct StoredStudyError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Problem: Sendable, Hashable {
        case noSuchTrial(Int, budget: Int)
        case notBegun(Int)
        /// No trial of the study has begun.
        case nothingBegan
        /// Pruned trials could be among the best trials that were asked for.
        case uncertainBest(certain: Int, asked: Int)
        /// The same of a study whose sampler has learned the pruned trials, so that they stay pruned.
        case prunedForGood(certain: Int, asked: Int)
        case tooFewSchedules(Int, asked: Int)
        case notReplayable(Int, TrialState)
        /// Some of the trials to draw are not complete.
        case unfinished([Unfinished])
        /// - Parameter isSearch: whether the best trials of a search are drawn, and not the points of a study.
        case noneComplete(isSearch: Bool)
        case noTrialEnded
        case noRunEnded
        case noCurves([Int])
        /// The curves of the trials have this form and are not error curves; nil if the trials have no curves.
        case noErrorCurves(CurveForm?)
        case noTraining(Product)
        /// The study is declared in a program that uses the search library: by which command and on which host, where
        /// they are known.
        case otherProgram(String?)
        /// The study trains networks, and no trial is complete.
        case noTrainedNetwork
        case noWeights(Int)
        /// The stored curve of a trial is not one that its evaluation wrote.
        case damagedCurve(Int, String)
        /// A front was asked for, and the study has only this objective.
        case oneObjective(String)
    }

    /// A trial that is not complete, with its state.
    public struct Unfinished: Sendable, Hashable, CustomStringConvertible {
        public let number: Int
        public let state: TrialState

        init(_ trial: Trial) { (number, state) = (trial.number, trial.state) }

        public var description: String { "\(number) (\(state.rawValue))" }
    }

    /// A product of training, which other studies do not have.
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

    /// Whether the request is at fault, and not the stored data.
    public var isUsage: Bool {
        switch problem {
        case .otherProgram: false
        case .uncertainBest, .prunedForGood, .tooFewSchedules, .noCurves, .noWeights, .damagedCurve: false
        case .noSuchTrial, .notBegun, .nothingBegan, .notReplayable, .unfinished, .noneComplete, .noTrialEnded,
            .noRunEnded, .noErrorCurves, .noTraining, .noTrainedNetwork, .oneObjective:
            true
        }
    }

    public var description: String {
        switch problem {
        case .noSuchTrial(let number, let budget):
            "\(study) has no trial \(number); its trials go from 0 to \(budget - 1)"
        case .notBegun(let number): "trial \(number) of \(study) has not begun yet"
        case .nothingBegan: "no trial of \(study) has begun yet, so there is nothing to report"
        case .otherProgram(let maker):
            "\(study) is a study of another program" + (maker.map { ", made \($0)," } ?? "")
                + " and only that program can evaluate it"
        case .uncertainBest(let certain, let asked), .prunedForGood(let certain, let asked):
            "only the best \(certain) of \(study) are certain, not \(asked): other trials were pruned"
        case .tooFewSchedules(let count, let asked):
            "\(study) has \(NumberText.count(count, "complete trial")) with schedules, not \(asked)"
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
        case .damagedCurve(let number, let fault):
            "the stored curve of trial \(number) of \(study) is damaged: \(fault)"
        case .oneObjective(let name): "\(study) has one objective, \(name), so its trials have an order and no front"
        case .noTrainedNetwork: "no trial of \(study) is complete, so there are no weights"
        case .noWeights(let number):
            "trial \(number) of \(study) has no weights, which only a study with 'keepWeights: true' keeps"
        }
    }
}
