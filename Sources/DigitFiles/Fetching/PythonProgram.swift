import Foundation

/// The `python3` of the PATH, run in a folder of its own.
struct PythonProgram {
    struct Run {
        let status: Int32
        /// The last line of standard error that says something.
        let lastWords: String
    }

    let executable: String
    let workspace: String

    /// - Throws: ``DigitFileError`` where there is none.
    init(workspace: String, path: String = ProcessInfo.processInfo.environment["PATH"] ?? "") throws(DigitFileError) {
        let candidates = path.split(separator: ":").map { "\($0)/python3" }
        let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else {
            throw DigitFileError(
                .unreachable, "\(DigitSource.package)", "there is no python3 to read it with",
                "install Python 3, or name another source with --mirror or --from")
        }
        (executable, self.workspace) = (found, workspace)
    }

    /// Blocks until the program ends; asks `whileRunning` and for cancellation some times a second.
    ///
    /// - Throws: ``DigitFileError`` where it cannot be started, or the caller asked to stop: then it was ended.
    func run(
        _ arguments: [String], _ watch: FetchWatch, whileRunning: () -> Void = {}
    ) throws(DigitFileError) -> Run {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        // Modules of the folder in which the user happens to be must not be imported.
        process.currentDirectoryURL = URL(fileURLWithPath: workspace)
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": workspace]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = workspace + "/errors"
        do {
            try Data().write(to: URL(fileURLWithPath: errors))
            process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
            try process.run()
        } catch {
            throw DigitFileError(
                .unreachable, executable, "it cannot be run (\(error.localizedDescription))",
                "repair it, or name another source with --mirror or --from")
        }
        while process.isRunning {
            usleep(50_000)
            whileRunning()
            do throws(DigitFileError) {
                try watch.checkCancellation("\(DigitSource.package)")
            } catch {
                // It may have inherited that other signals are ignored.
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                throw error
            }
        }
        process.waitUntilExit()
        return Run(
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
            lastWords: Self.lastWords((try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""))
    }

    private static func lastWords(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0 == " " } }
        return lines.last { !$0.isEmpty }.map(String.init) ?? "it says nothing"
    }
}
