import HyperparameterSearch

/// The keys of `repeat`.
extension RepeatReader {
    static let keys = FileKeys([
        FileKey("seeds", .whole(Repetition.seedCounts), isRequired: true, "The number of seeds, from the study's on."),
        FileKey(
            "prune", .either([.words(["race"]), .mapping(raceKeys)]),
            "Stops a trial whose mean over the seeds can no longer reach the best."),
    ])

    static let raceKeys = FileKeys([
        FileKey("race", .mapping(cohortKeys), isRequired: true, "A race of the trials, with its settings.")
    ])

    static let cohortKeys = FileKeys([
        FileKey(
            "cohort", .whole(StudyKeys.trialCounts),
            "The number of trials that race together. With a sampler that learns leave it out: generations race.")
    ])
}

extension DeclaredConfirmation {
    /// The key of `confirm` that all kinds have.
    public static let topKey = FileKey(
        "top", .whole(tops), isRequired: true, "How many of the best trials are scored again.")
}
