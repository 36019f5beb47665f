import Foundation

/// A process group.
struct ProcessGroup: Sendable, Hashable {
    /// The number of the group, which is the number of its first process.
    let id: pid_t

    /// Sends a signal to all processes of the group.
    ///
    /// - Returns: false if the group has no process any more.
    @discardableResult
    func signal(_ signal: Int32) -> Bool { kill(-id, signal) == 0 || errno != ESRCH }

    /// Whether a process of the group runs. Processes that have ended and that nobody has waited for do not count: a
    /// container may have nobody who does.
    var isPopulated: Bool {
        guard signal(0) else { return false }
        #if os(Linux)
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else { return true }
            return names.contains { name in
                guard let first = name.utf8.first, (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(first),
                    let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
                    let nameEnd = stat.lastIndex(of: ")")
                else { return false }
                // State, parent, group.
                let fields = stat[nameEnd...].dropFirst(2).split(separator: " ", maxSplits: 3)
                return fields.count > 2 && fields[2] == "\(id)" && fields[0] != "Z" && fields[0] != "X"
            }
        #else
            return true
        #endif
    }
}
