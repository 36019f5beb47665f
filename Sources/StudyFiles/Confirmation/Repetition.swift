import HyperparameterSearch

/// What `repeat` in a study file asks for: each trial is evaluated with several seeds, and its value is the mean.
///
/// It changes the values, so it is part of the study's identity.
public struct Repetition: Sendable, Hashable {
    /// The number of seeds, from the study's seed on.
    public var seeds: Int

    public static let seedCounts = 2...1000

    public init(seeds: Int) {
        self.seeds = seeds
    }

    /// The value of `repeat` with every default written out.
    var canonical: CanonicalValue { .object(["seeds": .integer(seeds)]) }
}

/// Reads the key `repeat` of a study file: `{seeds: 5}`.
enum RepeatReader {
    static func repetition(_ value: YAMLValue, of study: DeclaredStudy) throws(StudyFileError) -> Repetition {
        let mapping = try value.mapping("how often a trial is evaluated, as in {seeds: 5}")
        try mapping.allow(only: "seeds", "prune")
        if let prune = mapping["prune"] {
            throw prune.error(
                rule: "this version evaluates every trial with all of its seeds", remedy: "remove 'prune'")
        }
        let seeds = try mapping.required("seeds").integer(in: Repetition.seedCounts)
        if let problem = study.kind.repetitionProblem(seeds: seeds, of: study) {
            throw value.error(rule: problem.rule, remedy: problem.remedy)
        }
        return Repetition(seeds: seeds)
    }
}

extension DeclaredStudy {
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
