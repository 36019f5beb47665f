import HyperparameterSearch
import SearchSamplers

/// The forms of `sampler`: a word alone, or with its settings.
extension SamplingReader {
    static let form = FileForm.either([.words(Word.allCases.filter { $0 != .random }.map(\.rawValue)), .mapping(keys)])

    static let keys = FileKeys(
        oneOf: Word.allCases.map { word in
            let settings: FileForm =
                word == .random
                ? .mapping(settingKeys(of: word)) : .either([.mapping(settingKeys(of: word)), .nothing])
            return FileKey(word.rawValue, settings, meaning(of: word))
        })

    private static func settingKeys(of word: Word) -> FileKeys {
        switch word {
        case .random: randomKeys
        case .grid: gridKeys
        case .points: .none
        case .sobol, .gp, .cmaes, .tpe, .auto: SamplerSettingsReader.keys(of: SamplerChoice(rawValue: word.rawValue))
        }
    }

    private static func meaning(of word: Word) -> String {
        switch word {
        case .random: "Draws each trial by itself."
        case .grid: "Goes through all combinations of the values of the axes."
        case .points: "Evaluates the trials under 'points' and no others."
        case .sobol: "A shifted Sobol sequence, which covers a space evenly and learns nothing."
        case .gp:
            "A Gaussian process with expected improvement: the best results for up to about 500 trials of numbers."
        case .cmaes: "CMA-ES with restarts, for more than 500 trials of numbers."
        case .tpe: "A tree-structured Parzen estimator, for names as values, conditions, and very long searches."
        case .auto: "Chooses gp, cmaes or tpe by the space and the number of trials."
        }
    }

    static let gridKeys = FileKeys([
        FileKey(
            "rounding", .choice(GridRounding.self), standard: .text(GridRounding.decimal.rawValue),
            "Whether the values of a range are rounded to short decimals, such as 0.3 for 0.30000000000000004.")
    ])

    static let randomKeys = FileKeys([
        FileKey(
            "stream", .choice(DeclaredStudy.RandomSampling.Stream.self),
            standard: .text(DeclaredStudy.RandomSampling.Stream.keyed.rawValue),
            "Where random numbers come from: a stream for each trial, or one sequence as NumPy's RandomState has it."),
        FileKey("seed", .seed, isRequired: true, "The seed of the draws."),
        significantDigits,
    ])

    static let significantDigits = FileKey(
        "significantDigits", .significantDigits, "Rounds real numbers to this many digits before they are evaluated.")
}

extension SamplerSettingsReader {
    static let sizes = 1...Generations.largestSize
    static let lags = 0...Generations.largestLag

    /// - Parameter choice: nil for `auto`.
    static func keys(of choice: SamplerChoice?) -> FileKeys {
        let drawn = FileKeys([
            FileKey("seed", .seed, standard: .integer(1), "The seed of the sampler."), SamplingReader.significantDigits,
        ])
        guard choice != .sobol else { return drawn }
        return drawn + [
            FileKey(
                "generation", .whole(sizes), standard: .integer(Generations.standard.size),
                "The number of trials that are proposed together."),
            FileKey(
                "lag", .whole(lags), standard: .integer(Generations.standard.lag),
                "How many generations may be at work when the next one is proposed. With 0 each waits for all earlier ones."
            ),
        ]
    }
}
