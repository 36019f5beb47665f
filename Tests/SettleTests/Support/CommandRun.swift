import Foundation

/// What came of a program that ended.
struct CommandRun {
    /// The exit status; for a process that a signal ended, 128 and the signal's number, as a shell has it.
    let status: Int32
    let output: String
    let errors: String

    /// The lines of standard error.
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    /// The lines of standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Standard output as JSON: a list of objects.
    func objects() throws -> [[String: Any]] {
        try JSONDecoder().decode([ExactJSON].self, from: Data(output.utf8)).map { $0.value as? [String: Any] ?? [:] }
    }
}

/// A program that runs.
final class RunningCommand {
    private let process = Process()
    private let outputFile: URL
    private let errorFile: URL

    /// - Parameters:
    ///   - input: standard input; nothing to read where it is nil.
    ///   - logs: the folder for what the program writes.
    init(
        _ program: String, _ arguments: [String], environment: [String: String], in folder: URL, logs: URL,
        input: FileHandle? = nil, errorTerminal: FileHandle? = nil, outputTerminal: FileHandle? = nil
    ) throws {
        let name = UUID().uuidString
        outputFile = logs.appendingPathComponent("\(name).output")
        errorFile = logs.appendingPathComponent("\(name).errors")
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = try outputTerminal ?? FileHandle(forWritingTo: outputFile)
        process.standardError = try errorTerminal ?? FileHandle(forWritingTo: errorFile)
        // A program inherits what this thread blocks, and a thread of Dispatch blocks SIGTERM.
        var none = sigset_t()
        var blocked = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try process.run()
    }

    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// What was written to standard error up to now.
    var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    func send(_ signal: Int32) {
        kill(identifier, signal)
    }

    /// Waits until something is so.
    ///
    /// - Returns: false where the program ended before it, or a minute went by.
    func wait(until condition: () throws -> Bool) rethrows -> Bool {
        let deadline = Date(timeIntervalSinceNow: 60)
        while Date() < deadline {
            if try condition() { return true }
            guard isRunning else { return false }
            usleep(3000)
        }
        return false
    }

    /// Waits until Ctrl-C and SIGTERM no longer simply end the program; SIGTERM is the last that it prepares for.
    func waitUntilInterruptible() -> Bool {
        wait {
            let status = (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
            let caught = line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
            return caught & 1 << UInt64(SIGTERM - 1) != 0
        }
    }

    /// Waits for the end.
    func finish() throws -> CommandRun {
        process.waitUntilExit()
        let status = process.terminationStatus
        return CommandRun(
            status: process.terminationReason == .exit ? status : 128 + status,
            output: try String(contentsOf: outputFile, encoding: .utf8), errors: errors)
    }
}
