import HyperparameterSearch

/// The scheduler of a study: part of its definition.
public enum DeclaredScheduler: Sendable, Hashable {
    case successiveHalving(SuccessiveHalving)
    case hyperband(Hyperband)
    case median(MedianStopping)
    case patience(Patience)

    public var scheduler: any CohortScheduler {
        switch self {
        case .successiveHalving(let scheduler): scheduler
        case .hyperband(let scheduler): scheduler
        case .median(let scheduler): scheduler
        case .patience(let scheduler): scheduler
        }
    }

    /// The scheduler as a stored definition has it, with every default written out.
    var canonical: CanonicalValue {
        var settings: [String: CanonicalValue] = [:]
        switch self {
        case .successiveHalving(let halving):
            settings["cohort"] = halving.cohort.map(CanonicalValue.integer)
            settings["eta"] = .integer(halving.eta)
            settings["first"] = .number(halving.first)
            return .object(["successiveHalving": .object(settings)])
        case .hyperband(let hyperband):
            settings["eta"] = .integer(hyperband.eta)
            settings["first"] = .number(hyperband.first)
            return .object(["hyperband": .object(settings)])
        case .median(let median):
            settings["cohort"] = median.cohort.map(CanonicalValue.integer)
            settings["every"] = median.every.map(CanonicalValue.number)
            return .object(["median": .object(settings)])
        case .patience(let patience):
            settings["reports"] = .integer(patience.reports)
            settings["every"] = patience.every.map(CanonicalValue.number)
            return .object(["patience": .object(settings)])
        }
    }
}
