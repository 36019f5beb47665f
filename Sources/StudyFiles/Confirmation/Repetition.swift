import HyperparameterSearch

/// What `repeat` in a study file asks for: each trial is evaluated with several seeds, and its value is the mean.
///
/// It changes the values, so it is part of the study's identity.
public struct Repetition: Sendable, Hashable {
    /// The number of seeds, from the study's seed on.
    public var seeds: Int
    /// Stops trials that cannot reach the best; nil where every trial is evaluated with all seeds.
    public var race: Race?

    public static let seedCounts = 2...1000

    public init(seeds: Int, race: Race? = nil) {
        self.seeds = seeds
        self.race = race
    }

    /// A phrase for people: "evaluated with 5 seeds each, and the value is their mean".
    public var summary: String {
        "evaluated with \(seeds) seeds each, and the value is their mean"
            + (race == nil ? "" : "; a trial is pruned when its mean can no longer reach the best")
    }

    /// The value of `repeat` with every default written out.
    var canonical: CanonicalValue {
        var object: [String: CanonicalValue] = ["seeds": .integer(seeds)]
        if let race {
            object["prune"] = race.cohort.map { .object(["race": .object(["cohort": .integer($0)])]) } ?? "race"
        }
        return .object(object)
    }
}

/// Reads the key `repeat` of a study file: `{seeds: 5}` or `{seeds: 5, prune: race}`.
enum RepeatReader {
    static func repetition(_ value: YAMLValue, of study: DeclaredStudy) throws(StudyFileError) -> Repetition {
        let mapping = try value.mapping("how often a trial is evaluated, as in {seeds: 5}")
        try mapping.allow(only: keys)
        let seeds = try mapping.required("seeds").integer(in: Repetition.seedCounts)
        if let problem = study.kind.repetitionProblem(seeds: seeds, of: study) {
            throw value.error(rule: problem.rule, remedy: problem.remedy)
        }
        return Repetition(
            seeds: seeds,
            race: try mapping["prune"].map { value throws(StudyFileError) in
                try race(value, seeds: seeds, of: study)
            })
    }

    /// Reads `race`, or `{race: {cohort: 16}}`. The cohorts of a sampler that learns are its generations.
    private static func race(
        _ value: YAMLValue, seeds: Int, of study: DeclaredStudy
    ) throws(StudyFileError) -> Race {
        guard study.scheduler == nil else {
            throw value.error(rule: "the study has a scheduler, and a study has one", remedy: "remove 'scheduler'")
        }
        var cohort: Int?
        if value.isMapping {
            let mapping = try value.mapping("race")
            try mapping.allow(only: raceKeys)
            let settings = try mapping.required("race").mapping("the settings of the race")
            try settings.allow(only: cohortKeys)
            cohort = try settings["cohort"]?.integer(in: StudyKeys.trialCounts)
        } else {
            guard try value.text("race") == "race" else {
                throw value.error(rule: "there is no such way to stop a trial", remedy: "write race, or remove 'prune'")
            }
        }
        // A sampler that cannot be made is refused with its own error later.
        guard let sampler = try? study.sampler() else { return Race(seeds: seeds, cohort: cohort) }
        if let adaptive = sampler as? any AdaptiveSampler {
            guard cohort == nil else {
                throw value.error(
                    rule: "the cohorts of a sampler that learns are its generations of \(adaptive.generations.size)",
                    remedy: "write 'prune: race'")
            }
        } else if cohort == nil {
            throw value.error(
                rule: "a trial races against those of earlier cohorts, and the sampler has no generations",
                remedy: "write {race: {cohort: 16}}")
        }
        return Race(seeds: seeds, cohort: cohort)
    }
}

extension DeclaredStudy {
    /// The scheduler that the study itself names: under `scheduler`, or the race of its repetitions. Nil if it names none.
    public var ownScheduler: (any CohortScheduler)? { repetition?.race ?? scheduler?.scheduler }

    /// The names of the values that a trial has of its repetitions: `repeat.0` with the study's seed, `repeat.1` with
    /// the next one. Empty without `repeat`.
    public var repetitionValueNames: [String] {
        repetition.map { (0..<$0.seeds).map(RepeatedValue.name) } ?? []
    }

    /// The names of all values of a complete trial.
    public var valueNames: [String] { kind.valueNames + repetitionValueNames }

    /// Makes what evaluates trials: the kind's objective, repeated if the study says so.
    ///
    /// - Throws: what `StudyKind.objective(_:)` throws; ``RepetitionError`` if the kind's objective cannot be repeated.
    public func objective(_ resources: StudyResources) throws -> PreparedObjective {
        let prepared = try kind.objective(resources)
        guard let repetition else { return prepared }
        guard let base = prepared.objective as? any RepeatableObjective else {
            throw RepetitionError(kind: type(of: kind).key)
        }
        func repeated(_ base: some RepeatableObjective) -> any Objective {
            RepeatedObjective(base, seeds: repetition.seeds)
        }
        return PreparedObjective(repeated(base), warning: prepared.warning)
    }
}

/// The trials of this kind of study cannot be evaluated with several seeds.
public struct RepetitionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key of the kind.
    public let kind: String

    public var description: String {
        "the objective '\(kind)' takes no seeds, so its trials cannot be repeated; remove 'repeat' from the study file"
    }
}
