import Foundation
import HyperparameterSearch
import PostgreSQLStorage
import StudyStorage
import Synchronization

/// Connections that claim trials and record results as fast as a store takes them.
///
///     ServerBenchmark STORAGE CONNECTIONS BATCH SECONDS
///
/// STORAGE is a path of an SQLite file or a PostgreSQL URL. Every connection has a thread of its own. It claims BATCH new
/// trials a call for SECONDS, and then records what it has claimed, BATCH a call, for SECONDS or until nothing is left.
/// Prints a JSON object with the calls and the seconds of both parts.
@main
struct ServerBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let connections = Int(arguments[2]), let batch = Int(arguments[3]),
            let seconds = Double(arguments[4])
        else { throw Misuse() }
        let workers = try (0..<connections).map { _ in try Worker(arguments[1], batch: batch) }
        let claims = try together(workers, seconds) { try $0.claim() }
        let records = try together(workers, seconds) { try $0.record() }
        let found = ["claims": claims.calls, "records": records.calls]
        let times = ["claimSeconds": claims.seconds, "recordSeconds": records.seconds]
        let fields = found.map { "\"\($0)\": \($1)" } + times.map { "\"\($0)\": \($1)" }
        print("{\(fields.sorted().joined(separator: ", "))}")
    }

    struct Misuse: Error, CustomStringConvertible {
        let description = "usage: ServerBenchmark STORAGE CONNECTIONS BATCH SECONDS"
    }

    /// Calls `step` of all workers at the same time, again and again, until it returns false or the time is over.
    private static func together(
        _ workers: [Worker], _ seconds: Double, _ step: @escaping @Sendable (Worker) throws -> Bool
    ) throws -> (calls: Int, seconds: Double) {
        let progress = Progress()
        let done = DispatchGroup()
        let start = Date()
        for worker in workers {
            done.enter()
            // A thread each: dispatch queues would have as many as cores.
            Thread.detachNewThread {
                defer { done.leave() }
                do {
                    while Date().timeIntervalSince(start) < seconds, try step(worker) {
                        progress.calls.add(1, ordering: .relaxed)
                    }
                } catch {
                    progress.failure.withLock { $0 = $0 ?? "\(error)" }
                }
            }
        }
        done.wait()
        if let text = progress.failure.withLock({ $0 }) { throw FailedCall(description: text) }
        return (progress.calls.load(ordering: .relaxed), Date().timeIntervalSince(start))
    }

    final class Progress: Sendable {
        let calls = Atomic(0)
        let failure = Mutex<String?>(nil)
    }

    struct FailedCall: Error, CustomStringConvertible {
        let description: String
    }
}

/// A run with a connection of its own. Only its thread uses it.
final class Worker: @unchecked Sendable {
    private let store: any TrialStore
    private let run: RunID
    private let batch: Int
    private var claimed: [Candidate] = []

    init(_ storage: String, batch: Int) throws {
        self.batch = batch
        store =
            storage.hasPrefix("postgres")
            ? try PostgreSQLStore(PostgreSQLAddress(storage)) : try SQLiteStore(path: storage)
        let definition = try StudyDefinition(
            name: "store", text: "store benchmark", direction: .minimize, budget: StudyDefinition.largestBudget)
        let study = try store.openStudy(definition)
        run = try store.beginRun(RunDescription(worker: .current), of: study.id)
    }

    func claim() throws -> Bool {
        let new = try store.claim(ClaimRequest(batch), for: run) { numbers in
            numbers.map { number in
                Candidate(
                    number: number,
                    parameters: ["epsilon": .number(1 / Double(number + 1)), "lambda": .number(0.5)])
            }
        }
        claimed += new
        return !new.isEmpty
    }

    func record() throws -> Bool {
        guard !claimed.isEmpty else { return false }
        let now = Date()
        let trials = claimed.suffix(batch).map { candidate in
            FinishedTrial(
                candidate,
                Evaluation(.complete(value: 1 / Double(candidate.number + 1)), values: ["loss": 0.25], steps: 4),
                started: now, finished: now)
        }
        try store.record(trials, for: run)
        claimed.removeLast(trials.count)
        return true
    }
}
