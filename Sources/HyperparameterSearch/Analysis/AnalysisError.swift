/// Why a search cannot be analysed.
public enum AnalysisError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Pruned trials have no value.
    case pruned(Int, of: Int)
    case tooFewTrials(Int, needed: Int)
    case nothingVaries

    public var description: String {
        switch self {
        case .pruned(let count, let all):
            "\(count) of \(all) trials were pruned and have no value, and the others are no fair sample of the search; "
                + "evaluate all of them to their ends, with the policy 'complete'"
        case .tooFewTrials(let count, let needed):
            "\(count) \(count == 1 ? "trial is" : "trials are") complete, and at least \(needed) are needed; "
                + "evaluate more"
        case .nothingVaries:
            "all trials have the same parameters; search at least one"
        }
    }
}
