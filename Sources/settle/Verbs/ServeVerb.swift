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
            works, time left, the best, figures, every trial with its curve and log, and studies side by side. The \
            server costs the runs little. It is reached from this machine alone; from another one by a tunnel, as in \
            'ssh -L 8080:127.0.0.1:8080 HOST'. Ctrl-C ends it.

            It only reads. With --allow-changes, holders of its token may also ask for trials, tell values, requeue failed \
            trials and delete studies, by HTTP or on the pages. The token is a new one, which is printed with the \
            address, or that of --token-file or $SETTLE_TOKEN.

              settle serve
              settle serve --port 8081 --storage /data/studies.sqlite
              settle serve --allow-changes --token-file ~/.settle-token
            """)

    @Option(
        help: "The port to listen on; 0 for any that is free.", transform: OptionValue.whole(from: 0, to: 65_535))
    var port = 8080

    @Option(
        help:
            "The address of this machine to listen on. Another one than the loopback needs the token for reading, too.")
    var host = "127.0.0.1"

    @Flag(help: "Let holders of the token change studies.")
    var allowChanges = false

    @Option(
        help: ArgumentHelp(
            "A file with the token, which nobody else may read (default: $SETTLE_TOKEN, or a new token).",
            valueName: "file"),
        completion: .file())
    var tokenFile: String?

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let interruption = Interruption(stopping: "Stopping ...")
        let server = try StudyServer(
            host: host, port: UInt16(port), storage: storage.path, kinds: .ofTheCommand,
            token: try ServedToken.given(file: tokenFile),
            changes: allowChanges ? ServedChanges(storage).changes : nil,
            readers: { try storage.open(.reading) }, explanation: { $0.text })
        if tokenFile != nil, !server.needsToken {
            throw UsageError(
                description: "--token-file has no use where everyone on this machine may read and nobody may change "
                    + "anything; leave it out, or give --allow-changes or --host")
        }
        if !server.isLoopback {
            Console.error(
                "Whoever reaches port \(server.port) of this machine and has the token can read all studies, their "
                    + "programs' logs included. Nothing is encrypted: the token can be overheard on the way. Without "
                    + "--host, only this machine is answered.")
        }
        let token = server.madeToken.map { "?token=\($0.text)" } ?? ""
        Console.error("The studies in \(storage.path) are at \(server.address)\(token) (Ctrl-C ends this).")
        if server.needsToken {
            let place = token.isEmpty ? "the token" : "this address"
            Console.error(
                "Keep \(place) to yourself: who has it can "
                    + (allowChanges ? "change and delete studies." : "read all studies."))
        }
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
