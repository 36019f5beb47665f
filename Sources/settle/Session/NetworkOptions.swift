import AnnealingStudies
import ArgumentParser
import HyperparameterSearch
import SpikingDynamics

extension Quantizer: ExpressibleByArgument {}

/// The networks that are trained.
struct NetworkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The best schedules of a stored study.", valueName: "name"))
    var study: String?

    @Option(help: ArgumentHelp("The first schedules of a file that 'settle export' wrote.", valueName: "file"))
    var schedules: String?

    @Option(help: ArgumentHelp("How many of a study's or file's schedules (default: 1).", valueName: "count"))
    var top: Int?

    @Option(help: ArgumentHelp("One step-size schedule, as 0.843/t^0.0923.", valueName: "schedule"))
    var epsilon: String?

    @Option(help: ArgumentHelp("Its predictive-coding schedule, as 0.832/t^0.584.", valueName: "schedule"))
    var lambda: String?

    @Option(help: "Its quantizer (default: sigma-delta).")
    var quantizer: Quantizer?

    @Flag(inversion: .prefixedNo, help: "Train the continuous network too; alone where no schedule is named.")
    var continuous = true

    func validate() throws {
        guard [study != nil, schedules != nil, epsilon != nil || lambda != nil].filter(\.self).count <= 1 else {
            throw ValidationError("--study, --schedules and --epsilon with --lambda exclude each other; name one.")
        }
        guard (epsilon == nil) == (lambda == nil) else {
            throw ValidationError(
                "--epsilon and --lambda belong together; without predictive coding write --lambda 1.")
        }
        if let top {
            guard top >= 1 else { throw ValidationError("--top \(top) trains nothing; give 1 or more.") }
            guard study != nil || schedules != nil else {
                throw ValidationError(
                    "--top \(top) of nothing; name what has schedules with --study or --schedules, or leave it out.")
            }
        }
        guard quantizer == nil || epsilon != nil else {
            throw ValidationError(
                "--quantizer belongs to --epsilon and --lambda, and schedules of a study or file bring their own; "
                    + "leave it out, or write the schedules.")
        }
        guard continuous || study != nil || schedules != nil || epsilon != nil else {
            throw ValidationError(
                "nothing is left to train; name schedules with --study, --schedules or --epsilon and --lambda.")
        }
    }

    /// - Throws: `ScheduleFileError`, `ScheduleSyntaxError`, ``UsageError``, ``DataError``.
    func points(storage: StorageOptions) throws -> [StudyPoint] {
        var points: [StudyPoint] = []
        if let study {
            points = try bestPoints(of: storage.study(study))
        } else if let schedules {
            points = try ScheduleFile.points(top ?? 1, path: schedules)
        } else if let epsilon, let lambda {
            let schedules = ScheduleParameters(
                epsilon: try Schedule(parsing: epsilon), lambda: try Schedule(parsing: lambda),
                quantizer: quantizer ?? .sigmaDelta)
            points = [StudyPoint(.binary(schedules))]
        }
        return points + (continuous ? [StudyPoint(.continuous(epsilon: 0.5))] : [])
    }

    private func bestPoints(of study: OpenedStudy) throws -> [StudyPoint] {
        try study.bestSchedules(top ?? 1).compactMap { trial in
            study.network(of: trial).map {
                StudyPoint($0, parent: TrialReference(study: study.name, number: trial.number))
            }
        }
    }
}
