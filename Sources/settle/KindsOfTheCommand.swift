import AnnealingStudies
import StudyFiles

extension StudyKinds {
    /// The kinds of study that this command runs.
    static let ofTheCommand = StudyKinds.annealing
}
