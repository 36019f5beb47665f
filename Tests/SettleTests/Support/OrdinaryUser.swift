import Foundation
import Testing

/// Runs the command as one whom permissions bind. Root may write anything; so where the tests run as root, the command
/// runs as root without that privilege, which leaves every path as reachable as it is.
enum OrdinaryUser {
    static func settle(_ arguments: [String], in scratch: Scratch) throws -> CommandRun {
        let probe = try run("/bin/sh", ["-c", "echo x >> '\(scratch.path("probe"))'"], in: scratch)
        let mayWriteFolder = probe.status == 0
        try? FileManager.default.removeItem(atPath: scratch.path("probe"))
        let file = try run("/bin/sh", ["-c", ": >> '\(scratch.storage)'"], in: scratch)
        try #require(!mayWriteFolder || file.status != 0, "nothing here is read-only for the command")
        return try run(BuiltProgram.settle.path, arguments, in: scratch)
    }

    private static func run(_ program: String, _ arguments: [String], in scratch: Scratch) throws -> CommandRun {
        guard getuid() == 0 else { return try scratch.start(arguments, program: program).finish() }
        let privileges = "-dac_override,-dac_read_search,-fowner"
        return try scratch.start(
            ["--bounding-set", privileges, "--inh-caps", privileges, program] + arguments,
            program: "/usr/bin/setpriv"
        ).finish()
    }
}
