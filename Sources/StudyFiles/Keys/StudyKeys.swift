import HyperparameterSearch

/// The keys of a study file that all kinds of study have.
enum StudyKeys {
    static let trialCounts = 1...StudyDefinition.largestBudget

    /// - Parameter kinds: the kinds that `objective` may name.
    static func root(_ kinds: StudyKinds) -> FileKeys {
        FileKeys([
            FileKey(
                "name", .text(pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"), isRequired: true,
                "The study's name, by which commands refer to it: 1 to 100 letters, digits, '.', '_' or '-'."),
            FileKey(
                "objective", .mapping(kinds.keys), isRequired: true,
                "What a trial evaluates: one kind, with its settings."),
            FileKey("sampler", SamplingReader.form, isRequired: true, "How the parameters of trials are chosen."),
            FileKey(
                "scheduler", .mapping(SchedulerReader.keys),
                "Stops trials early by comparing their values on the way. See docs/schedulers.md."),
            FileKey(
                "trials", .whole(trialCounts),
                "The number of trials, points included. It may be raised later. Studies of grid or points have no "
                    + "'trials'."),
            FileKey(
                "repeat", .mapping(RepeatReader.keys),
                "Evaluates each trial with several seeds; its value is their mean."),
            FileKey(
                "confirm", .either([]),
                "Scores the best trials again after the search, on networks or seeds that it has not used. See "
                    + "docs/confirming.md."
            ),
            FileKey("space", .either([]), "The parameters that are searched, with their ranges."),
            FileKey(
                "points", .either([]),
                "Trials that are evaluated before those of the sampler, or all trials of a study of points."),
            FileKey(
                "imported", .whole(trialCounts),
                "The number of trials that 'settle import' brought from elsewhere; it writes this key itself."),
        ])
    }
}

extension FileKey {
    /// A key of points.
    public static let parent = FileKey(
        DeclaredSpace.parentKey, .text(), "The trial that the values came from, such as paper-5000/4333.")
}
