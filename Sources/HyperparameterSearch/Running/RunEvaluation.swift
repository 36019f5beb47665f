import Dispatch
import Foundation

/// The evaluating side of a run: threads that take batches from an exchange until it has no more.
struct RunEvaluation<O: Objective> {
    let exchange: TrialExchange
    /// The best trials so far. The scheduler's decisions depend on them.
    let ranking: SharedRanking

    /// Starts the threads.
    init(_ runner: StudyRunner<O>, cancellation: Cancellation) throws {
        let (objective, scheduler) = (runner.objective, runner.scheduler)
        ranking = SharedRanking(Ranking(direction: objective.direction, capacity: scheduler.rankingSize))
        ranking.insert(
            try runner.store.best(scheduler.rankingSize, of: runner.study.id).compactMap(Ranking.Entry.init))
        if runner.hasWindows {
            exchange = Self.windows(runner, scheduler, ranking, cancellation: cancellation)
        } else {
            exchange = Self.stream(runner, cancellation: cancellation)
        }
    }

    /// Starts threads that evaluate each batch to its end, independently of the others.
    private static func stream(_ runner: StudyRunner<O>, cancellation: Cancellation) -> TrialExchange {
        let (objective, threads) = (runner.objective, runner.threads.value)
        let exchange = TrialExchange(
            queue: BatchQueue(
                preferredSize: objective.preferredBatchSize, threads: threads, sharesEvenly: runner.isAdaptive),
            workers: threads, cancellation: cancellation)
        let evaluation = BatchEvaluation(of: objective, exchange: exchange, cancellation: cancellation)
        if runner.threads.areWaiting {
            for _ in 0..<threads {
                let thread = Thread {
                    while let batch = exchange.nextBatch() { evaluation.evaluate(batch) }
                    exchange.workerEnded()
                }
                thread.stackSize = 1 << 20
                thread.start()
            }
            return exchange
        }
        DispatchQueue.global(qos: .userInitiated).async {
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                while let batch = exchange.nextBatch() { evaluation.evaluate(batch) }
                exchange.workerEnded()
            }
        }
        return exchange
    }

    /// Starts a thread that evaluates one window after another, each on all threads.
    private static func windows<S: Scheduler>(
        _ runner: StudyRunner<O>, _ scheduler: S, _ ranking: SharedRanking, cancellation: Cancellation
    ) -> TrialExchange {
        let (objective, threads) = (runner.objective, runner.threads.value)
        let exchange = TrialExchange(
            queue: BatchQueue(preferredSize: runner.windowSize, threads: 0), workers: 1, cancellation: cancellation)
        DispatchQueue.global(qos: .userInitiated).async {
            while let trials = exchange.nextBatch() {
                let window = ScheduledWindow(
                    objective: objective, scheduler: scheduler, threads: threads, ranking: ranking,
                    cancellation: cancellation, exchange: exchange)
                guard window.evaluate(trials) else { break }
            }
            exchange.workerEnded()
        }
        return exchange
    }
}
