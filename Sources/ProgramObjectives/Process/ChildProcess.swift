import Dispatch
import Foundation
import Locks
import Subprocess

/// A started process, the first of a process group of its own.
///
/// Starting it blocks the calling thread, which must be none of Swift's cooperative threads: if all of them waited here,
/// the task that starts the process could not go on.
final class ChildProcess: Sendable {
    /// How a process has ended.
    enum Ending: Sendable, Hashable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    let group: ProcessGroup
    private let state: EndState

    /// - Parameters:
    ///   - executable: an absolute path.
    ///   - environment: the whole environment.
    ///   - directory: nil for the one of this process.
    ///   - streams: descriptors for standard input, output and error, which are closed. Nil is /dev/null.
    ///   - whenEnded: a descriptor that becomes readable when the process has ended; it is closed then.
    /// - Throws: ``StartError``.
    static func start(
        _ executable: String, _ arguments: [String], environment: [String: String], directory: String? = nil,
        input: Int32? = nil, output: Int32? = nil, error: Int32? = nil, whenEnded: Int32? = nil
    ) throws(StartError) -> ChildProcess {
        var options = PlatformOptions()
        options.processGroupID = 0
        let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        let configuration = Configuration(
            executable: .path(.init(executable)), arguments: .init(arguments),
            environment: .custom(Dictionary(variables) { _, last in last }),
            workingDirectory: directory.map { .init($0) }, platformOptions: options)
        let streams = [input, output, error].map { $0 ?? open("/dev/null", O_RDWR | O_CLOEXEC) }
        let state = EndState()
        Task.detached {
            do {
                let result = try await Subprocess.run(
                    configuration,
                    input: .fileDescriptor(.init(rawValue: streams[0]), closeAfterSpawningProcess: true),
                    output: .fileDescriptor(.init(rawValue: streams[1]), closeAfterSpawningProcess: true),
                    error: .fileDescriptor(.init(rawValue: streams[2]), closeAfterSpawningProcess: true)
                ) { execution in
                    state.begin(.success(execution.processIdentifier.value))
                }
                switch result.terminationStatus {
                case .exited(let code): state.end(.exited(code))
                case .signaled(let signal): state.end(.killed(signal: signal))
                }
            } catch {
                let cause = (error as? SubprocessError)?.underlyingError.map { "\($0)" } ?? "\(error)"
                state.begin(.failure(StartError(reason: cause)))
                // Where the process had begun, nothing is known of its end.
                state.end(.killed(signal: SIGKILL))
            }
            if let whenEnded { close(whenEnded) }
        }
        return ChildProcess(group: ProcessGroup(id: try state.waitForBeginning()), state: state)
    }

    private init(group: ProcessGroup, state: EndState) {
        (self.group, self.state) = (group, state)
    }

    /// Nil while the process runs.
    var ending: Ending? { state.ending }
}

/// The system does not start a process.
struct StartError: Error, Sendable, Hashable, CustomStringConvertible {
    let reason: String
    var description: String { reason }
}

/// What the task that waits for a process tells other threads.
private final class EndState: Sendable {
    private let beginning = Mutex<Result<pid_t, StartError>?>(nil)
    private let begun = DispatchSemaphore(value: 0)
    private let end = Mutex<ChildProcess.Ending?>(nil)

    func begin(_ result: Result<pid_t, StartError>) {
        let isFirst = beginning.withLock { beginning in
            guard beginning == nil else { return false }
            beginning = result
            return true
        }
        if isFirst { begun.signal() }
    }

    func waitForBeginning() throws(StartError) -> pid_t {
        begun.wait()
        guard let result = beginning.withLock({ $0 }) else { throw StartError(reason: "it did not begin") }
        return try result.get()
    }

    func end(_ ending: ChildProcess.Ending) { end.withLock { $0 = ending } }
    var ending: ChildProcess.Ending? { end.withLock { $0 } }
}
