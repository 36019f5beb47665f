import Foundation

/// A PostgreSQL server of the test process, in a temporary folder, that listens on a socket there and nowhere else. It is
/// stopped and deleted when the process ends, however it ends.
///
/// PostgreSQL refuses to run as root, so root's tests run it as an ordinary user.
public final class TemporaryPostgreSQL: Sendable {
    /// The server that most tests share, each with a schema of its own; nil where no server can be started.
    public static let shared = try? TemporaryPostgreSQL()

    /// Why tests that need a server are skipped.
    public static let need = "needs PostgreSQL's programs (on Debian and Ubuntu: apt-get install postgresql)"

    public enum Failure: Error {
        case noPrograms
        case failed(String)
    }

    public let folder: String
    private let programs: String
    /// As long as this end of a pipe is open, the watching process lets the server be.
    private let watch = Pipe()

    public init(settings: [String: String] = [:]) throws {
        programs = try Self.findPrograms()
        folder = NSTemporaryDirectory() + "settle-pg-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if geteuid() == 0 { chown(folder, Self.user, Self.user) }
        try run("initdb", "-D", data, "--no-sync", "-A", "trust", "-U", "settle", "-E", "UTF8", "--locale=C")
        let all = [
            "listen_addresses": "''", "unix_socket_directories": "'\(folder)'", "fsync": "off",
            "max_connections": "200",
        ].merging(settings) { $1 }
        let text = all.map { "\($0) = \($1)\n" }.joined()
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: data + "/postgresql.conf"))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
        try startWatching()
        try start()
    }

    private var data: String { folder + "/data" }

    // MARK: The server

    public func start() throws { try run("pg_ctl", "-D", data, "-w", "-l", folder + "/log", "start") }
    public func stop(_ mode: String = "immediate") throws { try run("pg_ctl", "-D", data, "-w", "-m", mode, "stop") }

    /// Executes statements as the server's administrator.
    ///
    /// - Returns: what psql prints, without the last line feed.
    @discardableResult
    public func execute(_ sql: String, database: String = "postgres") throws -> String {
        try run("psql", "-h", folder, "-U", "settle", "-d", database, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", sql)
    }

    /// The address of a database of the server.
    ///
    /// - Parameter schema: where the tables are; nil for the usual schema.
    public func address(
        schema: String?, user: String = "settle", database: String = "postgres", options: String = ""
    ) -> String {
        let path = schema.map { "&options=-csearch_path%3D\($0)" } ?? ""
        return "postgresql://\(user)@/\(database)?host=\(folder)\(path)\(options)"
    }

    /// The name of a new schema.
    public static func newSchema() -> String { "t_" + UUID().uuidString.prefix(8).lowercased() }

    // MARK: Programs

    private static let user: UInt32 = 65534

    private static func findPrograms() throws -> String {
        let fixed = ["/opt/homebrew/opt/postgresql/bin", "/usr/local/bin", "/usr/bin"]
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders =
            versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" } + fixed
        guard let found = folders.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }) else {
            throw Failure.noPrograms
        }
        return found
    }

    @discardableResult
    private func run(_ program: String, _ arguments: String...) throws -> String {
        let all = [programs + "/" + program] + arguments
        let output = NSTemporaryDirectory() + "settle-pg-\(UUID().uuidString)"
        defer { unlink(output) }
        let process = try spawn(
            geteuid() == 0
                ? ["/usr/bin/setpriv", "--reuid=\(Self.user)", "--regid=\(Self.user)", "--clear-groups", "--"] + all
                : all,
            output: output)
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
        guard status == 0 else { throw Failure.failed("\(program): \(text)") }
        return text.trimmingCharacters(in: .newlines)
    }

    /// Starts a process. (Foundation's would wait for the server that `pg_ctl` starts, which inherits its descriptors.)
    ///
    /// - Parameters:
    ///   - input: its standard input; nil for nothing.
    ///   - output: the file for its standard output and error.
    private func spawn(_ command: [String], input: Int32? = nil, output: String = "/dev/null") throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        #if os(Linux)
            // A server would keep the pipes of other tests open.
            for descriptor in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        #endif
        // The server's user may not enter the folder of the tests, and its programs would say so in what they print.
        let fromRoot = ["/bin/sh", "-c", "cd / && exec \"$@\"", "sh"] + command
        var arguments = fromRoot.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, fromRoot[0], &actions, nil, &arguments, environ)
        guard failure == 0 else { throw Failure.failed("\(command[0]): \(String(cString: strerror(failure)))") }
        return process
    }

    /// Starts a process that stops the server and deletes its folder when this process has ended.
    private func startWatching() throws {
        for end in [watch.fileHandleForReading, watch.fileHandleForWriting] {
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        let watcher = try spawn(
            [
                "/bin/sh", "-c",
                """
                read -r _; pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid"
                while [ -e "$1/data/postmaster.pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.1; done; rm -rf "$1"
                """, "sh", folder,
            ], input: watch.fileHandleForReading.fileDescriptor)
        // It ends before this process where the server is released. Exit tests wait for any child that has ended, and would
        // find this one again and again.
        Thread.detachNewThread {
            var status: Int32 = 0
            while waitpid(watcher, &status, 0) == -1, errno == EINTR {}
        }
    }
}
