import HyperparameterSearch
import SearchSamplers

/// Reads the keys `sampler`, `trials` and `space` of a study file.
struct SamplingReader {
    let root: YAMLMapping
    /// The budget of a stored definition; nil for a file, which has it under `trials`.
    let budget: Int?
    let pointCount: Int

    /// The words for samplers. Each is written alone, or with its settings: `sampler: grid`, `sampler: {grid: {}}`.
    enum Word: String, CaseIterable {
        case random
        case grid
        case points
        case sobol
        case gp
        case cmaes
        case tpe
        case auto
    }

    func sampling(of kind: any StudyKind.Type) throws(StudyFileError) -> DeclaredStudy.Sampling {
        let sampler = try root.required("sampler")
        let (word, settings) = try self.word(sampler)
        if [.grid, .points].contains(word), budget == nil, let trials = root["trials"] {
            throw trials.error(
                rule: "the size of a study of \(word.rawValue) follows from its definition", remedy: "remove 'trials'")
        }
        switch word {
        case .grid:
            let rounding = try self.rounding(settings)
            let space = try kind.space(root.required("space"), isGrid: true)
            return .grid(space, rounding: space.isComputed ? rounding : .none)
        case .points:
            try settings?.allow(only: .none)
            return try points(sampler, kind.pointWords)
        case .random:
            guard let settings else {
                throw sampler.error(
                    rule: "random draws need a seed", remedy: "write {random: {seed: 1234}}")
            }
            let random = try self.random(settings)
            let space = try kind.space(root.required("space"), isGrid: false)
            return .random(random, space, trials: try trials())
        case .sobol, .gp, .cmaes, .tpe, .auto:
            let space = try kind.space(root.required("space"), isGrid: false)
            let trials = try trials()
            // A space without values is refused later, with its own error.
            let reader = SamplerSettingsReader(
                choice: SamplerChoice(rawValue: word.rawValue), settings: settings, isStored: budget != nil)
            return .model(try reader.read(space: try? space.searchSpace(), trials: trials), space, trials: trials)
        }
    }

    /// The sampler's word, and its settings if there are any.
    private func word(_ sampler: YAMLValue) throws(StudyFileError) -> (Word, settings: YAMLMapping?) {
        let rule = "there is no such sampler"
        let remedy = "write grid, points, gp, cmaes, tpe, sobol, auto, or {random: {seed: 1234}}"
        guard sampler.isMapping else {
            guard let word = Word(rawValue: try sampler.isSequence ? "" : sampler.text("a sampler")) else {
                throw sampler.error(rule: rule, remedy: remedy)
            }
            return (word, nil)
        }
        let samplers = try sampler.mapping("a sampler")
        try samplers.allow(only: Self.keys)
        let found = Word.allCases.filter { samplers[$0.rawValue] != nil }
        guard found.count == 1, let settings = samplers[found[0].rawValue] else {
            throw sampler.error(rule: found.isEmpty ? rule : "a study has one sampler", remedy: remedy)
        }
        // `grid:` without a value is `grid: {}`.
        return (found[0], settings.isNothing ? nil : try settings.mapping("the settings of the sampler"))
    }

    /// A stored grid that does not say how it is rounded is of a version that did not round.
    private func rounding(_ settings: YAMLMapping?) throws(StudyFileError) -> GridRounding {
        try settings?.allow(only: Self.gridKeys)
        return try settings?["rounding"]?.choice(GridRounding.self) ?? (budget == nil ? .decimal : .none)
    }

    private func trials() throws(StudyFileError) -> Int {
        if let budget { return budget }
        let value = try root.required("trials")
        let trials = try value.integer(in: StudyKeys.trialCounts)
        guard pointCount <= trials else {
            throw value.error(
                rule:
                    "there are \(pointCount) \(root["imported"] == nil ? "points" : "imported trials"), and the first \(trials) of them would be all trials",
                remedy: "raise 'trials' to at least \(pointCount), or remove points")
        }
        return trials
    }

    private func points(
        _ sampler: YAMLValue, _ words: PointWords
    ) throws(StudyFileError) -> DeclaredStudy.Sampling {
        if let space = root["space"] {
            throw space.error(rule: "a study of points has no space", remedy: "remove 'space', or name a sampler")
        }
        guard pointCount > 0 else {
            throw sampler.error(rule: "there are no points", remedy: "list \(words.noun) under 'points:'")
        }
        return .points
    }

    private func random(_ random: YAMLMapping) throws(StudyFileError) -> DeclaredStudy.RandomSampling {
        try random.allow(only: Self.randomKeys)
        return DeclaredStudy.RandomSampling(
            stream: try random["stream"]?.choice(DeclaredStudy.RandomSampling.Stream.self) ?? .keyed,
            seed: try random.required("seed").seedNumber(),
            significantDigits: try random["significantDigits"]?.integer(in: 1...17))
    }
}
