import Dispatch
import Foundation
import HyperparameterSearch
import Synchronization

/// Handles Ctrl-C and SIGTERM: the first signal asks the work to stop at its next safe point, and the second ends the
/// process at once. Recorded results are safe in both cases.
final class Interruption {
    let cancellation = Cancellation()
    private let sources: [any DispatchSourceSignal]

    /// - Parameter resumeCommand: the command to suggest after a second Ctrl-C.
    init(resumeCommand: String) {
        // Signals need their own queue, because the main thread waits for the work.
        let queue = DispatchQueue(label: "signals")
        sources = [SIGINT, SIGTERM].map { [cancellation] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if cancellation.isCancelled {
                    Console.error("\nStopped at once. What was recorded is safe. Go on with: \(resumeCommand)")
                    _exit(ExitStatus.interrupted)
                }
                cancellation.cancel()
                Console.error("\nStopping at the next safe point (Ctrl-C again: at once) ...")
            }
            source.resume()
            return source
        }
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
