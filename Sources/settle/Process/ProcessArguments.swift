import CProcessArguments
import Foundation

/// The arguments of the command line.
enum ProcessArguments {
    /// The program's name and its arguments. Swift's own list has none on Linux where /proc cannot be read.
    static let all: [String] = {
        guard let values = process_arguments() else { return CommandLine.arguments }
        return (0..<Int(process_argument_count())).compactMap { index in values[index].map { String(cString: $0) } }
    }()

    /// The absolute path of the program.
    static var programPath: String {
        Bundle.main.executablePath ?? URL(fileURLWithPath: all[0]).standardizedFileURL.path
    }
}
