import StudyReports

extension StoredStudyError {
    /// The error with what the user can do about it, in the command's words.
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
        case .notBegun: return "evaluate it with: \(resume)\(storage)"
        case .nothingBegan, .noneComplete, .noTrialEnded, .noRunEnded, .noTrainedNetwork:
            return "go on with: \(resume)\(storage)"
        case .uncertainBest(_, let asked):
            return "ask for fewer, or evaluate more with: \(resume) --keep \(asked)\(storage) "
                + "(or run its file without --keep, for all)"
        case .tooFewSchedules(let count, _):
            return (count == 0 ? "" : "ask for fewer with --top, or ")
                + "evaluate more of it with: \(resume)\(storage)"
        case .unfinished: return "choose from: settle trials \(study) --state complete\(storage)"
        case .noCurves: return "choose others with --trials"
        case .noTraining(.learningCurves): return "train its schedules with: settle train --study \(study)"
        case .noTraining(.weights):
            return "train its schedules with: settle train --study \(study) --save FOLDER\(storage)"
        case .noWeights:
            return "write that under 'training' in its file, give it another name, and run it"
        }
    }
}
