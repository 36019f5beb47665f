import AnnealingStudies
import HyperparameterSearch
import StudyFiles

/// Reads studies of annealing schedules.
extension StudyFile {
    static func read(path: String) throws(StudyFileError) -> DeclaredStudy {
        try read(path: path, kinds: .annealing)
    }

    static func read(_ text: String, file: String) throws(StudyFileError) -> DeclaredStudy {
        try read(text, file: file, kinds: .annealing)
    }

    static func read(_ stored: StudyDefinition) throws(StudyFileError) -> DeclaredStudy {
        try read(stored, kinds: .annealing)
    }
}
