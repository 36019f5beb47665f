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
            if let head = text(git.appendingPathComponent("HEAD")) { return resolve(head, in: git) }
            // In a worktree .git is a file that names the folder.
            if let link = text(git), link.hasPrefix("gitdir: ") {
                let worktree = URL(fileURLWithPath: String(link.dropFirst(8)), relativeTo: folder)
                let common = text(worktree.appendingPathComponent("commondir")) ?? "."
                return text(worktree.appendingPathComponent("HEAD")).flatMap {
                    resolve($0, in: worktree.appendingPathComponent(common))
                }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private static func resolve(_ head: String, in git: URL) -> String? {
        guard head.hasPrefix("ref: ") else { return head }
        let reference = String(head.dropFirst(5))
        if let loose = text(git.appendingPathComponent(reference)) { return loose }
        let packed = text(git.appendingPathComponent("packed-refs")) ?? ""
        return packed.split(separator: "\n").first { $0.hasSuffix(" " + reference) }?.split(separator: " ").first
            .map(String.init)
    }

    private static func text(_ file: URL) -> String? {
        (try? String(contentsOf: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
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
