import Dispatch
import Foundation
import HyperparameterSearch
import Locks

/// Handles Ctrl-C, SIGTERM and SIGHUP: the first signal asks the work to stop at its next safe point, and the second
/// ends the process at once. Recorded results are safe in both cases.
///
/// A second SIGTERM does not end the process. Cluster schedulers send one to every process of a job, and the shell of a job
/// passes its own on. They send SIGKILL to what must end at once.
///
/// A signal that was ignored when the program began stays ignored: `nohup` does so with SIGHUP, and a shell without job
/// control with SIGINT where it starts a program with `&`.
final class Interruption {
    let cancellation = Cancellation()
    private let sources: [any DispatchSourceSignal]
    private let command: Mutex<String>

    /// The command to suggest after a second signal.
    var resumeCommand: String {
        get { command.withLock { $0 } }
        set { command.withLock { $0 = newValue } }
    }

    /// - Parameters:
    ///   - resumeCommand: the command to suggest after a second signal.
    ///   - stopping: what is said after the first signal.
    init(
        resumeCommand: String = ShellWord.thisCommand,
        stopping: String = "Stopping at the next safe point (Ctrl-C again: at once) ..."
    ) {
        command = Mutex(resumeCommand)
        // Signals need their own queue, because the main thread waits for the work.
        let queue = DispatchQueue(label: "signals")
        var sources: [(number: Int32, source: any DispatchSourceSignal)] = []
        for number in [SIGHUP, SIGINT, SIGTERM] {
            let previous = signal(number, SIG_IGN)
            if unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { continue }
            #if os(Linux)
                // Dispatch sets a handler of its own a moment later. Until then a signal ends the process, which has begun
                // nothing yet. An ignored one would be lost.
                signal(number, previous)
            #endif
            sources.append((number, DispatchSource.makeSignalSource(signal: number, queue: queue)))
        }
        self.sources = sources.map(\.source)
        let registered = DispatchGroup()
        for (number, source) in sources {
            source.setEventHandler { [cancellation, weak self] in
                if cancellation.isCancelled {
                    guard number != SIGTERM else { return }
                    let command = self?.resumeCommand ?? resumeCommand
                    Console.error("\nStopped at once. What was recorded is safe. Go on with: \(command)")
                    _exit(ExitStatus.interrupted)
                }
                cancellation.cancel()
                Console.error("\n\(stopping)")
            }
            registered.enter()
            source.setRegistrationHandler { registered.leave() }
            source.resume()
        }
        registered.wait()
    }
}

/// Runs blocking work on another thread and waits for it. On the main thread it would block the main queue.
func awayFromMain<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) throws -> Result {
    let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let result = Swift.Result { try work() }
        outcome.withLock { $0 = result }
        done.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
    done.wait()
    guard let result = outcome.withLock({ $0 }) else { throw DataError(description: "the work ended without a result") }
    return try result.get()
}
