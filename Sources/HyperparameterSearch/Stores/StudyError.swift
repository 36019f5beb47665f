import Foundation

/// Why a study cannot be had, changed or worked on.
public enum StudyError: Error, Sendable, CustomStringConvertible {
    case name(String)
    case budget(Int)
    case definitionDiffers(stored: StudyDefinition, offered: StudyDefinition)
    case busy(RunRecord)
    case otherPolicy(RunRecord, wanted: String)
    case notClaimed(Int)
    case runEnded(RunID)
    case noStudy(StudyID)
    case noRun(RunID)

    public var description: String {
        switch self {
        case .name(let name):
            "'\(String(name.unicodeScalars.prefix(120).filter { (" "..."~").contains($0) }))' is not a study name; "
                + "use 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit"
        case .budget(let budget):
            "a study of \(budget) trials cannot be; give a number from 1 to \(StudyDefinition.largestBudget)"
        case .definitionDiffers(let stored, _):
            "study '\(stored.name)' is stored with another definition; "
                + "give the changed study another name, or delete the stored one"
        case .busy(let run):
            "process \(run.description.worker.process) on \(run.description.worker.host) has been working on this "
                + "study since \(run.started.formatted(.iso8601)), so it cannot be deleted, nor its number of trials "
                + "changed; wait for it or stop it"
        case .otherPolicy(let run, let wanted):
            "process \(run.description.worker.process) on \(run.description.worker.host) works on this study with "
                + "the policy '\(run.description.policy)', and this run's is '\(wanted)': what one prunes the other "
                + "would evaluate; give the same --keep, or none, or wait for it"
        case .notClaimed(let number):
            "trial \(number) is not claimed by this run, so nothing can be recorded of it"
        case .runEnded(let run):
            "run \(run.rawValue) has ended; begin a new one"
        case .noStudy(let study):
            "there is no study \(study.rawValue) any more; it was deleted"
        case .noRun(let run):
            "there is no run \(run.rawValue) any more; its study was deleted"
        }
    }
}
