/// Why a part of a search's figures cannot be made.
public struct SearchPartAbsence: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Reason: Sendable, Hashable {
        /// The part needs every trial's value, and pruned trials have none.
        case pruned(Int, of: Int)
        /// The same of trials that the study's own scheduler stopped.
        case stopped(Int, of: Int)
        /// No trial was pruned, so there is no pruning to show.
        case nonePruned
        case tooFew(Int, needed: Int)
        /// No parameter differs between trials.
        case nothingVaries
        /// The map needs two numbers that differ between trials, and this many do.
        case tooFewNumbers(Int)
        /// The trials' traces do not tell their values on the way.
        case noProgress
        /// The study's sampler makes no model of all parameters, or has learned too little for one.
        case noModel
        /// The trials have no error curves of more than 100 steps.
        case noShares
        /// The study has one objective, so its trials have an order and no front.
        case oneObjective
        case notAskedFor
    }

    public let part: SearchFigures.Part
    public let reason: Reason

    init(_ part: SearchFigures.Part, _ reason: Reason) {
        (self.part, self.reason) = (part, reason)
    }

    /// One sentence without its full stop: the fact, and the remedy in the library's terms.
    public var description: String { remedy.map { "\(fact); \($0)" } ?? fact }

    /// The reason, without a remedy.
    public var fact: String {
        switch reason {
        case .pruned(let count, let all):
            "\(part.subject) needs every trial's value, and \(NumberText.grouped(count)) of "
                + "\(NumberText.trials(all, "was", "were")) pruned before they had one"
        case .stopped(let count, let all):
            "\(part.subject) needs every trial's value, and the scheduler stopped \(NumberText.grouped(count)) of "
                + "\(NumberText.count(all, "trial")) before they had one"
        case .nonePruned: "No trial was pruned, so that all were evaluated to their ends"
        case .tooFew(let count, let needed):
            "\(part.subject) needs at least \(NumberText.grouped(needed)) complete trials, and "
                + "\(NumberText.trials(count, "is", "are")) complete"
        case .nothingVaries: "\(part.subject) needs a parameter in which trials differ, and all have the same"
        case .tooFewNumbers(let count):
            "\(part.subject) needs two numbers in which trials differ, and there " + (count == 0 ? "is none" : "is one")
        case .noProgress:
            "\(part.subject) needs what each trial's value was on its way, and the trials have no trace that tells it"
        case .noModel: "\(part.subject) needs a study whose sampler is a Gaussian process that has learned some trials"
        case .noShares: "\(part.subject) needs errors of more than 100 steps, and the trials have none"
        case .oneObjective: "\(part.subject) needs a study of several objectives, and this one has one"
        case .notAskedFor: "the part \(part.rawValue) was not asked for"
        }
    }

    /// The remedy in the library's terms. A program may give its own instead.
    private var remedy: String? {
        switch reason {
        case .pruned: "run the study without pruning"
        case .stopped: "run the study without its scheduler, under another name"
        case .nonePruned: "a search for a mean error can prune"
        case .tooFew: "evaluate more"
        case .nothingVaries: "search at least one"
        case .tooFewNumbers: "search at least two"
        case .noProgress: "search for meanError"
        case .noModel: "search with the sampler gp"
        case .noShares: "evaluate schedules in a convergence study of more steps"
        case .oneObjective: "minimize a list of values, as in [meanError, synapticOperations]"
        case .notAskedFor: nil
        }
    }
}

extension SearchFigures.Part {
    /// The part as the subject of a sentence.
    fileprivate var subject: String {
        switch self {
        case .history: "The history"
        case .importance: "The importance of parameters"
        case .parameters: "The view of parameters"
        case .map: "The map"
        case .pruning: "The pruning"
        case .parallel: "The parallel view"
        case .stability: "The ranking's stability"
        case .model: "The model's view"
        case .shares: "The view of early and late errors"
        case .front: "The front"
        }
    }
}
