import AnnealingStudies
import DigitFiles
import EquilibriumPropagation
import StudyFiles

extension DigitFileError {
    /// The error with the command's remedy.
    var text: String {
        switch means {
        case nil: description
        case .target: "\(self) with --to"
        case .mirror: "\(self) with --mirror"
        case .folder: "\(self) with --from"
        case .mirrorOrFolder: "\(self) with --mirror or --from"
        case .anySource: "\(self) with --from, --mirror or --package"
        case .otherData: "\(self) with --data and --unverified"
        case .fetchAgain: "\(self) ('settle mnist fetch' gets MNIST)"
        case .fetchOrUnverified: "\(fact); 'settle mnist fetch' gets MNIST; other data sets are used with --unverified"
        case .fetchOrFolder: "\(fact); 'settle mnist fetch' gets MNIST; --to, --from and --data name its folder"
        }
    }
}

extension ScheduleFileError {
    /// The error with the command's remedy.
    var text: String {
        switch means {
        case nil: description
        case .fewer: "\(self), with --top"
        case .export: "\(self) with: settle export STUDY -o FILE"
        }
    }
}

extension TrainingImagesError {
    /// The error with the command's remedy.
    var text: String {
        guard case .noPaperSplit = self else { return description }
        return "\(self): --protocol official, or in a study file 'protocol: official'"
    }
}

extension StudyFileError {
    /// The error with the command's remedy.
    var text: String {
        guard key == "objective.training.data" else { return description }
        return "\(self) ('settle mnist check --unverified -f json' prints it)"
    }
}
