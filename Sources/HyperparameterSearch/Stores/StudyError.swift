import Foundation

/// The error of a call that names, changes or evaluates a study.
public enum StudyError: Error, Sendable, CustomStringConvertible {
    /// A study's name has other characters than it may have, or none, or more than 100.
    case name(String)
    /// A budget is below 1 or above ``StudyDefinition/largestBudget``.
    case budget(Int)
    /// A study of this name has another search.
    case definitionDiffers(stored: StudyDefinition, offered: StudyDefinition)
    /// A study is to be made under the name of another.
    case exists(String)
    /// This run works on the study.
    case busy(RunRecord)
    /// A run with another scheduler works on the study.
    case otherScheduler(RunRecord, wanted: String)
    /// The study and the objective have different directions.
    case directionDiffers(study: StudyDefinition, objective: Direction)
    /// The study was made with another sampler or space.
    case samplerDiffers(StudyDefinition, sampler: String)
    /// A stored trial has other parameters than the sampler gives it.
    case parametersDiffer(StudyDefinition, trial: Int, differences: [String])
    /// Earlier runs of the study had another scheduler, and its trials depend on it.
    case earlierScheduler(StudyDefinition, trial: Int, earlier: String, wanted: String)
    /// An attribute's name or its JSON text is not valid, for this reason.
    case attribute(String)
    /// The study has no trial of this number.
    case noTrial(Int)
    /// The source of a claim did not give the parameters of a trial.
    case noParameters(Int)
    /// The run does not hold this trial.
    case notClaimed(Int)
    /// The run has ended and cannot claim trials.
    case runEnded(RunID)
    /// Trials that were given out have no row any more, because another program deleted it, or the store is damaged.
    case trialsMissing(study: String, count: Int)
    /// The store has no study of this ID; it may have been deleted.
    case noStudy(StudyID)
    /// The study has no run of this ID.
    case noRun(RunID)

    public var description: String { remedy.map { "\(fact); \($0)" } ?? fact }

    /// The reason, without a remedy.
    public var fact: String {
        switch self {
        case .name(let name):
            "'\(String(name.unicodeScalars.prefix(120).filter { (" "..."~").contains($0) }))' is not a study name"
        case .budget(let budget): "a study of \(budget) trials cannot be"
        case .definitionDiffers(let stored, let offered):
            ([Self.stored(stored)] + StudyDefinition.differences(stored: stored, offered: offered)).joined(
                separator: "; ")
        case .exists(let name): "there is a study '\(name)' already"
        case .busy(let run):
            "\(Self.process(of: run)) has been working on this study since \(run.started.formatted(.iso8601)), so it "
                + "cannot be deleted, nor its number of trials changed"
        case .otherScheduler(let run, let wanted):
            "\(Self.process(of: run)) works on this study with the policy '\(run.description.scheduler)', and this "
                + "run's is '\(wanted)': what one prunes the other would evaluate"
        case .directionDiffers(let study, let objective):
            "study '\(study.name)' is to \(study.direction.rawValue), and its objective is to \(objective.rawValue)"
        case .samplerDiffers(let study, let sampler):
            "study '\(study.name)' was made with another space or sampler: "
                + StudyDefinition.differences(stored: study.fingerprint ?? "", offered: sampler).joined(separator: "; ")
        case .parametersDiffer(let study, let trial, let differences):
            "trial \(trial) of study '\(study.name)' has other parameters than the sampler gives it: "
                + differences.joined(separator: "; ")
        case .earlierScheduler(let study, let trial, let earlier, let wanted):
            "trial \(trial) of study '\(study.name)' ended in a run with the scheduler '\(earlier)', and this run's is "
                + "'\(wanted)': later trials depend on those that were pruned"
        case .attribute(let name): "the attribute '\(name.prefix(120))' cannot be stored"
        case .noTrial(let number): "there is no trial \(number) in this study yet"
        case .noParameters(let number): "the sampler gave no parameters for trial \(number)"
        case .notClaimed(let number):
            "trial \(number) is not claimed by this run, so nothing can be recorded of it"
        case .runEnded(let run): "run \(run.rawValue) has ended"
        case .trialsMissing(let study, let count):
            "\(count) of the trials of '\(study)' \(count == 1 ? "is" : "are") missing in the store, so "
                + "\(count == 1 ? "it" : "they") cannot be evaluated: another program deleted "
                + "\(count == 1 ? "it" : "them"), or the store is damaged"
        case .noStudy(let study): "there is no study \(study.rawValue) any more; it was deleted"
        case .noRun(let run): "there is no run \(run.rawValue) any more; its study was deleted"
        }
    }

    /// The remedy in the library's terms, which a program may replace by its own; nil where there is none.
    public var remedy: String? {
        switch self {
        case .name: "use 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit"
        case .budget: "give a number from 1 to \(StudyDefinition.largestBudget)"
        case .exists: "give the new one another name"
        case .definitionDiffers: "give the changed study another name, or delete the stored one"
        case .busy: "wait for it or stop it"
        case .otherScheduler: "use the same scheduler, or wait for it"
        case .directionDiffers: "give both the same direction"
        case .samplerDiffers, .parametersDiffer:
            "run it with the one it was made with, or give the changed study another name"
        case .earlierScheduler(_, _, let earlier, _):
            "use the scheduler '\(earlier)', or give the changed study another name"
        case .attribute: "give it a name, and JSON as its value"
        case .noTrial: "claim it first"
        case .noParameters: "check that it gives each number that it is asked for"
        case .trialsMissing: "ask for the findings of the study to see which"
        case .runEnded: "begin a new one"
        case .notClaimed, .noStudy, .noRun: nil
        }
    }

    private static func stored(_ study: StudyDefinition) -> String {
        "study '\(study.name)' is stored with another definition"
    }

    private static func process(of run: RunRecord) -> String { run.description.workerText }
}

extension StudyError {
    /// - Throws: ``attribute(_:)`` where the name is empty, too long or has a zero byte, or the text is not JSON.
    public static func checkAttribute(_ name: String, _ json: String?) throws(StudyError) {
        guard (1...200).contains(name.unicodeScalars.count), !name.unicodeScalars.contains("\0") else {
            throw .attribute(name)
        }
        guard let json else { return }
        guard (try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)) != nil else {
            throw .attribute(name)
        }
    }
}
