import Foundation

/// A command of Slurm that runs.
final class SlurmCommand {
    private let name: String
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()

    /// - Throws: ``UsageError`` if there is no such command on the `PATH`.
    init(_ name: String, _ arguments: [String]) throws {
        self.name = name
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        guard Self.exists(name) else {
            throw UsageError(
                description: "there is no '\(name)' on the PATH; submit from a machine of the cluster, or write the "
                    + "script with -o and submit it there")
        }
        try process.run()
    }

    /// The number of a submitted job, which sbatch prints before it waits.
    ///
    /// - Throws: ``OutputError`` with sbatch's own words if it has submitted nothing.
    func job() throws -> String {
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), let first = byte.first, first != 10 {
            line.append(first)
        }
        // On a federation the cluster's name follows: `123;cluster`.
        let job = String(decoding: line, as: UTF8.self).prefix { $0 != ";" }
        guard !job.isEmpty, job.allSatisfy(\.isNumber) else {
            let status = finish()
            let said = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                .split(separator: "\n").joined(separator: "; ")
            throw OutputError(
                description: "\(name) has submitted nothing (status \(status)): "
                    + "\(said.isEmpty ? "it says nothing" : said)")
        }
        return String(job)
    }

    /// Waits for the end.
    ///
    /// - Returns: the exit status; 128 and the signal's number for a process that a signal ended.
    func finish() -> Int32 {
        process.waitUntilExit()
        let status = process.terminationStatus
        return process.terminationReason == .exit ? status : 128 + status
    }

    /// The largest number that a task of an array may have; nil where the cluster does not say.
    static func largestTask() -> Int? {
        guard let command = try? SlurmCommand("scontrol", ["show", "config"]),
            let text = try? command.output.fileHandleForReading.readToEnd(), command.finish() == 0,
            let match = String(decoding: text, as: UTF8.self).firstMatch(of: /\bMaxArraySize\s*=\s*([0-9]+)/)
        else { return nil }
        return Int(match.1).map { $0 - 1 }
    }

    private static func exists(_ name: String) -> Bool {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
}
