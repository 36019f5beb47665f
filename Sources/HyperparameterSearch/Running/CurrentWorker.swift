import Foundation

extension Worker {
    /// This process.
    public static var current: Worker {
        let process = getpid()
        return Worker(
            host: ProcessInfo.processInfo.hostName, process: process, processStart: startTime(of: process) ?? "",
            scope: currentScope)
    }

    /// Whether the process belongs to another machine, or to this one before its last boot. Only the boots are
    /// compared, not the process namespaces.
    public func isElsewhere(than other: Worker) -> Bool {
        let boot = { (worker: Worker) in worker.scope.prefix { $0 != " " } }
        return boot(self) != boot(other)
    }

    /// Whether the process has certainly ended: it belonged to this boot and process namespace, and either no process
    /// has its ID now, or another one does. Nothing is certain about a process elsewhere.
    public var isCertainlyDead: Bool {
        guard scope == Worker.currentScope, !scope.isEmpty, !processStart.isEmpty else { return false }
        // Without an answer of the system the process may be alive.
        guard kill(process, 0) == 0 || errno != ESRCH else { return true }
        guard let start = Worker.startTime(of: process) else { return false }
        return start != processStart
    }

    #if os(Linux)
        /// The boot and the process namespace.
        private static var currentScope: String {
            let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
            let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
            guard let boot, let namespace else { return "" }
            return boot.trimmingCharacters(in: .whitespacesAndNewlines) + " " + namespace
        }

        /// Field 22 of /proc/PID/stat, in clock ticks since boot; empty for a zombie; nil where the system does not tell.
        private static func startTime(of process: Int32) -> String? {
            guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                // The second field is the program's name in brackets; the name may contain any character.
                let nameEnd = stat.lastIndex(of: ")")
            else { return nil }
            let fields = stat[nameEnd...].dropFirst(2).split(separator: " ")
            guard fields.count > 19 else { return nil }
            return fields[0] == "Z" || fields[0] == "X" ? "" : String(fields[19])
        }
    #else
        private static var currentScope: String { ProcessInfo.processInfo.hostName }

        /// Without /proc a process is known by its ID alone.
        private static func startTime(of process: Int32) -> String? {
            kill(process, 0) == 0 || errno == EPERM ? "alive" : nil
        }
    #endif
}
