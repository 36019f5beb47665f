import HyperparameterSearch

/// Reads the keys `sampler`, `trials` and `space` of a study file.
struct SamplingReader {
    let root: YAMLMapping
    /// The budget of a stored definition; nil for a file, which has it under `trials`.
    let budget: Int?
    let pointCount: Int

    func sampling(of kind: any StudyKind.Type) throws(StudyFileError) -> DeclaredStudy.Sampling {
        let sampler = try root.required("sampler")
        if !sampler.isMapping, !sampler.isSequence {
            let word = try sampler.text("a sampler")
            if ["grid", "points"].contains(word), budget == nil, let trials = root["trials"] {
                throw trials.error(
                    rule: "the size of a study of \(word) follows from its definition", remedy: "remove 'trials'")
            }
            switch word {
            case "grid": return .grid(try kind.space(root.required("space"), isGrid: true))
            case "points": return try points(sampler, kind.pointWords)
            default: break
            }
        }
        guard sampler.isMapping else {
            throw sampler.error(
                rule: "there is no such sampler", remedy: "write grid, points, or {random: {seed: 1234}}")
        }
        let random = try self.random(sampler)
        let space = try kind.space(root.required("space"), isGrid: false)
        let trials =
            if let budget { budget } else {
                try root.required("trials").integer(in: 1...StudyDefinition.largestBudget)
            }
        return .random(random, space, trials: trials)
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

    private func random(_ sampler: YAMLValue) throws(StudyFileError) -> DeclaredStudy.RandomSampling {
        let kinds = try sampler.mapping("a sampler")
        try kinds.allow(only: "random")
        let random = try kinds.required("random").mapping("the settings of the random sampler")
        try random.allow(only: "stream", "seed", "significantDigits")
        return DeclaredStudy.RandomSampling(
            stream: try random["stream"]?.choice(DeclaredStudy.RandomSampling.Stream.self) ?? .keyed,
            seed: try random.required("seed").seedNumber(),
            significantDigits: try random["significantDigits"]?.integer(in: 1...17))
    }
}
