import HyperparameterSearch
import SearchSamplers

extension SamplerSettings {
    /// The revision of the samplers' algorithms. A stored study names the revision that proposes its trials, so that
    /// another revision does not go on with it.
    static let revision = 2

    /// The settings as a stored definition has them, under `sampler`.
    var canonical: CanonicalValue {
        var stored: [String: CanonicalValue] = ["revision": .integer(Self.revision)]
        if isAutomatic { stored["choice"] = .text(choice.rawValue) }
        return .object([word: .object(written.merging(stored) { $1 })])
    }

    /// The settings as a study file has them, with every default written out.
    var fileValue: CanonicalValue { .object([word: .object(written)]) }

    private var word: String { isAutomatic ? "auto" : choice.rawValue }

    private var written: [String: CanonicalValue] {
        var object: [String: CanonicalValue] = ["seed": .integer(Int(clamping: seed))]
        if choice != .sobol {
            object["generation"] = .integer(generations.size)
            object["lag"] = .integer(generations.lag)
        }
        if let significantDigits { object["significantDigits"] = .integer(significantDigits) }
        return object
    }

    /// The settings of an automatic study with the sampler that another budget would have chosen; nil for others.
    ///
    /// A study keeps the sampler that it began with when its budget changes.
    func ofAnotherBudget(in space: SearchSpace) -> SamplerSettings? {
        guard isAutomatic else { return nil }
        let most = SamplerChoice.largestGaussianBudget
        let choices = [most, most + 1].map { SamplerChoice.automatic(for: space, budget: $0).choice }
        guard let other = choices.first(where: { $0 != choice }) else { return nil }
        var settings = self
        settings.choice = other
        return settings
    }

    /// A phrase for people: "a Gaussian process (seed 1, generations of 8, lag 1)".
    public var summary: String {
        var details = ["seed \(seed)"]
        if choice != .sobol { details += ["generations of \(generations.size)", "lag \(generations.lag)"] }
        if let significantDigits { details.append("\(significantDigits) significant digits") }
        let name =
            switch choice {
            case .gp: "a Gaussian process"
            case .cmaes: "CMA-ES"
            case .tpe: "a tree-structured Parzen estimator"
            case .sobol: "a Sobol sequence"
            }
        return "\(name)\(isAutomatic ? ", chosen automatically" : "") (\(details.joined(separator: ", ")))"
    }
}
