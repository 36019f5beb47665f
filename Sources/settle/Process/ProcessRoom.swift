import Foundation

/// The files, memory and threads that the system lets the process have. The libraries beneath (Dispatch, Swift's
/// allocator) end the process, or try again for ever, where they get none. So the room is checked before any work.
enum ProcessRoom {
    /// Files that a run opens at once: the database, its log and index, temporary copies, and Dispatch's own.
    private static let files = 24
    /// Files that are open for each running program: its pipes on both sides, and the values that it reports.
    private static let filesPerProgram = 8
    /// The threads that a run starts beside the evaluating ones.
    private static let otherThreads = 6
    /// The bytes of addresses that all caches need.
    private static let addresses = 256 << 20
    /// The bytes of addresses that a thread needs: its stack, and what the allocator reserves for it.
    private static let addressesPerThread = 16 << 20

    /// - Parameter startsThreads: whether the command evaluates something, on threads of its own.
    /// - Throws: ``ProcessRoomError``.
    static func require(startsThreads: Bool) throws(ProcessRoomError) {
        let threads = startsThreads ? ProcessInfo.processInfo.activeProcessorCount + otherThreads : 1
        try requireFiles(files)
        try requireAddresses(addresses + threads * addressesPerThread)
        try requireThreads(threads)
        if startsThreads { try requireThreadStates() }
    }

    /// Checks the room for programs that run at the same time. Raises the process's own limit on files where it may.
    ///
    /// - Throws: ``ProcessRoomError``.
    static func require(programs count: Int) throws(ProcessRoomError) {
        #if os(Linux)
            let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let openFiles = RLIMIT_NOFILE
        #endif
        let wanted = rlim_t(files + filesPerProgram * count + 64)
        var limit = rlimit()
        if getrlimit(openFiles, &limit) == 0, limit.rlim_cur < wanted {
            limit.rlim_cur = min(wanted, limit.rlim_max)
            setrlimit(openFiles, &limit)
        }
        try requireFiles(files + filesPerProgram * count)
    }

    private static func requireFiles(_ files: Int) throws(ProcessRoomError) {
        var descriptors: [Int32] = []
        defer { for descriptor in descriptors { close(descriptor) } }
        while descriptors.count < files {
            let descriptor = open("/", O_RDONLY | O_CLOEXEC)
            if descriptor >= 0 {
                descriptors.append(descriptor)
            } else if errno == EMFILE || errno == ENFILE {
                throw ProcessRoomError("open \(files) more files", limit: "ulimit -n", detail: SystemText.last)
            } else if errno != EINTR {
                return
            }
        }
    }

    private static func requireAddresses(_ size: Int) throws(ProcessRoomError) {
        let place = mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let place, place != MAP_FAILED else {
            throw ProcessRoomError(
                "use \(size >> 20) MB more of memory", limit: "ulimit -v", detail: SystemText.last)
        }
        munmap(place, size)
    }

    /// Dispatch ends the process where it cannot read the states of its threads, some time after work has begun.
    private static func requireThreadStates() throws(ProcessRoomError) {
        #if os(Linux)
            let states = "/proc/self/stat"
            let descriptor = open(states, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw ProcessRoomError("read \(states)", detail: SystemText.last, remedy: "mount /proc")
            }
            close(descriptor)
        #endif
    }

    /// Starts threads that wait until all have started.
    private static func requireThreads(_ count: Int) throws(ProcessRoomError) {
        let gate = Gate()
        var threads: [pthread_t] = []
        defer {
            gate.open()
            for thread in threads { pthread_join(thread, nil) }
        }
        while threads.count < count {
            #if os(Linux)
                var thread = pthread_t()
            #else
                var thread: pthread_t?
            #endif
            let context = Unmanaged.passRetained(gate)
            let failure = pthread_create(&thread, nil, Gate.pass, context.toOpaque())
            guard failure == 0 else {
                context.release()
                throw ProcessRoomError(
                    "start \(count) threads", limit: "ulimit -u", detail: SystemText.of(failure))
            }
            #if os(Linux)
                threads.append(thread)
            #else
                if let thread { threads.append(thread) }
            #endif
        }
    }
}

/// Threads wait at it until it is opened.
private final class Gate: Sendable {
    private let condition = NSCondition()
    private nonisolated(unsafe) var isOpen = false

    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }

    private func wait() {
        condition.withLock { while !isOpen { condition.wait() } }
    }

    #if os(Linux)
        static let pass: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
            if let context { Unmanaged<Gate>.fromOpaque(context).takeRetainedValue().wait() }
            return nil
        }
    #else
        static let pass: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { context in
            Unmanaged<Gate>.fromOpaque(context).takeRetainedValue().wait()
            return nil
        }
    #endif
}

/// The system gives the process less than a run needs.
struct ProcessRoomError: Error, CustomStringConvertible {
    /// What the process cannot do.
    let what: String
    let detail: String
    let remedy: String

    init(_ what: String, detail: String, remedy: String) {
        (self.what, self.detail, self.remedy) = (what, detail, remedy)
    }

    /// - Parameter limit: the shell's command that shows and sets the limit.
    init(_ what: String, limit: String, detail: String) {
        self.init(what, detail: detail, remedy: "see the limit with '\(limit)', and raise it")
    }

    var description: String { "this process may not \(what) (\(detail)), which settle needs; \(remedy)" }
}
