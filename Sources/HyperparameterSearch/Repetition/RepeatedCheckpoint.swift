import Foundation

/// The state of a repeated trial, as a binary property list: the results of its complete repetitions, and the base's
/// checkpoint of the one in flight.
private struct RepeatedCheckpoint: Codable {
    struct Repetition: Codable {
        var value: Double
        var values: [String: Double]
        var steps: Int
        var trace: Data?
        var artifacts: [String: Data]
    }

    static let format = "settle-repeated-1"

    var format = RepeatedCheckpoint.format
    /// `RepeatableObjective.arithmeticVersion`.
    var arithmetic: Int
    var seeds: Int
    var parameters: TrialParameters
    var done: [Repetition]
    /// Nil where the repetition has not made a step.
    var current: Data?
}

extension RepeatedObjective {
    public func checkpoint(of progress: Progress) -> Data? {
        guard progress.result == nil, let inner = progress.current else { return nil }
        let current = base.checkpoint(of: inner)
        // A trial that has not made a step is not worth a checkpoint, and a step that cannot be saved must not be lost.
        guard current != nil || (!progress.done.isEmpty && isAtRest(inner)) else { return nil }
        let done = progress.done.enumerated().map { index, evaluation in
            RepeatedCheckpoint.Repetition(
                value: evaluation.outcome.value ?? .nan, values: evaluation.values, steps: evaluation.steps,
                trace: evaluation.trace, artifacts: index == 0 ? evaluation.artifacts : [:])
        }
        let encoder = PropertyListEncoder()
        encoder.outputFormat = .binary
        return try? encoder.encode(
            RepeatedCheckpoint(
                arithmetic: base.arithmeticVersion, seeds: seeds, parameters: progress.candidate.parameters, done: done,
                current: current))
    }

    private func isAtRest(_ inner: Base.Progress) -> Bool {
        if case .running(0, _) = base.status(of: inner) { true } else { false }
    }

    public func restore(_ candidate: Candidate, from checkpoint: Data) throws(CheckpointProblem) -> Progress {
        guard let stored = try? PropertyListDecoder().decode(RepeatedCheckpoint.self, from: checkpoint),
            stored.format == RepeatedCheckpoint.format
        else { throw .otherForm }
        guard stored.arithmetic == base.arithmeticVersion else {
            throw .otherNumerics(stored.arithmetic, wanted: base.arithmeticVersion)
        }
        guard stored.seeds == seeds, stored.parameters == candidate.parameters else { throw .otherTrial }
        guard stored.done.count < seeds, stored.done.allSatisfy({ $0.value.isFinite }) else { throw .unusable }
        let done = stored.done.map {
            Evaluation(
                .complete(value: $0.value), values: $0.values, steps: $0.steps, trace: $0.trace, artifacts: $0.artifacts
            )
        }
        let current =
            if let saved = stored.current {
                try base.restore(candidate, repetition: done.count, from: saved)
            } else {
                base.begin(candidate, repetition: done.count)
            }
        var progress = Progress(candidate: candidate, done: done, current: current)
        passEnds(&progress)
        return progress
    }
}
