import Foundation
import HyperparameterSearch
import SpikingDynamics

/// The description of this process that is recorded with a run.
enum Provenance {
    static func describe(threads: Int) -> RunDescription {
        var worker = Worker.current
        worker.job = ClusterJob(slurm: ProcessInfo.processInfo.environment)
        return RunDescription(
            version: Settle.version, numerics: Numerics.version, commit: sourceCommit, machine: machine,
            command: ProcessArguments.all.joined(separator: " "), threads: threads, worker: worker)
    }

    /// The processor, the number of cores and the operating system.
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
