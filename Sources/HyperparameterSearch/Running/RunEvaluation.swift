import Dispatch

/// The side of a run that evaluates: threads that take batches from an exchange until it has no more.
struct RunEvaluation<O: Objective> {
    let exchange: TrialExchange
    /// The best so far, which the scheduler's decisions rest on.
    let ranking: SharedRanking

    /// Sets the threads to work.
    init(_ runner: StudyRunner<O>, cancellation: Cancellation) throws {
        let (objective, scheduler) = (runner.objective, runner.scheduler)
        ranking = SharedRanking(Ranking(direction: objective.direction, capacity: scheduler.rankingSize))
        ranking.insert(
            try runner.store.best(scheduler.rankingSize, of: runner.study.id).compactMap(Ranking.Entry.init))
        if scheduler.rungs(through: objective.steps).isEmpty {
            exchange = Self.stream(runner, cancellation: cancellation)
        } else {
            exchange = Self.windows(runner, scheduler, ranking, cancellation: cancellation)
        }
    }

    /// Batches that go to their ends, each by itself.
    private static func stream(_ runner: StudyRunner<O>, cancellation: Cancellation) -> TrialExchange {
        let (objective, threads) = (runner.objective, runner.threads.value)
        let exchange = TrialExchange(
            queue: BatchQueue(preferredSize: objective.preferredBatchSize, threads: threads),
            workers: threads, cancellation: cancellation)
        let evaluation = BatchEvaluation(of: objective, exchange: exchange, cancellation: cancellation)
        DispatchQueue.global(qos: .userInitiated).async {
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                while let batch = exchange.nextBatch() { evaluation.evaluate(batch) }
                exchange.workerEnded()
            }
        }
        return exchange
    }

    /// One window after another, each on all threads.
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
                    cancellation: cancellation, deliver: exchange.deliver)
                guard window.evaluate(trials.map(\.candidate)) else { break }
            }
            exchange.workerEnded()
        }
        return exchange
    }
}
