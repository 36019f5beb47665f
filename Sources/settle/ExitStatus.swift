import AnnealingStudies
import ArgumentParser
import DigitFiles
import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import OptunaFiles
import PostgreSQLStorage
import ProgramObjectives
import SpikingDynamics
import StudyFiles
import StudyReports
import StudyServer
import StudyStorage

/// The exit status of the command: 0 for success, 64 for wrong usage, 65 for bad data, 74 for an error of the system,
/// 130 after Ctrl-C. 'settle ask' has two more: 1 where all trials are finished, and 75 where there is none now.
enum ExitStatus {
    static let usage: Int32 = 64
    static let badData: Int32 = 65
    static let inputOutput: Int32 = 74
    static let interrupted: Int32 = 130
    static let finished: Int32 = 1
    static let later: Int32 = 75

    /// Prints an error with the command's remedies on standard error and ends the process.
    ///
    /// - Parameter storage: the `--storage` argument for suggested commands.
    static func leave(with error: any Error, storage: String) -> Never {
        OpenStorages.closeAll()
        guard let status = status(of: error) else { leaveAsParsed(error) }
        Console.error("settle: " + TerminalText.line(Remedies.text(of: error, storage: storage)))
        if case StudyError.definitionDiffers(let stored, let offered) = error {
            for line in DeclaredStudy.differences(stored: stored, offered: offered) { Console.error("  \(line)") }
        }
        if case MergeError.definitionsDiffer(let one, _, let other, _) = error {
            for line in DeclaredStudy.differences(stored: one, offered: other) { Console.error("  \(line)") }
        }
        exit(status)
    }

    /// Prints the argument parser's errors in the command's voice, or its help, and ends the process.
    private static func leaveAsParsed(_ error: any Error) -> Never {
        let code = Settle.exitCode(for: error)
        let arguments = Array(ProcessArguments.all.dropFirst())
        // The parser prints the help of what is above an unknown verb after 'help'.
        if code.isSuccess, let unknown = UnknownVerb.first(in: arguments) {
            Console.error(ParserError.text(unknown))
            exit(usage)
        }
        let text = Settle.fullMessage(for: error)
        guard !text.isEmpty else { exit(code.rawValue) }
        guard code.isSuccess else {
            Console.error(ParserError.text(of: error, arguments: arguments))
            exit(code.rawValue)
        }
        do {
            try Console.print(text)
            exit(code.rawValue)
        } catch {
            Console.error("settle: \(error)")
            exit(inputOutput)
        }
    }

    /// The status of an error; nil for the errors of the argument parser, which prints them itself.
    private static func status(of error: any Error) -> Int32? {
        switch error {
        case let error as StudyFileError: error.isUnreadable ? inputOutput : badData
        case let error as DigitFileError:
            error.cause == .interrupted ? interrupted : error.isBadData ? badData : inputOutput
        case let error as ScheduleFileError: error.isUnreadable ? inputOutput : badData
        case let error as OptunaFileError: error.isUsage ? usage : error.isUnreadable ? inputOutput : badData
        case let error as StoredStudyError: error.isUsage ? usage : badData
        case let error as StorageError: error.isUsage ? usage : error.isBadData ? badData : inputOutput
        case let error as PostgreSQLError: error.isUsage ? usage : error.isBadData ? badData : inputOutput
        case let error as StudyError:
            switch error {
            case .name, .budget, .exists, .definitionDiffers, .directionDiffers, .samplerDiffers, .parametersDiffer,
                .earlierScheduler, .attribute,
                .noParameters, .trialsMissing:
                badData
            case .busy, .otherScheduler, .notClaimed, .noTrial, .runEnded, .noStudy, .noRun: inputOutput
            }
        case is MergeError, is TellError: badData
        case is ToldStudyError: usage
        case is UsageError, is ThreadCountError, is SchedulerError, is ScheduleSyntaxError, is NetworkListError: usage
        case is ConvergenceFailure: usage
        case is RepetitionError, is SamplerError, is SpaceError, is ParameterError, is DataError: badData
        case is ProgramError: badData
        case is LayeredNetworkError, is ConvergenceExperimentError, is NetworkError: badData
        case is LearningRuleError, is TrainingImagesError, is TrainingDataError: badData
        case is OutputError, is ProcessRoomError: inputOutput
        case let error as StudyServerError: error.problem == .noSuchAddress ? usage : inputOutput
        case is ExitCode, is CleanExit, is ValidationError: nil
        default: SystemText.of(error) != nil || error is (any LocalizedError) ? inputOutput : nil
        }
    }
}

/// The command line asks for something that does not exist.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}

/// The stored data does not allow the request.
struct DataError: Error, CustomStringConvertible {
    let description: String
}

/// A result cannot be written.
struct OutputError: Error, CustomStringConvertible {
    let description: String
}
