/// Which trials a run evaluates to the end. A matter of runs, not of the study: a later run may want more.
public enum RunPolicy: Sendable, Hashable {
    /// Every trial. Trials that an earlier run pruned are evaluated again, from their first step.
    case complete
    /// Those that can still be among the best so many; the others are pruned. The best so many, and their values, are
    /// exactly those of ``complete``.
    case keep(Int)
}

extension RunPolicy {
    /// - Throws: ``PolicyError`` where the policy keeps nothing, or needs a bound that the objective does not have.
    public func check(against objective: some Objective) throws {
        guard case .keep(let count) = self else { return }
        guard count >= 1 else { throw PolicyError.keepsNothing(count) }
        guard objective.hasMonotoneBound else { throw PolicyError.noMonotoneBound }
    }
}

extension RunPolicy: LosslessStringConvertible {
    public var description: String {
        switch self {
        case .complete: "complete"
        case .keep(let count): "keep \(count)"
        }
    }

    public init?(_ description: String) {
        if description == "complete" {
            self = .complete
        } else if description.hasPrefix("keep "), let count = Int(description.dropFirst(5)), count >= 1 {
            self = .keep(count)
        } else {
            return nil
        }
    }
}
