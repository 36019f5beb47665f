import AnnealingStudies
import ArgumentParser
import SpikingDynamics

extension Quantizer: ExpressibleByArgument {}
extension Decoder: ExpressibleByArgument {}

/// The options that name schedules: those of a stored study, those of a file, or one pair on the command line.
struct ScheduleOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The best schedules of a stored study.", valueName: "name"), completion: .studies)
    var study: String?

    @Option(
        help: ArgumentHelp("The first schedules of a file that 'settle export' wrote.", valueName: "file"),
        completion: .file())
    var schedules: String?

    @Option(
        help: ArgumentHelp(
            "How many of a study's or file's schedules (default: 1; to evaluate, all of a file).", valueName: "count"),
        transform: OptionValue.whole())
    var top: Int?

    @Option(
        help: ArgumentHelp(
            "One step-size schedule, as 0.843/t^0.0923, or one for each layer above the input, as '[0.9/t, 1.7]'.",
            valueName: "schedule"), transform: OptionValue.layerSchedules)
    var epsilon: LayerSchedules?

    @Option(
        help: ArgumentHelp(
            "Its predictive-coding schedule, as 0.832/t^0.584, or one for each layer, the input first.",
            valueName: "schedule"), transform: OptionValue.layerSchedules)
    var lambda: LayerSchedules?

    @Option(help: "Its quantizer (default: sigma-delta).")
    var quantizer: Quantizer?

    @Option(
        help:
            "The decoder: paper, as in Eq. 14, or aligned, with the lambda of the encoder (default: the schedules' own)."
    )
    var decoder: Decoder?

    @Option(
        help: ArgumentHelp(
            "The clock: steps; surprise, which starts the schedules again when the network is surprised; or oracle, "
                + "which is told when the input switches (default: the schedules' own).", valueName: "clock"),
        transform: OptionValue.clock)
    var clock: Clock?

    @Option(
        help: ArgumentHelp(
            "Instead of lambda: another code than the paper's, as adaptiveDelta or 'adaptiveDelta(increase=1.4 "
                + "input.increase=1.2)'; epsilon is then constant.", valueName: "code"), transform: OptionValue.code)
    var code: AdaptiveDeltaModulation?

    /// Whether no option names schedules.
    var isEmpty: Bool { study == nil && schedules == nil && epsilon == nil }

    func validate() throws {
        guard [study != nil, schedules != nil, epsilon != nil || lambda != nil].filter(\.self).count <= 1 else {
            throw ValidationError("--study, --schedules and --epsilon with --lambda exclude each other; name one.")
        }
        if code != nil {
            guard epsilon != nil else {
                throw ValidationError("--code belongs to a constant --epsilon, as --epsilon 0.9; give both.")
            }
            guard lambda == nil, quantizer == nil, decoder == nil, clock == nil else {
                throw ValidationError(
                    "--code: adaptive delta modulation has no lambda, quantizer, decoder or clock; leave them or --code out."
                )
            }
            if let problem = codedSchedules?.codeProblem {
                throw ValidationError("--epsilon: \(problem); write one number, or one for each layer in brackets.")
            }
        }
        guard code != nil || (epsilon == nil) == (lambda == nil) else {
            throw ValidationError(
                "--epsilon and --lambda belong together; without predictive coding write --lambda 1.")
        }
        guard decoder == nil || !isEmpty else {
            throw ValidationError(
                "--decoder belongs to schedules; name them with --study, --schedules or --epsilon and --lambda.")
        }
        guard clock == nil || !isEmpty else {
            throw ValidationError(
                "--clock belongs to schedules; name them with --study, --schedules or --epsilon and --lambda.")
        }
        if let top {
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
    }

    /// The named schedules as points of a study, with the decoder and the clock that are asked for.
    ///
    /// - Parameter takesWholeFile: whether all schedules of a file are taken if `--top` is not given.
    /// - Throws: `ScheduleFileError`, ``UsageError``, ``DataError``.
    func points(storage: StorageOptions, takesWholeFile: Bool = false) throws -> [StudyPoint] {
        try namedPoints(storage: storage, takesWholeFile: takesWholeFile).map { point in
            guard decoder != nil || clock != nil, case .binary(var schedules) = point.network else { return point }
            guard schedules.code == .predictive else {
                throw UsageError(
                    description: "\(decoder != nil ? "--decoder" : "--clock"): adaptive delta modulation has neither "
                        + "decoder nor clock, and these schedules have '\(schedules.codeText ?? "")'; leave the option out."
                )
            }
            if let decoder { schedules.decoder = decoder }
            if let clock { schedules.clock = clock }
            if let problem = schedules.clockProblem {
                throw UsageError(description: "--clock: \(problem); leave it out, or let epsilon or lambda decrease.")
            }
            return StudyPoint(.binary(schedules), seed: point.seed, phases: point.phases, parent: point.parent)
        }
    }

    private func namedPoints(storage: StorageOptions, takesWholeFile: Bool) throws -> [StudyPoint] {
        if let study { return try storage.study(study).bestPoints(top ?? 1) }
        if let schedules { return try ScheduleFile.points(top ?? (takesWholeFile ? nil : 1), path: schedules) }
        if let codedSchedules { return [StudyPoint(.binary(codedSchedules))] }
        guard let epsilon, let lambda else { return [] }
        return [
            StudyPoint(
                .binary(
                    AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer ?? .sigmaDelta)))
        ]
    }

    /// The schedules of another code than the paper's; nil if none is asked for.
    private var codedSchedules: AnnealingSchedules? {
        guard let epsilon, let code else { return nil }
        return AnnealingSchedules(epsilon: epsilon, adaptiveDelta: code)
    }
}
