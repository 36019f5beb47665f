extension BadStudy {
    private static func scheduler(
        _ what: String, _ text: String, base: StudyText = .random, key: String = "scheduler", value: String? = nil,
        rule: String, remedy: String
    ) -> BadStudy {
        // Line 11 is `space:`.
        BadStudy(
            what, base.replacing(10, "trials: 9", "scheduler: \(text)").text, line: 11, key: key, value: value ?? text,
            rule: rule, remedy: remedy)
    }

    private static func learning(
        _ what: String, _ text: String, trials: Int = 16, rule: String, remedy: String
    ) -> BadStudy {
        BadStudy(
            what,
            StudyText.random.replacing(9, "sampler: {tpe: {generation: 8}}")
                .replacing(10, "trials: \(trials)", "scheduler: \(text)").text,
            line: 11, key: "scheduler", value: text, rule: rule, remedy: remedy)
    }

    /// Schedulers that cannot be.
    static let schedulers = [
        scheduler("a scheduler's bare word", "hyperband", rule: "this is not a scheduler", remedy: "write {successive"),
        scheduler("no scheduler", "{}", rule: "this is not a scheduler", remedy: "{patience: {reports: 5}}"),
        scheduler(
            "an unknown scheduler", "{asha: {first: 1}}", value: "asha", rule: "there is no such key here",
            remedy: "the keys are: successiveHalving, hyperband, median, patience"),
        scheduler(
            "two schedulers", "{hyperband: {first: 1}, patience: {reports: 5}}", rule: "a study has one scheduler",
            remedy: "write {successive"),
        scheduler(
            "no first rung", "{hyperband: {eta: 3}}", key: "scheduler.hyperband.first", value: "",
            rule: "the key is missing", remedy: "add 'first:'"),
        scheduler(
            "a first rung at 0", "{hyperband: {first: 0}}", key: "scheduler.hyperband.first", value: "0",
            rule: "above 0", remedy: "give a number above 0"),
        scheduler(
            "an eta of 1", "{hyperband: {first: 1, eta: 1}}", key: "scheduler.hyperband.eta", value: "1",
            rule: "out of range", remedy: "give one from 2 to 1000"),
        scheduler(
            "a cohort of a bracket", "{hyperband: {first: 1, cohort: 9}}", key: "scheduler.hyperband", value: "cohort",
            rule: "there is no such key here", remedy: "the keys are: eta, first"),
        scheduler(
            "a cohort smaller than eta", "{successiveHalving: {first: 1, eta: 4, cohort: 3}}",
            key: "scheduler.successiveHalving.cohort", value: "3", rule: "out of range", remedy: "give one from 4"),
        scheduler(
            "no patience", "{patience: {reports: 0}}", key: "scheduler.patience.reports", value: "0",
            rule: "out of range", remedy: "give one from 1"),
        scheduler(
            "no cohort of a random study", "{successiveHalving: {first: 1}}", rule: "the sampler has no generations",
            remedy: "add 'cohort'"),
        scheduler(
            "no cohort of medians", "{median: {}}", rule: "the sampler has no generations", remedy: "add 'cohort'"),
        scheduler(
            "a cut cohort", "{successiveHalving: {first: 1, cohort: 4}}",
            rule: "9 trials, points included, are not a number of whole cohorts", remedy: "have 8 or 12 trials"),
        learning(
            "a cohort beside generations", "{successiveHalving: {first: 1, cohort: 8}}",
            rule: "the cohorts of a sampler that learns are its generations of 8", remedy: "remove 'cohort'"),
        learning(
            "brackets of generations", "{hyperband: {first: 1}}", rule: "its brackets have different sizes",
            remedy: "use successiveHalving"),
        learning(
            "a cut generation", "{successiveHalving: {first: 1}}", trials: 20,
            rule: "20 trials, points included, are not a number of whole cohorts", remedy: "have 16 or 24 trials"),
    ]
}
