import AnnealingStudies
import ProgramObjectives
import StudyFiles

extension StudyKinds {
    /// The kinds of study that this command runs.
    static let ofTheCommand = StudyKinds([
        ConvergenceSettings.self, TrainingSettings.self, ProgramSettings.self, ToldSettings.self,
    ])
}
