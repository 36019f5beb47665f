import HyperparameterSearch

/// Why a sampler cannot search a space.
public enum SearchSamplerError: Error, Hashable, CustomStringConvertible {
    /// All parameters are fixed.
    case nothingToSearch
    /// The sampler needs an order of the values, and this parameter's have none.
    case categorical(parameter: String, sampler: String)
    /// The sampler needs every parameter in every trial, and this one is only in some.
    case conditional(parameter: String, sampler: String)
    /// More parameters vary than the sampler can take.
    case tooManyParameters(Int, most: Int, sampler: String)
    /// The generations that are at work at a time have more trials than the sampler can take into account.
    case tooManyPending(Int, most: Int, sampler: String)

    public var description: String { "\(rule); \(remedy)" }

    /// The value and the rule that it breaks.
    public var rule: String {
        switch self {
        case .nothingToSearch: "every parameter has one value, so the space is a single point"
        case .categorical(let parameter, let sampler):
            "parameter '\(parameter)' has names or truth values, which have no order, and \(sampler) needs numbers"
        case .conditional(let parameter, let sampler):
            "parameter '\(parameter)' is only in some trials, and \(sampler) needs each parameter in every trial"
        case .tooManyParameters(let count, let most, let sampler):
            "\(count) parameters vary, and \(sampler) takes at most \(most)"
        case .tooManyPending(let count, let most, let sampler):
            "up to \(count) trials are at work at a time, lag + 1 generations, and \(sampler) takes at most \(most) into account"
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .nothingToSearch: "give a parameter a range or several values, or evaluate the point as 'points'"
        case .categorical: "use the sampler tpe or gp, or search each name in a study of its own"
        case .conditional: "use the sampler tpe, sobol or random"
        case .tooManyParameters: "fix some, or use the sampler random"
        case .tooManyPending: "lower the generation or the lag, or use the sampler cmaes"
        }
    }
}
