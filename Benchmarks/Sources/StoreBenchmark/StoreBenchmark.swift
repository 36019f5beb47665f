import Foundation
import HyperparameterSearch
import Synchronization

/// How many workers one server feeds: real runs on a store that answers each call after a given time, one at a time.
///
///     StoreBenchmark TRIAL_SECONDS CALL_SECONDS WORKERS [WINDOW_SECONDS]
///
/// Prints a line of comma-separated values: the arguments, the fraction of the workers' time in which they evaluate, trials
/// a second, the calls of a worker a second and at its start, the server's load, and the calls by name.
@main
struct StoreBenchmark {
    static func main() throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap(Double.init)
        guard numbers.count >= 3, numbers.allSatisfy({ $0 > 0 }) else {
            FileHandle.standardError.write(
                Data("usage: StoreBenchmark TRIAL_SECONDS CALL_SECONDS WORKERS [WINDOW_SECONDS]\n".utf8))
            exit(64)
        }
        try measure(
            trial: numbers[0], call: numbers[1], workers: Int(numbers[2]), window: numbers.count > 3 ? numbers[3] : 10)
    }

    static func measure(trial: Double, call: Double, workers: Int, window: Double) throws {
        let evaluations = Evaluations(seconds: trial)
        let server = CallQueue(seconds: call)
        let store = DistantStore(store: InMemoryStore(), server: server)
        let space = try SearchSpace([.float("x", in: 0...1)])
        let sampler = RandomSampler(space, stream: .keyed(seed: 1))
        let study = try store.store.openStudy(
            StudyDefinition(name: "growth", direction: .minimize, budget: 10_000_000, sampler: sampler))
        let cancellation = Cancellation()
        let failure = Mutex<(any Error)?>(nil)
        let running = DispatchGroup()
        for _ in 0..<workers {
            running.enter()
            Thread {
                do {
                    let objective = ClosureObjective(.minimize) { parameters in
                        evaluations.evaluate()
                        return try parameters.number("x")
                    }
                    _ = try StudyRunner(
                        study: study, store: store, sampler: sampler, objective: objective,
                        threads: ThreadCount(waiting: 1)
                    ).run(RunDescription(worker: .current), cancellation: cancellation)
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
                running.leave()
            }.start()
        }
        // The workers' first calls come all at once, which is no part of the steady state.
        let patience = Date(timeIntervalSinceNow: 120)
        while evaluations.state.active < workers, Date() < patience, failure.withLock({ $0 == nil }) {
            Thread.sleep(forTimeInterval: 0.01)
            if evaluations.state.ended > 50 * workers { break }
        }
        let first = server.calls.values.reduce(0, +)
        Thread.sleep(forTimeInterval: 2)
        let (before, callsBefore, began) = (evaluations.state, server.calls, ProcessInfo.processInfo.systemUptime)
        Thread.sleep(forTimeInterval: window)
        let (after, callsAfter) = (evaluations.state, server.calls)
        let seconds = ProcessInfo.processInfo.systemUptime - began
        cancellation.cancel()
        evaluations.stop()
        if let error = failure.withLock({ $0 }) { throw error }
        let calls = callsAfter.merging(callsBefore) { $0 - $1 }.filter { $0.value > 0 }
        let callCount = Double(calls.values.reduce(0, +))
        let busy = (after.seconds - before.seconds) / (Double(workers) * seconds)
        let text = { (value: Double) in String(format: "%.3f", value) }
        let names = calls.sorted { $0.key < $1.key }
            .map { "\($0.key) \(text(Double($0.value) / seconds / Double(workers)))" }
        print(
            ([text(trial), text(call), "\(workers)", text(busy), text(Double(after.ended - before.ended) / seconds)]
                + [text(callCount / seconds / Double(workers)), text(Double(first) / Double(workers))]
                + [text(callCount * call / seconds), names.joined(separator: "; ")]).joined(separator: ","))
        exit(0)
    }
}
