import Foundation

/// What the machine has, found without the code under test: what that fails to find is not skipped.
enum Machine {
    /// `make lint`, and so `.ci/run`, needs it too.
    static let hasPython = (try? run("/bin/sh", ["-c", "command -v python3 > /dev/null"])) == 0

    /// - Returns: the program's exit status.
    static func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
