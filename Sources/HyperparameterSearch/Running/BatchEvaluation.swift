import Foundation
import Locks

/// Evaluates batches of claimed trials from milestone to milestone until they end, and delivers the results.
///
/// Trials that continue from checkpoints may start at any step. A trial that is ahead waits at its milestone until the
/// others have reached it; from then on the batch advances together. A trial with a ``TrialCourse`` is judged at its
/// rungs, and goes on, is pruned, or is parked: it is given back and waits.
struct BatchEvaluation<O: Objective>: Sendable {
    /// A trial that has not ended.
    private struct Entry {
        let candidate: Candidate
        let begunAt: Int
        let course: TrialCourse?
        var progress: O.Progress
        /// The step at the last look.
        var step: Int
        /// The values at the milestones and rungs that this run has passed.
        var values: [IntermediateValue] = []
    }

    private let objective: O
    private let milestones: [Int]
    private let exchange: TrialExchange
    private let cancellation: Cancellation

    /// - Parameter exchange: takes the finished trials and, where the objective has milestones, reports of the running
    ///   ones.
    init(of objective: O, exchange: TrialExchange, cancellation: Cancellation) {
        self.objective = objective
        milestones = objective.milestones
        self.exchange = exchange
        self.cancellation = cancellation
    }

    /// Evaluates a batch until all of its trials have ended or the run is cancelled.
    func evaluate(_ batch: [ClaimedTrial]) {
        let started = Date()
        let place = exchange.work.makeBatch()
        defer { exchange.work.tell(place, nil) }
        var running = batch.map(begin)
        // Trials that another run will go on with, after a cancellation.
        defer { for index in running.indices { objective.suspend(&running[index].progress) } }
        sortOut(&running, started, at: 0)
        if !milestones.isEmpty { exchange.report(running.map { report($0, [], checkpoint: nil) }) }
        let rungs = Set(running.flatMap { $0.course?.rungs ?? [] })
        for step in rungs.union(milestones).sorted() + [objective.steps] {
            if running.isEmpty || cancellation.isCancelled { return }
            let isThere = advance(&running, to: step, place)
            // After a cancellation the checkpoints keep the progress that was made.
            sortOut(&running, started, at: step, keepsAll: !isThere)
            if !isThere { return }
        }
        exchange.deliver(running.map { finish($0, .unending(at: $0.step), started) })
    }

    private func begin(_ trial: ClaimedTrial) -> Entry {
        let progress = trial.begin(objective, ignored: exchange.ignore)
        let step = if case .running(let step, _) = objective.status(of: progress) { step } else { 0 }
        return Entry(
            candidate: trial.candidate, begunAt: step, course: trial.course, progress: progress, step: step)
    }

    /// - Returns: false where the run was cancelled before all trials reached `step`.
    private func advance(_ running: inout [Entry], to step: Int, _ place: Int) -> Bool {
        let behind = running.indices.filter { running[$0].step < step }
        guard !behind.isEmpty else { return true }
        var batch = behind.map { running[$0].progress }
        let standing = WorkInFlight.Standing(
            trials: running.count, begun: Double(running.reduce(0) { $0 + $1.begunAt }),
            made: Double(running.reduce(0) { $0 + $1.step }))
        exchange.work.tell(place, standing)
        let ahead = running.lazy.filter { $0.step >= step }.reduce(0) { $0 + $1.step }
        let count = Double(behind.count)
        let trials = behind.map { (running[$0].candidate.number, running[$0].begunAt) }
        let told = ReportedOnTheWay()
        let news = TrialNews { [exchange, standing] mean in
            var now = standing
            now.made = max(now.made, Double(ahead) + mean * count)
            exchange.work.tell(place, now)
        } reported: { [exchange, told] index, values in
            guard let last = values.last else { return }
            told.add(values, at: index)
            let (number, begun) = trials[index]
            exchange.report([
                TrialReport(
                    number: number, begunAt: begun, step: max(begun, min(last.step, step - 1)), text: nil,
                    values: values, checkpoint: nil)
            ])
        }
        let isThere = objective.advance(&batch, to: step, cancellation: cancellation, news: news)
        for (index, progress) in zip(behind, batch) { running[index].progress = progress }
        for (index, values) in told.values { running[behind[index]].values.take(values) }
        return isThere
    }

