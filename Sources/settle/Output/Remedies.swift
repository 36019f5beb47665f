import AnnealingStudies
import DigitFiles
import EquilibriumPropagation
import HyperparameterSearch
import OptunaFiles
import PostgreSQLStorage
import StudyFiles
import StudyReports
import StudyServer
import StudyStorage

/// The libraries' errors with the command's remedies in place of the libraries' own.
enum Remedies {
    static let storePerMachine =
        "give each machine a file of its own with --storage and a share with --shard, then unite the files with "
        + "'settle merge'"

    /// - Parameter storage: the `--storage` argument for suggested commands.
    static func text(of error: any Error, storage: String) -> String {
        switch error {
        case let error as OptunaFileError: error.text
        case let error as StoredStudyError: error.text(storage: storage)
        case let error as StorageError: error.text
        case let error as PostgreSQLError: error.text
        case let error as StudyError: error.text(storage: storage)
        case let error as MergeError: error.text
        case let error as DigitFileError: error.text
        case let error as ScheduleFileError: error.text
        case let error as StudyFileError: error.text
        case let error as TrainingImagesError: error.text
        case let error as TrainingDataError: "\(error) with --data"
        case let error as StudyServerError: error.text
        default:
            SystemText.of(error).map { "a file cannot be read or written (\($0)); check the disk and the permissions" }
                ?? "\(error)"
        }
    }
}

extension StudyServerError {
    /// The error with the command's remedy.
    var text: String {
        switch problem {
        case .portInUse: "\(self); choose another with --port, or --port 0 for any that is free"
        case .forbidden: "\(self); choose one above 1023 with --port"
        case .noSuchAddress: "\(self); leave --host out, or give an address that 'hostname -I' prints"
        case .other: "\(self); choose another with --port or --host"
        }
    }
}

extension OptunaFileError {
    /// The error with the command's remedy.
    var text: String {
        switch problem {
        case .severalStudies, .noStudy: "\(fact); name one of them with --study"
        default: description
        }
    }
}

extension StorageError {
    /// The error with the command's remedy.
    var text: String {
        switch self {
        case .notAPath(let text, _, _): text.isEmpty ? "--storage is empty; name a file" : description
        case .damaged(let path, _, let part): "\(fact); \(Self.remedy(for: part, path: path))"
        case .missing: "\(fact); 'settle run' makes one, or name another with --storage"
        case .notADatabase, .otherProgram: "\(fact); name another file with --storage (this one was not touched)"
        case .folder, .special, .newer, .readOnly, .corrupt: "\(self) with --storage"
        case .replaced(_, _?):
            "\(fact): move that to its place (or unite the two with 'settle merge'), and resume"
        case .otherMachine: "\(fact); \(Remedies.storePerMachine)"
        case .olderReadOnly, .unmerged, .replaced(_, nil), .full, .locked, .unreadable, .row, .clock, .earlierAtWork:
            description
        }
    }
}

extension PostgreSQLError {
    /// The error with the command's remedy.
    var text: String {
        switch self {
        case .missing: "\(fact); 'settle run' makes them, or name another place with --storage"
        case .older: "\(fact); 'settle run', 'resume' and 'delete' bring it up to date"
        case .address, .tooOld, .encoding, .otherProgram, .newer: "\(self) with --storage"
        default: description
        }
    }
}

extension StorageError {
    private static func remedy(for part: Damaged, path: String) -> String {
        let storage = "--storage \(ShellWord.quoted(path))"
        return switch part {
        case .study: "restore a backup, and see what else is damaged with: settle check \(storage)"
        case .run: "restore a backup, or accept it as it now is with: settle check --repair \(storage)"
        case .trial:
            "see what else is with: settle check \(storage); then restore a backup, or give the damaged trials to the "
                + "next run with: settle check --repair \(storage)"
        }
    }
}

extension StudyError {
    /// The error with the command's remedy.
    func text(storage: String) -> String {
        switch self {
        case .exists: "\(fact); give the new one another name with --name"
        case .earlierScheduler(let study, _, let earlier, _):
            "\(fact); go on as it began, with: settle resume \(study.name)\(storage) (which prunes as the last run did: "
                + "'\(earlier)'), or give the changed study another name"
        case .otherScheduler: "\(fact); give the same --keep, or none, or wait for it"
        case .trialsMissing(let study, _): "\(fact); see which, and what to do, with: settle check \(study)\(storage)"
        default: description
        }
    }
}

extension MergeError {
    /// The error with the command's remedy.
    var text: String {
        switch self {
        case .definitionsDiffer: description
        case .contradictions:
            "\(fact); find out which is right with: settle replay STUDY NUMBER --storage FILE"
        case .damaged(let file, _, _), .altered(let file, _, _):
            "\(fact); see what else is wrong with: settle check --storage \(file)"
        }
    }
}

extension StoreWarning {
    /// The warning with the command's remedy.
    var text: String {
        switch remedy {
        case .storePerMachine: "\(fact); \(Remedies.storePerMachine)"
        case nil: description
        }
    }
}

extension SearchPartAbsence {
    /// The reason with the command's remedy.
    var text: String {
        switch reason {
        case .pruned: "\(fact); run the study without --keep: settle run FILE"
        case .stopped:
            "\(fact); remove what stops trials from its file, 'scheduler' or 'prune', and run it under another name"
        case .nonePruned: "\(fact); a search for a mean error prunes with: settle run FILE --keep 50"
        case .noProgress: "\(self) with settle run"
        case .noModel: "\(fact); give the study file 'sampler: gp' under another name"
        case .tooFew, .nothingVaries, .tooFewNumbers, .noShares, .oneObjective, .notAskedFor: description
        }
    }
}

extension StoredStudyError {
    /// The error with the command's remedy.
    ///
    /// - Parameter storage: the `--storage` argument for suggested commands.
    func text(storage: String) -> String {
        remedy(storage: storage).map { "\(self); \($0)" } ?? description
    }

    private func remedy(storage: String) -> String? {
        let resume = "settle resume \(study)"
        switch problem {
        case .noErrorCurves(.learning): return "draw it with: settle figure learning \(study)\(storage)"
        case .noSuchTrial, .notReplayable, .noErrorCurves: return nil
        case .damagedCurve: return "restore a backup; see what else is damaged with: settle check \(study)\(storage)"
        case .notBegun: return "evaluate it with: \(resume)\(storage)"
        case .nothingBegan, .noneComplete, .noTrialEnded, .noRunEnded, .noTrainedNetwork:
            return "go on with: \(resume)\(storage)"
        case .uncertainBest(_, let asked):
            return "ask for fewer, or evaluate more with: \(resume) --keep \(asked)\(storage) "
                + "(or run its file without --keep, for all)"
        case .prunedForGood:
            return "ask for fewer; the study's sampler has learned from the pruned trials, so to evaluate all, run it "
                + "under another name without --keep"
        case .tooFewSchedules(let count, _):
            return (count == 0 ? "" : "ask for fewer with --top, or ")
                + "evaluate more of it with: \(resume)\(storage)"
        case .unfinished: return "choose from: settle trials \(study) --state complete\(storage)"
        case .noCurves: return "choose others with --trials"
        case .noTraining(.learningCurves): return "train its schedules with: settle train --study \(study)"
        case .noTraining(.weights):
            return "train its schedules with: settle train --study \(study) --save FOLDER\(storage)"
        case .otherProgram:
            return "go on with that program, or list what it found with: settle best \(study)\(storage)"
        case .oneObjective: return "list its best trials with: settle best \(study)\(storage)"
        case .noWeights:
            return "write that under 'training' in its file, give it another name, and run it"
        }
    }
}
