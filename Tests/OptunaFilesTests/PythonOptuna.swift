import Foundation
import Testing

@testable import OptunaFiles

/// The Optuna that Scripts/setup.sh installs for the tests.
enum PythonOptuna {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs a script of the folder Python, or code.
    ///
    /// - Returns: what it prints.
    static func run(_ arguments: String...) throws -> Data {
        let program = root.appendingPathComponent(".build-python/bin/python").path
        try #require(FileManager.default.fileExists(atPath: program), "run 'sh Scripts/setup.sh test' first")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-B", "-W", "ignore"] + arguments
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        process.standardInput = FileHandle.nullDevice
        var environment = ProcessInfo.processInfo.environment
        environment["TZ"] = "UTC"
        environment["OPENBLAS_NUM_THREADS"] = "1"
        process.environment = environment
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let told = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(String(decoding: told, as: UTF8.self))")
        return printed
    }

    static func script(_ name: String) throws -> String {
        try #require(Bundle.module.url(forResource: name, withExtension: "py", subdirectory: "Python")).path
    }

    /// What Optuna reads from a study.
    static func dump(_ path: String, _ study: String) throws -> StudyDump {
        try StudyDump(run(script("dump_study"), path, study))
    }
}

/// A study as `dump_study.py` prints it.
struct StudyDump: Decodable {
    struct Trial: Decodable {
        var number: Int
        var state: String
        var value: PythonJSON
        var params: [String: PythonJSON]
        var distributions: [String: PythonJSON]
        var intermediate: [[PythonJSON]]
        var user: [String: PythonJSON]
        var system: [String: PythonJSON]
        var started: String?
        var finished: String?

        func distribution(_ name: String) -> OptunaDistribution? {
            distributions[name].flatMap { OptunaDistribution($0.written) }
        }
    }

    var name: String
    var direction: String
    var metricNames: [String]?
    var user: [String: PythonJSON]
    var trials: [Trial]

    init(_ data: Data) throws {
        self = try JSONDecoder().decode(StudyDump.self, from: data)
    }

    static func fixture(_ name: String) throws -> StudyDump {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
        return try StudyDump(Data(contentsOf: url))
    }
}

/// A storage of Optuna's in the folder Fixtures.
func fixture(_ name: String) throws -> String {
    try #require(Bundle.module.url(forResource: name, withExtension: "db", subdirectory: "Fixtures")).path
}
