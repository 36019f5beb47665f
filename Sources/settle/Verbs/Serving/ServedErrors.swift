import HyperparameterSearch
import PostgreSQLStorage
import StudyFiles
import StudyReports
import StudyServer
import StudyStorage

/// The errors of changes as the server tells them: with a status of HTTP.
enum ServedErrors {
    static func error(_ error: any Error, _ study: String, _ storage: StorageOptions) -> ChangeError {
        switch error {
        case let error as TellError: ChangeError(status(of: error), value(of: error), error.fact, remedy: error.remedy)
        case let error as NotFailed:
            ChangeError(
                error.exists ? 409 : 404, study, error.fact,
                remedy: "see which have failed in the study's page, or with: settle trials \(study) --state failed")
        default:
            made(status(of: error), study, Remedies.text(of: error, storage: storage.argument))
        }
    }

    /// The text of an error of the command line has its remedy after a semicolon.
    private static func made(_ status: Int, _ value: String, _ text: String) -> ChangeError {
        // The keys of a request are the options without their dashes.
        let text = text.replacing("--value", with: "value")
        let cut = text.firstRange(of: "; ")
        return ChangeError(
            status, value, String(text[..<(cut?.lowerBound ?? text.endIndex)]),
            remedy: cut.map { String(text[$0.upperBound...]) } ?? "see what the storage has with: settle check")
    }

    private static func value(of error: TellError) -> String {
        switch error {
        case .token(let token, _): String(token.prefix(80))
        case .otherResult(let trial, _), .stopped(let trial, _), .ended(let trial, _), .takenOver(let trial),
            .waits(let trial), .missing(let trial, _, _):
            "trial \(trial)"
        case .step(let step, _): "\(step)"
        case .notFinite(let value): "\(value)"
        }
    }

    private static func status(of error: TellError) -> Int {
        switch error {
        case .token, .step, .notFinite: 422
        case .otherResult, .stopped, .ended, .takenOver, .waits, .missing: 409
        }
    }

    private static func status(of error: any Error) -> Int {
        switch error {
        case let error as StudyError:
            switch error {
            case .noStudy, .noTrial, .noRun: 404
            default: 409
            }
        case is StorageError, is PostgreSQLError: 503
        case is UsageError, is StoredStudyError, is StudyFileError, is SchedulerError, is SpaceError, is ParameterError,
            is SamplerError, is DataError:
            422
        default: 500
        }
    }
}
