import HyperparameterSearch

/// A sampler by its name and settings; ``HyperparameterSearch/SearchSpace/sampler(_:direction:)`` makes it.
public struct SamplerSettings: Sendable, Hashable {
    /// The kind of sampler.
    public var choice: SamplerChoice
    /// Whether the choice was made by ``SamplerChoice/automatic(for:budget:)``.
    public var isAutomatic: Bool
    /// The seed of all draws.
    public var seed: UInt64
    /// Without effect on the Sobol sequence, whose trials are independent.
    public var generations: Generations
    /// Real numbers are rounded to this many significant digits before they are evaluated; nil: not rounded.
    public var significantDigits: Int?

    /// Settings of a sampler of one's choice.
    public init(
        _ choice: SamplerChoice, isAutomatic: Bool = false, seed: UInt64 = 1, generations: Generations = .standard,
        significantDigits: Int? = nil
    ) {
        self.choice = choice
        self.isAutomatic = isAutomatic
        self.seed = seed
        self.generations = generations
        self.significantDigits = significantDigits
    }

    /// A Gaussian process with expected improvement; see ``GaussianProcessSampler``.
    public static func gp(seed: UInt64, generations: Generations = .standard) -> SamplerSettings {
        SamplerSettings(.gp, seed: seed, generations: generations)
    }

    /// The evolution strategy with covariance matrix adaptation; see ``CMAESSampler``.
    public static func cmaes(seed: UInt64, generations: Generations = .standard) -> SamplerSettings {
        SamplerSettings(.cmaes, seed: seed, generations: generations)
    }

    /// The tree-structured Parzen estimator; see ``TPESampler``.
    public static func tpe(seed: UInt64, generations: Generations = .standard) -> SamplerSettings {
        SamplerSettings(.tpe, seed: seed, generations: generations)
    }

    /// A shifted Sobol sequence; see ``SobolSampler``.
    public static func sobol(seed: UInt64) -> SamplerSettings { SamplerSettings(.sobol, seed: seed) }

    /// The sampler that suits a space and a number of trials.
    public static func auto(
        for space: SearchSpace, budget: Int, seed: UInt64, generations: Generations = .standard
    ) -> SamplerSettings {
        SamplerSettings(
            SamplerChoice.automatic(for: space, budget: budget).choice, isAutomatic: true, seed: seed,
            generations: generations)
    }
}

extension SearchSpace {
    /// A sampler of this space.
    ///
    /// - Throws: `SearchSamplerError` where the sampler cannot search the space.
    public func sampler(
        _ settings: SamplerSettings, direction: Direction = .minimize
    ) throws(SearchSamplerError) -> any Sampler {
        let (seed, generations, digits) = (settings.seed, settings.generations, settings.significantDigits)
        return switch settings.choice {
        case .gp:
            try GaussianProcessSampler(
                self, seed: seed, generations: generations, direction: direction, significantDigits: digits)
        case .cmaes:
            try CMAESSampler(
                self, seed: seed, generations: generations, direction: direction, significantDigits: digits)
        case .tpe:
            try TPESampler(
                self, seed: seed, generations: generations, direction: direction, significantDigits: digits)
        case .sobol:
            try SobolSampler(self, seed: seed, significantDigits: digits)
        }
    }
}
