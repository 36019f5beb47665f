import Foundation

/// A running program, with the streams that it writes.
///
/// One thread at a time uses it.
final class ProgramRun {
    /// The time between SIGTERM and SIGKILL, in seconds.
    static let grace = 10.0
    /// The time, in seconds, after which the rest of a line is looked for.
    private static let look = 0.01

    private let process: ChildProcess
    /// The paths of its files in the run's folder, without a suffix.
    private let files: String
    private let began: Double
    private var output: LinesEnd
    private var errors: ReadEnd
    /// Readable when the process has ended.
    private let end: Int32
    private let take: (_ bytes: ArraySlice<UInt8>, _ isError: Bool) -> Void
    private var hasEnded = false

    /// How a program is started.
    struct Start {
        /// An absolute path.
        var executable: String
        var arguments: [String]
        var environment: [String: String]
        var directory: String?
        /// The text of the file that `SETTLE_TRIAL` names.
        var trial: Data
        /// The file to which a guardian appends the values that the program prints after this process has died.
        var values: String?
    }

    /// Starts a program.
    ///
    /// - Parameter take: takes what the program writes.
    /// - Throws: ``StartError``.
    init(
        _ start: Start, in folder: RunFolder, take: @escaping (_ bytes: ArraySlice<UInt8>, _ isError: Bool) -> Void
    ) throws(StartError) {
        files = folder.next()
        began = Self.now
        self.take = take
        let pipes = try Pipes(files)
        output = LinesEnd(pipes.output.read)
        errors = ReadEnd(pipes.errors.read)
        end = pipes.end.read
        var environment = start.environment
        environment["SETTLE_TRIAL"] = files + ".json"
        do throws(StartError) {
            try PlainFile.write(start.trial, to: files + ".json")
        } catch {
            pipes.closeWritingEnds()
            close(pipes.end.read)
            Self.remove(files)
            throw error
        }
        if let values = start.values { symlink(values, files + ".values") }
        do throws(StartError) {
            process = try ChildProcess.start(
                start.executable, start.arguments, environment: environment, directory: start.directory,
                output: pipes.output.write, error: pipes.errors.write, whenEnded: pipes.end.write)
        } catch {
            close(pipes.end.read)
            Self.remove(files)
            throw error
        }
        // A crash before this line is safe on Linux: the guardian finds the process by its environment.
        try? PlainFile.write(Data("\(process.group.id)\n".utf8), to: files + ".group")
    }

    deinit {
        if !hasEnded { process.group.signal(SIGKILL) }
        close(end)
        Self.remove(files)
    }

    /// Seconds since the start.
    var seconds: Double { Self.now - began }

    /// Waits until the program writes or ends, at most `limit` seconds, and passes on what it has written.
    ///
    /// - Returns: how it has ended; nil while it runs. Everything that it has written has been passed on then, and the
    ///   rest of its group has ended.
    func wait(_ limit: Double) -> ChildProcess.Ending? {
        // A pipe with a partial line is always readable; it is looked at from time to time.
        let looks = output.hasPartialLine
        let limit = looks ? min(limit, Self.look) : limit
        var polled = [
            pollfd(fd: output.isAtEnd || looks ? -1 : output.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.isAtEnd ? -1 : errors.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: end, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polled, nfds_t(polled.count), Int32(limit * 1000)) > 0 || looks else { return nil }
        if polled[0].revents != 0 || looks { output.read { take($0, false) } }
        if polled[1].revents != 0 { errors.read { take($0, true) } }
        guard polled[2].revents != 0, let ending = process.ending else { return nil }
        drain()
        // Children that the program has left behind. Their pipes are not waited for.
        endGroup()
        hasEnded = true
        return ending
    }

    /// Ends the program and its group: SIGTERM, and ten seconds later SIGKILL. Passes on what it still writes.
    func terminate() {
        guard !hasEnded else { return }
        process.group.signal(SIGTERM)
        let deadline = Self.now + Self.grace
        while true {
            let left = deadline - Self.now
            if left <= 0 { process.group.signal(SIGKILL) }
            if wait(left > 0 ? min(left, 0.1) : 0.1) != nil { return }
        }
    }

    private func drain() {
        output.drain { take($0, false) }
        errors.drain { take($0, true) }
    }

    /// Ends what is left of the group when the program itself has ended.
    private func endGroup() {
        let group = process.group
        guard group.signal(SIGTERM) else { return }
        let deadline = Self.now + Self.grace
        while group.isPopulated, Self.now < deadline {
            usleep(5000)
            drain()
        }
        group.signal(SIGKILL)
    }

    private static func remove(_ files: String) {
        for suffix in [".json", ".out", ".values", ".group"] { unlink(files + suffix) }
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// The pipes of a program that is to be started.
private struct Pipes {
    var output: (read: Int32, write: Int32)
    var errors: (read: Int32, write: Int32)
    var end: (read: Int32, write: Int32)

    /// - Throws: ``StartError``; all descriptors are closed then.
    init(_ files: String) throws(StartError) {
        let path = files + ".out"
        guard mkfifo(path, 0o600) == 0 else { throw Self.lastError("the pipe \(path)") }
        let read = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        // The program itself counts as a reader of the pipe. So it can write, and what it has written stays in the pipe,
        // when this process dies; the guardian then reads it.
        let write = open(path, O_RDWR | O_CLOEXEC)
        (output, errors, end) = ((read, write), (-1, -1), (-1, -1))
        guard read >= 0, write >= 0, let errors = Self.pipe() else { throw fault() }
        self.errors = errors
        guard let end = Self.pipe() else { throw fault() }
        self.end = end
    }

    private func fault() -> StartError {
        let error = Self.lastError("the program's pipes")
        closeWritingEnds()
        for descriptor in [output.read, errors.read, end.read] where descriptor >= 0 { close(descriptor) }
        return error
    }

    func closeWritingEnds() {
        for descriptor in [output.write, errors.write, end.write] where descriptor >= 0 { close(descriptor) }
    }

    private static func lastError(_ what: String) -> StartError {
        StartError(reason: "\(what) cannot be opened (\(String(cString: strerror(errno))))")
    }

    private static func pipe() -> (read: Int32, write: Int32)? {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
