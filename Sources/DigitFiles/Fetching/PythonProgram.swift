import Foundation
import Subprocess

/// The `python3` of the PATH, run in a folder of its own.
struct PythonProgram {
    struct Run {
        /// The exit code; 128 + the number of the signal if one ended the program, as shells have it.
        let status: Int32
        /// The last line of standard error that is not blank.
        let lastWords: String
    }

    let executable: String
    let workspace: String

    /// - Throws: ``DigitFileError`` if the path has no `python3`.
    init(workspace: String, path: String = ProcessInfo.processInfo.environment["PATH"] ?? "") throws(DigitFileError) {
        let candidates = path.split(separator: ":").map { "\($0)/python3" }
        let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else {
            throw DigitFileError(
                .unreachable, "\(DigitSource.package)", "there is no python3 to read it with",
                "install Python 3, or name another source", by: .mirrorOrFolder)
        }
        (executable, self.workspace) = (found, workspace)
    }

    /// Blocks until the program ends. Calls `whileRunning` and asks for cancellation about 20 times a second.
    ///
    /// Must not be called on one of Swift's cooperative threads; see ``BlockingTask``.
    ///
    /// - Throws: ``DigitFileError`` if the program cannot be started, or if the caller asks to stop; the program and
    ///   its process group have then been killed.
    func run(
        _ arguments: [String], _ watch: FetchWatch, whileRunning: () -> Void = {}
    ) throws(DigitFileError) -> Run {
        let errors = workspace + "/errors"
        // A file, not a pipe: it takes any length, and a process that the program leaves behind cannot hold it open.
        let descriptor = open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw cannotRun(String(cString: strerror(errno))) }
        let command = command(arguments)
        let ended = try BlockingTask.run { () -> Result<TerminationStatus, any Error> in
            do {
                let result = try await Subprocess.run(
                    command, input: .none, output: .discarded,
                    error: .fileDescriptor(.init(rawValue: descriptor), closeAfterSpawningProcess: true))
                return .success(result.terminationStatus)
            } catch {
                return .failure(error)
            }
        } whileRunning: { () throws(DigitFileError) in
            whileRunning()
            try watch.checkCancellation("\(DigitSource.package)")
        }
        switch ended {
        case .success(let status):
            let text = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
            return Run(status: Self.number(of: status), lastWords: Self.lastWords(text))
        case .failure(let error):
            throw cannotRun((error as? SubprocessError)?.underlyingError.map { "\($0)" } ?? "\(error)")
        }
    }

    private func command(_ arguments: [String]) -> Configuration {
        var options = PlatformOptions()
        // A group of its own, which is killed as a whole on cancellation. Only SIGKILL is sure to end it: the program
        // may have inherited that it ignores other signals.
        options.processGroupID = 0
        options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
        return Configuration(
            executable: .path(.init(executable)), arguments: .init(arguments),
            environment: .inherit.updating(["TMPDIR": workspace]),
            // Modules of the folder in which the user happens to be must not be imported.
            workingDirectory: .init(workspace), platformOptions: options)
    }

    private func cannotRun(_ reason: String) -> DigitFileError {
        DigitFileError(
            .unreachable, executable, "it cannot be run (\(reason))",
            "repair it, or name another source", by: .mirrorOrFolder)
    }

    private static func number(of status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }

    private static func lastWords(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0 == " " } }
        return lines.last { !$0.isEmpty }.map(String.init) ?? "it says nothing"
    }
}
