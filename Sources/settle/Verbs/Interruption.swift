import Dispatch
import Foundation
import HyperparameterSearch
import Synchronization

/// Ctrl-C and SIGTERM: the first asks the work to stop at its next safe point, the second ends the process at once.
/// Either way what was recorded stays.
final class Interruption {
    let cancellation = Cancellation()
    private let sources: [any DispatchSourceSignal]

    /// - Parameter resumeCommand: for the line that says how to go on after a second Ctrl-C.
    init(resumeCommand: String) {
        // A queue of its own: the main thread waits for the work.
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

/// Runs blocking work away from the main thread, whose queue it would starve, and waits for it.
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
