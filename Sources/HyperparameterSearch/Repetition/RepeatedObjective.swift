import Foundation

/// An objective that evaluates each trial with several seeds, one after another. The value is the mean.
///
/// A trial has `seeds` times the steps of the objective that it repeats. Its named values and its trace are means over
/// the seeds, `repeat.0`, `repeat.1`, ... are the values of each, and its artifacts are those of the first seed. A trial
/// that fails with one seed has failed. Its bound is unknown, because that of the seeds to come is.
public struct RepeatedObjective<Base: RepeatableObjective>: Objective {
    /// A trial with some repetitions complete and one in flight.
    public struct Progress: Sendable {
        let candidate: Candidate
        /// The complete repetitions.
        var done: [Evaluation]
        /// The repetition in flight; nil where the trial has ended.
        var current: Base.Progress?
        /// The result of a trial that has ended.
        var result: Evaluation?
    }

    /// The objective that is repeated.
    public let base: Base
    /// The number of seeds of a whole trial.
    public let seeds: Int

    /// - Precondition: `seeds` is at least 1.
    public init(_ base: Base, seeds: Int) {
        precondition(seeds >= 1, "a trial is evaluated at least once")
        self.base = base
        self.seeds = seeds
    }

    /// The direction of the repeated objective.
    public var direction: Direction { base.direction }
    public var steps: Int { seeds * base.steps }
    public var unit: StepUnit { base.unit }
    public var hasIntermediateValues: Bool { base.hasIntermediateValues }
    public var preferredBatchSize: Int { base.preferredBatchSize }
    public var mostInFlight: Int { base.mostInFlight }
    public func batchKey(for parameters: TrialParameters) -> BatchKey? { base.batchKey(for: parameters) }

    /// The milestones of every repetition, and the ends of all but the last. Empty where the base has none.
    public var milestones: [Int] {
        let inner = base.milestones
        guard !inner.isEmpty else { return [] }
        var all: [Int] = []
        for repetition in 0..<seeds {
            let start = repetition * base.steps
            if repetition > 0 { all.append(start) }
            all += inner.map { start + $0 }
        }
        return all
    }

    public func begin(_ candidate: Candidate) -> Progress {
        var progress = Progress(candidate: candidate, done: [], current: base.begin(candidate, repetition: 0))
        passEnds(&progress)
        return progress
    }

    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        advance(&batch, to: step, cancellation: cancellation, reached: { _ in })
    }

    /// Advances the trials that are behind in their first repetition, then those in their second, and so on.
    public func advance(
        _ batch: inout [Progress], to step: Int, cancellation: Cancellation,
        reached: @escaping @Sendable (_ meanStep: Double) -> Void
    ) -> Bool {
        for repetition in 0..<seeds {
            let target = min(step - repetition * base.steps, base.steps)
            guard target > 0 else { break }
            let places = batch.indices.filter { index in
                batch[index].done.count == repetition && innerStep(of: batch[index]).map { $0 < target } == true
            }
            guard !places.isEmpty else { continue }
            let others = batch.indices.filter { !places.contains($0) }.reduce(0) { $0 + self.step(of: batch[$1]) }
            let (count, all) = (Double(places.count), Double(batch.count))
            let start = Double(repetition * base.steps)
            let isThere = advance(&batch, places, to: target, cancellation) { mean in
                reached(((start + mean) * count + Double(others)) / all)
            }
            guard isThere else { return false }
        }
        return true
    }

    private func advance(
        _ batch: inout [Progress], _ places: [Int], to target: Int, _ cancellation: Cancellation,
        reached: @escaping @Sendable (Double) -> Void
    ) -> Bool {
        var inner: [Base.Progress] = []
        for place in places {
            guard let current = batch[place].current else { continue }
            inner.append(current)
            // A second reference would make the base copy the state.
            batch[place].current = nil
        }
        let isThere = base.advance(&inner, to: target, cancellation: cancellation, reached: reached)
        for (place, current) in zip(places, inner) {
            batch[place].current = current
            passEnds(&batch[place])
            // The base has to end a repetition at its last step.
            if isThere, target == base.steps, let step = innerStep(of: batch[place]), step >= target {
                batch[place].current = nil
                batch[place].result = .unending(at: self.step(of: batch[place]) + step)
            }
        }
        return isThere
    }

    /// Takes the result of a repetition that has ended, and begins the next one.
    func passEnds(_ progress: inout Progress) {
        while let current = progress.current, case .ended(let ended) = base.status(of: current) {
            let evaluation = ended.withoutPruning.withFiniteValuesOnly
            progress.current = nil
            guard case .complete = evaluation.outcome else {
                progress.result = failure(evaluation, after: progress.done)
                return
            }
            progress.done.append(evaluation)
            guard progress.done.count < seeds else {
                progress.result = mean(of: progress.done)
                return
            }
            progress.current = base.begin(progress.candidate, repetition: progress.done.count)
        }
    }

    private func failure(_ evaluation: Evaluation, after done: [Evaluation]) -> Evaluation {
        var failed = evaluation
        failed.outcome = .failed(
            reason: "with seed \(done.count + 1) of \(seeds): \(evaluation.outcome.reason ?? "it has no value")")
        failed.steps += done.reduce(0) { $0 + $1.steps }
        failed.artifacts = [:]
        return failed
    }

    /// The result of a trial whose repetitions are complete.
    private func mean(of done: [Evaluation]) -> Evaluation {
        let count = Double(done.count)
        let value = done.compactMap(\.outcome.value).reduce(0, +) / count
        var values: [String: Double] = [:]
        for name in done[0].values.keys {
            let numbers = done.compactMap { $0.values[name] }
            if numbers.count == done.count { values[name] = numbers.reduce(0, +) / count }
        }
        for (repetition, evaluation) in done.enumerated() {
            values[RepeatedValue.name(repetition)] = evaluation.outcome.value
        }
        let traces = done.compactMap(\.trace)
        return Evaluation(
            .complete(value: value), values: values, steps: done.reduce(0) { $0 + $1.steps },
            trace: traces.count == done.count ? base.mean(ofTraces: traces) : nil, artifacts: done[0].artifacts)
    }

    /// The running repetition's step after those of the complete ones, or the mean result.
    public func status(of progress: Progress) -> TrialStatus {
        if let result = progress.result { return .ended(result) }
        return .running(step: step(of: progress), bound: nil)
    }

    private func step(of progress: Progress) -> Int {
        progress.done.count * base.steps + (innerStep(of: progress) ?? 0)
    }

    /// The step of the repetition in flight; nil where there is none.
    private func innerStep(of progress: Progress) -> Int? {
        guard let current = progress.current, case .running(let step, _) = base.status(of: current) else { return nil }
        return step
    }

    /// The mean of the complete repetitions' values and of the base's intermediate value, where it has one.
    public func intermediateValue(of progress: Progress) -> Double? {
        var values = progress.done.compactMap(\.outcome.value)
        if let current = progress.current, innerStep(of: progress) ?? 0 > 0,
            let value = base.intermediateValue(of: current)
        {
            values.append(value)
        }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    public func report(of progress: Progress) -> String? {
        let inner = progress.current.flatMap(base.report)
        let seed = "seed \(min(progress.done.count + 1, seeds)) of \(seeds)"
        return inner.map { "\(seed), \($0)" } ?? seed
    }
}
