import ArgumentParser
import HyperparameterSearch
import StudyFiles

struct RunOptions: ParsableArguments {
    @OptionGroup var storage: StorageOptions

    @Option(help: "Threads that evaluate trials (default: one a core).", transform: OptionValue.whole())
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "Programs that run at the same time, for a study of a program; they may be more than the cores (default: "
                + "one a core).", valueName: "count"),
        transform: OptionValue.whole())
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Find only this many best trials: a trial that can no longer be among them is pruned. The best are exactly "
                + "those of a full run.", valueName: "count"),
        transform: OptionValue.whole(else: "leave it out"))
    var keep: Int?

    @Option(
        help: ArgumentHelp(
            "Evaluate one of several equal shares, as 2/8, where machines do not share a file; then unite their files "
                + "with 'settle merge'.", valueName: "share"), transform: OptionValue.shard)
    var shard: Shard?

    @Option(help: "The number of best trials to print at the end.", transform: OptionValue.whole())
    var top = 5

    @Flag(help: "Go on even where the first \(RunOptions.firstTrialCount) trials all fail.")
    var keepGoing = false

    @OptionGroup var progress: ProgressOptions
    @OptionGroup var digits: DigitOptions
    @OptionGroup var output: FormatOptions

    /// A study whose first trials all fail stops after this many.
    static let firstTrialCount = 32

    var firstTrials: Int? { keepGoing ? nil : Self.firstTrialCount }

    /// The scheduler that the study or the options name; nil if neither names one.
    ///
    /// - Throws: ``UsageError`` if both do.
    func scheduler(of study: DeclaredStudy) throws -> (any Scheduler)? {
        guard let keep else { return study.ownScheduler }
        if let own = study.ownScheduler {
            let key = study.repetition?.race == nil ? "scheduler" : "repeat"
            throw UsageError(
                description: "--keep prunes without loss, and study '\(study.name)' has a scheduler of its own "
                    + "('\(key)' in its file: \(own.text)); leave out --keep")
        }
        let objectives = study.kind.objectiveNames
        guard objectives.count == 1 else {
            throw UsageError(
                description: "--keep \(keep) finds the best trials by one value, and study '\(study.name)' has "
                    + "\(objectives.count) objectives, \(objectives.joined(separator: " and ")); leave out --keep")
        }
        guard study.repetition == nil else {
            throw UsageError(
                description: "--keep prunes by a bound that a trial's value cannot pass, and the mean over the seeds "
                    + "of 'repeat' in the file of study '\(study.name)' has none; leave out --keep, or let trials race: "
                    + "'prune: race' under 'repeat', under another name")
        }
        return LosslessTopScheduler(keep)
    }

    /// The threads that evaluate trials of this study.
    ///
    /// - Throws: ``UsageError``, `ThreadCountError`.
    func threadCount(of study: DeclaredStudy) throws -> ThreadCount {
        guard study.kind.waitsForPrograms else {
            guard workers == nil else {
                throw UsageError(
                    description:
                        "--workers is for studies of programs, and \(study.name) is evaluated by this process; "
                        + "give --threads")
            }
            return try ThreadCount(threads)
        }
        guard workers == nil || threads == nil else {
            throw UsageError(
                description: "--workers and --threads both say how many programs run at the same time; give --workers")
        }
        let count = try workers.map { try ThreadCount(waiting: $0) } ?? ThreadCount(threads).waiting
        try ProcessRoom.require(programs: count.value)
        return count
    }

    /// What objectives of this study may need.
    func resources(of study: DeclaredStudy) throws -> StudyResources {
        digits.resources(threads: try threadCount(of: study).value).offering(storage.checkpointFolders(of: study.name))
    }
}
