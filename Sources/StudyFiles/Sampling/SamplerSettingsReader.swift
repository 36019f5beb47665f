import HyperparameterSearch
import SearchSamplers

/// Reads the settings of `sobol`, `gp`, `cmaes`, `tpe` and `auto`.
struct SamplerSettingsReader {
    /// Nil for `auto`.
    let choice: SamplerChoice?
    /// Nil where the sampler is a word alone, with every default.
    let settings: YAMLMapping?
    /// Whether this is a stored definition, which also names the revision of the samplers and the choice of `auto`.
    let isStored: Bool

    /// - Parameter space: decides what `auto` chooses, with the number of trials.
    func read(space: SearchSpace?, trials: Int) throws(StudyFileError) -> SamplerSettings {
        guard let settings else { return SamplerSettings(made(space, trials), isAutomatic: choice == nil) }
        if !isStored { try refuseStoredKeys(of: settings) }
        let stored = choice == nil ? ["revision", "choice"] : ["revision"]
        try settings.allow(only: Self.keys(of: choice), besides: isStored ? stored : [])
        if let revision = settings["revision"], try revision.integer(in: 1...Int.max) != SamplerSettings.revision {
            throw revision.error(
                rule:
                    "this version has revision \(SamplerSettings.revision) of its samplers, and another proposes other trials",
                remedy: "go on with the version that began the study, or begin a study under another name")
        }
        let standard = Generations.standard
        return SamplerSettings(
            try settings["choice"]?.choice(SamplerChoice.self) ?? made(space, trials), isAutomatic: choice == nil,
            seed: try settings["seed"].map { (seed) throws(StudyFileError) in UInt64(try seed.seedNumber()) } ?? 1,
            generations: Generations(
                size: try settings["generation"]?.integer(in: Self.sizes) ?? standard.size,
                lag: try settings["lag"]?.integer(in: Self.lags) ?? standard.lag),
            significantDigits: try settings["significantDigits"]?.integer(in: 1...17))
    }

    private func refuseStoredKeys(of settings: YAMLMapping) throws(StudyFileError) {
        if let revision = settings["revision"] {
            throw revision.error(
                rule: "the program states the revision of its samplers itself, in the stored study",
                remedy: "remove 'revision'")
        }
        if choice == nil, let chosen = settings["choice"] {
            throw chosen.error(
                rule: "auto chooses the sampler itself, by the space and the number of trials",
                remedy: "remove 'choice', or name the sampler in place of auto")
        }
    }

    private func made(_ space: SearchSpace?, _ trials: Int) -> SamplerChoice {
        choice ?? space.map { SamplerChoice.automatic(for: $0, budget: trials).choice } ?? .tpe
    }
}
