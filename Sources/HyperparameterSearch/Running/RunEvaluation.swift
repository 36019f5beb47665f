import Dispatch

/// The side of a run that evaluates: threads that take batches from an exchange until it has no more.
struct RunEvaluation<O: Objective> {
    let exchange: TrialExchange
    /// The best so far, of a run that keeps only them.
    let ranking: SharedRanking?

    /// Sets the threads to work.
    init(_ runner: StudyRunner<O>, cancellation: Cancellation) throws {
        let (objective, threads) = (runner.objective, runner.threads.value)
        switch runner.policy {
        case .complete:
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
            (self.exchange, ranking) = (exchange, nil)
        case .keep(let count):
            let ranking = SharedRanking(Ranking(direction: objective.direction, capacity: count))
            ranking.insert(try runner.store.best(count, of: runner.study.id).compactMap(Ranking.Entry.init))
            let exchange = TrialExchange(
                queue: BatchQueue(preferredSize: runner.windowSize, threads: 0), workers: 1, cancellation: cancellation)
            DispatchQueue.global(qos: .userInitiated).async {
                while let trials = exchange.nextBatch() {
                    let window = PruningWindow(
                        trials.map(\.candidate), objective: objective, threads: threads, ranking: ranking,
                        cancellation: cancellation, deliver: exchange.deliver)
                    guard window.evaluate() else { break }
                }
                exchange.workerEnded()
            }
            (self.exchange, self.ranking) = (exchange, ranking)
        }
    }
}
