/// An objective made of a closure from parameters to a value.
public struct ClosureObjective: Objective {
    /// A trial before or after its single step.
    public struct Progress: Sendable {
        let candidate: Candidate
        var evaluation: Evaluation?
    }

    /// Whether small or large values are better.
    public let direction: Direction
    private let evaluate: @Sendable (TrialParameters) throws -> Evaluation

    /// - Parameters:
    ///   - direction: whether small or large values are better.
    ///   - value: computes the objective's value; called on several threads at once. The trial fails where the value is
    ///     not finite or the closure throws; the reason says so.
    public init(_ direction: Direction, value: @escaping @Sendable (TrialParameters) throws -> Double) {
        self.init(direction, evaluation: { Evaluation(.complete(value: try value($0))) })
    }

    /// An objective whose closure also returns named values, a trace or a failure with its own reason.
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

    /// Running at step 0 until the closure has been called, then ended.
    public func status(of progress: Progress) -> TrialStatus {
        progress.evaluation.map(TrialStatus.ended) ?? .running(step: 0, bound: nil)
    }
}
