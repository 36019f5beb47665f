import AnnealingStudies
import ArgumentParser

/// The options for the networks to train.
struct NetworkOptions: ParsableArguments {
    @OptionGroup var schedules: ScheduleOptions

    @Flag(inversion: .prefixedNo, help: "Train the continuous network too; alone where no schedule is named.")
    var continuous = true

    func validate() throws {
        guard continuous || !schedules.isEmpty else {
            throw ValidationError(
                "nothing is left to train; name schedules with --study, --schedules or --epsilon and --lambda.")
        }
    }

    /// - Throws: `ScheduleFileError`, ``UsageError``, ``DataError``.
    func points(storage: StorageOptions) throws -> [StudyPoint] {
        try schedules.points(storage: storage) + (continuous ? [StudyPoint(.continuous(epsilon: 0.5))] : [])
    }
}
