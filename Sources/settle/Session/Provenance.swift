import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyStorage

/// What is recorded of a run besides its trials.
enum Provenance {
    static func describe(threads: Int) -> RunDescription {
        RunDescription(
            version: Settle.version, numerics: Numerics.version, commit: commit, machine: machine,
            command: CommandLine.arguments.joined(separator: " "), threads: threads, worker: .current)
    }

    /// The commit that the checkout around this executable is at; nil where it was installed elsewhere.
    static var commit: String? {
        var folder = URL(fileURLWithPath: Bundle.main.executablePath ?? "").deletingLastPathComponent()
        while folder.path != "/" {
            let git = folder.appendingPathComponent(".git")
            if let head = try? String(contentsOf: git.appendingPathComponent("HEAD"), encoding: .utf8) {
                return resolve(head.trimmingCharacters(in: .whitespacesAndNewlines), in: git)
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private static func resolve(_ head: String, in git: URL) -> String? {
        guard head.hasPrefix("ref: ") else { return head }
        let reference = String(head.dropFirst(5))
        if let loose = try? String(contentsOf: git.appendingPathComponent(reference), encoding: .utf8) {
            return loose.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let packed = (try? String(contentsOf: git.appendingPathComponent("packed-refs"), encoding: .utf8)) ?? ""
        return packed.split(separator: "\n").first { $0.hasSuffix(" " + reference) }?.split(separator: " ").first
            .map(String.init)
    }

    /// Processor, cores and system.
    static var machine: String {
        let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }?
            .split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
        return [
            model ?? "unknown processor", "\(ProcessInfo.processInfo.activeProcessorCount) cores",
            ProcessInfo.processInfo.operatingSystemVersionString,
        ].joined(separator: ", ")
    }
}