    /// Delivers the trials that have ended or are stopped, and parks those that wait. Of the others, reports those that
    /// have advanced.
    ///
    /// - Parameters:
    ///   - target: the step to which the batch was advanced.
    ///   - keepsAll: whether checkpoints are kept although the objective has no milestones.
    private func sortOut(_ running: inout [Entry], _ started: Date, at target: Int, keepsAll: Bool = false) {
        var (finished, reports, parked): ([FinishedTrial], [TrialReport], [TrialReport]) = ([], [], [])
        running = running.compactMap { entry in
            var entry = entry
            switch objective.status(of: entry.progress) {
            case .ended(let evaluation):
                var evaluation = evaluation.withoutPruning
                evaluation.intermediateValues.take(entry.values)
                finished.append(finish(entry, evaluation, started))
                return nil
            case .running(let step, let bound):
                if keepsAll { objective.suspend(&entry.progress) }
                let hasAdvanced = step != entry.step
                entry.step = step
                // Only where the whole trial is at the rung: a cancelled trial may be beyond it on some networks.
                let course = hasAdvanced && step == target ? entry.course : nil
                if let course, course.rungs.contains(step) {
                    let value = objective.intermediateValue(of: entry.progress).flatMap { $0.isFinite ? $0 : nil }
                    var new: [IntermediateValue] = []
                    if course.storesValues || milestones.contains(step) {
                        new = value.map { [IntermediateValue(step: step, value: $0)] } ?? []
                    }
                    entry.values.take(new)
                    if course.storesValues, value == nil {
                        end(&entry)
                        finished.append(finish(entry, .incomparable(at: step, values: entry.values), started))
                        return nil
                    }
                    // A trial that waits has its value in the store, and no bound. It must not matter whether it waited.
                    let standing = Standing(
                        number: entry.candidate.number, step: step, bound: course.storesValues ? nil : bound,
                        value: value)
                    switch course.verdict(standing, entry.values) {
                    case .stop:
                        end(&entry)
                        finished.append(finish(entry, .stopped(standing, values: entry.values), started))
                        return nil
                    case .wait:
                        objective.suspend(&entry.progress)
                        parked.append(report(entry, new, checkpoint: objective.checkpoint(of: entry.progress)))
                        return nil
                    case .goOn:
                        guard keepsAll || !milestones.isEmpty || course.storesValues else { return entry }
                        reports.append(report(entry, new, checkpoint: objective.checkpoint(of: entry.progress)))
                        return entry
                    }
                }
                // Of a trial on several networks, one network may have advanced although the step is the same.
                if keepsAll || (hasAdvanced && !milestones.isEmpty) {
                    // Only at milestones: where a cancellation stopped the trial must not show in its result.
                    let isMilestone = hasAdvanced && milestones.contains(step)
                    let value = isMilestone ? objective.intermediateValue(of: entry.progress) : nil
                    let new = value.map { [IntermediateValue(step: step, value: $0)] } ?? []
                    entry.values.take(new)
                    reports.append(report(entry, new, checkpoint: objective.checkpoint(of: entry.progress)))
                }
                return entry
            }
        }
        exchange.report(reports)
        exchange.park(parked)
        exchange.deliver(finished)
    }

    /// Ends a trial that has not ended by itself.
    private func end(_ entry: inout Entry) {
        objective.suspend(&entry.progress)
        objective.discard(entry.candidate)
    }

    private func report(_ entry: Entry, _ values: [IntermediateValue], checkpoint: Data?) -> TrialReport {
        let number = entry.candidate.number
        return TrialReport(
            number: number, begunAt: entry.begunAt, step: entry.step, text: objective.report(of: entry.progress),
            values: values.filter(\.value.isFinite),
            checkpoint: checkpoint.map { TrialCheckpoint(number: number, step: entry.step, data: $0) })
    }

    private func finish(_ entry: Entry, _ evaluation: Evaluation, _ started: Date) -> FinishedTrial {
        FinishedTrial(entry.candidate, evaluation, started: started, finished: Date())
    }
}

/// The values that trials report while their batch is advanced, by index of the batch.
private final class ReportedOnTheWay: Sendable {
    private let all = Mutex<[Int: [IntermediateValue]]>([:])

    var values: [Int: [IntermediateValue]] { all.withLock { $0 } }

    func add(_ values: [IntermediateValue], at index: Int) {
        all.withLock { $0[index, default: []] += values }
    }
}
