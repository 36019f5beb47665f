import ArgumentParser
import Dispatch
import Foundation
import HyperparameterSearch
import StudyReports
import StudyServer

struct ServeVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Show all studies as live pages in a browser, while runs are at work.",
        discussion: """
            What 'settle report' shows, of every study of the storage, with what changes as it changes: progress, who \
            works, time left, the best, figures, every trial with its curve and log. The server only reads, and costs \
            the runs little. It is reached from this machine alone; from another one by a tunnel, as in \
            'ssh -L 8080:127.0.0.1:8080 HOST'. Ctrl-C ends it.

              settle serve
              settle serve --port 8081 --storage /data/studies.sqlite
            """)

    @Option(
        help: "The port to listen on; 0 for any that is free.", transform: OptionValue.whole(from: 0, to: 65_535))
    var port = 8080

    @Option(
        help:
            "The address of this machine to listen on. Whoever reaches another one than the loopback sees all studies.")
    var host = "127.0.0.1"

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let interruption = Interruption(stopping: "Stopping ...")
        let server = try StudyServer(
            host: host, port: UInt16(port), storage: storage.path, kinds: .ofTheCommand,
            readers: { try storage.open(.reading) }, explanation: { $0.text })
        if !server.isLoopback {
            Console.error(
                "Whoever reaches port \(server.port) of this machine can read all studies, their programs' logs included: "
                    + "there is no password, and nothing is encrypted. Without --host, only this machine can.")
        }
        Console.error("The studies in \(storage.path) are at \(server.address) (Ctrl-C ends this).")
        try withExtendedLifetime(interruption) { try serve(server, until: interruption.cancellation) }
        Console.error("The server has ended.")
    }

    private func serve(_ server: StudyServer, until cancellation: Cancellation) throws {
        try awayFromMain {
            let ended = DispatchSemaphore(value: 0)
            let outcome = Outcome()
            let task = Task {
                do { try await server.run() } catch { outcome.error = error }
                ended.signal()
            }
            // The task ends within a moment.
            while ended.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
                if cancellation.isCancelled { task.cancel() }
            }
            if let error = outcome.error, !cancellation.isCancelled { throw error }
        }
    }

    /// Written before the semaphore is signalled, and read after it.
    private final class Outcome: @unchecked Sendable {
        var error: (any Error)?
    }
}
