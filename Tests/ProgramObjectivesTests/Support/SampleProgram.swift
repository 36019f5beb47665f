import Foundation
import HyperparameterSearch
import TestSupport

@testable import ProgramObjectives

/// A shell script as a study's program, in a folder of its own.
struct SampleProgram {
    let folder: TemporaryFolder

    /// - Parameters:
    ///   - script: lines of a shell script. `$1`, `$2`, ... are the words of the command.
    ///   - words: of the command, after the script.
    func settings(
        _ script: String, _ words: [String] = [], shell: String = "/bin/sh"
    ) throws -> ProgramSettings {
        let path = folder.file("program-\(UUID().uuidString).sh")
        try script.write(toFile: path, atomically: true, encoding: .utf8)
        return try ProgramSettings(command: [shell, path] + words, direction: .minimize, measureName: "loss")
    }

    /// Evaluates trial 7 of a script.
    func evaluate(
        _ script: String, parameters: TrialParameters = [:], words: [String] = [],
        change: (inout ProgramSettings) -> Void = { _ in }
    ) throws -> Evaluation {
        var settings = try settings(script, words)
        change(&settings)
        return try ProgramObjective(settings, folders: folders).evaluation(
            of: Candidate(number: 7, parameters: parameters))
    }

    var folders: CheckpointFolders { CheckpointFolders(study: "sample", root: folder.file("checkpoints/sample")) }

    /// Runs a test on a thread of its own. On Swift's cooperative threads, on which tests run, waiting for a program would
    /// keep the tasks that start it from going on.
    static func with(_ body: @escaping @Sendable (SampleProgram) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                continuation.resume(
                    with: Result { try TemporaryFolder.with { try body(SampleProgram(folder: $0)) } })
            }
            thread.stackSize = 4 << 20
            thread.start()
        }
    }
}

extension Evaluation {
    var value: Double? { outcome.value }
    var reason: String { outcome.reason ?? "" }
    func log(_ log: TrialLog) -> String {
        String(decoding: artifacts[log.rawValue] ?? Data(), as: UTF8.self)
    }
}
