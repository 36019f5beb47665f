/// An objective that is a closure: parameters in, value out.
public struct ClosureObjective: Objective {
    public struct Progress: Sendable {
        let candidate: Candidate
        var evaluation: Evaluation?
    }

    public let direction: Direction
    private let evaluate: @Sendable (TrialParameters) throws -> Evaluation

    /// - Parameter value: the objective's value; called from several threads at once. A value that is not finite, or
    ///   an error thrown, makes the trial a failed one with that reason.
    public init(_ direction: Direction, value: @escaping @Sendable (TrialParameters) throws -> Double) {
        self.init(direction, evaluation: { Evaluation(.complete(value: try value($0))) })
    }

    /// An objective that reports named values, a trace or a failure of its own besides.
    public init(_ direction: Direction, evaluation: @escaping @Sendable (TrialParameters) throws -> Evaluation) {
        self.direction = direction
        evaluate = evaluation
    }

    public func begin(_ candidate: Candidate) -> Progress {
        Progress(candidate: candidate)
    }

    public func advance(_ batch: inout [Progress], to step: Int, cancellation: Cancellation) -> Bool {
        for index in batch.indices where batch[index].evaluation == nil {
            if cancellation.isCancelled { return false }
            do {
                batch[index].evaluation = try evaluate(batch[index].candidate.parameters)
            } catch {
                batch[index].evaluation = Evaluation(.failed(reason: "\(error)"))
            }
        }
        return true
    }

    public func status(of progress: Progress) -> TrialStatus {
        progress.evaluation.map(TrialStatus.ended) ?? .running(step: 0, bound: nil)
    }
}
