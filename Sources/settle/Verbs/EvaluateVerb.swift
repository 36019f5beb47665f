import AnnealingStudies
import ArgumentParser
import HyperparameterSearch
import SpikingDynamics
import StudyFiles
import StudyReports

struct EvaluateVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Score schedules on other networks, and compare them with a baseline, network by network.",
        discussion: """
            All schedules of a file are taken unless --top says otherwise. Each schedule is a trial of a study of its \
            own: the same command goes on where it stopped, and so does 'settle resume'. Networks are named by the \
            seeds of their weights and inputs, as 17:117 or 17..32:117..132, or are those of a study file. Errors are \
            geometric means over the networks, with the lowest and the highest; ratios are to the baseline's error on \
            the same network: below 1 is better. The column shares says how the summed error is spread over the steps \
            1 to 100, 101 to 1,000 and so on. With --no-keep nothing is stored.

              settle evaluate --study paper-5000 --top 60 --networks 17..32:117..132
              settle evaluate --schedules best.json --networks robust-5000.yaml
              settle evaluate --epsilon 0.9/t^0.15 --lambda 0.9/t^0.7 --networks 17:117 --no-keep
            """)

    @OptionGroup(title: "Which schedules") var schedules: ScheduleOptions

    @Option(
        name: .customLong("networks"),
        help: ArgumentHelp(
            "The networks: seeds of weights and inputs, or a study file.", valueName: "networks"))
    var namedNetworks: String?

    /// The name that earlier versions had for `--networks`.
    @Option(help: .hidden)
    var instances: String?

    @Option(
        help: ArgumentHelp(
            "Units of each layer of networks that are named by seeds (default: those of --study, or 500,500,10).",
            valueName: "units"))
    var layers: String?

    @Option(
        help: "Steps of a simulation (default: those of the study file or of --study, or 10000).",
        transform: OptionValue.whole(to: ConvergenceSettings.mostSteps))
    var steps: Int?

    @Option(
        name: .customLong("switch"),
        help: ArgumentHelp(
            "Inputs that switch: for how many steps each stays and how many there are, as 500,10 (default: those of the "
                + "study file or of --study).",
            valueName: "steps,count"), transform: OptionValue.switching)
    var switching: InputSwitching?

    @Option(
        help: ArgumentHelp(
            "Compare the error at this step, at which the simulation stops (default: the measure of the study file or of "
                + "--study, or meanError).", valueName: "step"),
        transform: OptionValue.whole(to: ConvergenceSettings.mostSteps))
    var errorAt: Int?

    @Option(
        help: ArgumentHelp(
            "Round the binary networks' weights to so many bits, from 2 to 64, each matrix by itself. Errors are against "
                + "the fixed points of the networks with full precision.", valueName: "bits"),
        transform: OptionValue.weightBits)
    var weightBits: WeightBits?

    @Option(
        help: ArgumentHelp(
            "The baseline, epsilon and lambda with a comma between (default: the schedule that the paper prints).",
            valueName: "schedules"))
    var against: String?

    @Option(
        help: ArgumentHelp(
            "Compare the real-valued networks themselves, too, with this step size at all steps; their errors are "
                + "computed each time, and not kept.", valueName: "epsilon"), transform: OptionValue.stepSize)
    var continuous: Double?

    @Option(help: ArgumentHelp("The name of the study (default: made from what is asked).", valueName: "name"))
    var name: String?

    @Option(help: "Threads (default: one a core).", transform: OptionValue.whole())
    var threads: Int?

    @Flag(inversion: .prefixedNo, help: "Keep the study, so that the same command goes on where it stopped.")
    var keep = true

    @OptionGroup var progress: ProgressOptions
    @OptionGroup var storage: StorageOptions
    @OptionGroup var output: FormatOptions

    func validate() throws {
        guard !schedules.isEmpty else {
            throw ValidationError(
                "there is nothing to evaluate; name schedules with --study, --schedules or --epsilon and --lambda.")
        }
        guard namedNetworks == nil || instances == nil else {
            throw ValidationError("--instances is the old name of --networks; give one of them, with all networks.")
        }
        guard namedNetworks != nil || instances != nil else {
            throw ValidationError("--networks is missing; name seeds, as 17:117 or 17..32:117..132, or a study file.")
        }
        guard keep || name == nil else {
            throw ValidationError("--name names a study that is kept, and --no-keep keeps none; leave one out.")
        }
        guard layers == nil || !NetworkList.isStudyFile(networks) else {
            throw ValidationError("--layers: the networks of a study file bring their own; leave it out.")
        }
        _ = try baseline
        _ = try layerSizes
    }

    func run() throws {
        let settings = try settings
        let request = EvaluationRequest(
            baseline: StudyPoint(.binary(try baseline)),
            schedules: try schedules.points(storage: storage, takesWholeFile: true),
            settings: settings, name: name)
        for sentence in request.repetitions { Console.error(sentence) }
        let study = request.study
        if let problem = settings.networks.lazy.compactMap({ study.scheduleProblem(layers: $0.layers.count) }).first {
            throw UsageError(description: problem)
        }
        if let problem = settings.clockProblem(of: study) { throw UsageError(description: "--clock: \(problem).") }
        let threads = try ThreadCount(self.threads)
        let setUp = SetUp(study.name)
        let resources = StudyResources(threads: threads.value).offering(NetworkTest(refuses: false))
        let prepared = try setUp.prepare(resources) { try study.objective($0) }
        let definition = try study.definition()
        let store: any TrialStore = keep ? try storage.open(.writing) : InMemoryStore()
        let record = try store.openStudy(definition)
        Console.error(
            "\(NumberText.count(study.points.count, "schedule")), the baseline's included, on "
                + "\(NumberText.count(settings.networks.count, "network")), by \(settings.measure.rawValue) of "
                + NumberText.count(settings.evaluatedSteps, "step") + (keep ? ", in study \(study.name)." : "."))
        let session = StudySession(
            study: study, prepared: prepared, setUp: setUp, record: record, store: store, threads: threads,
            scheduler: CompleteScheduler(),
            shard: .whole, storage: storage, digitsArgument: "", output: output, top: 1, completeCommand: "",
            commandToGoOn: keep ? nil : ShellWord.thisCommand)
        do {
            try session.run { stored in
                let trials = try stored.trials()
                // A damaged curve costs a trial its shares.
                var comparison = ScheduleComparison(trials, settings: settings) { (try? stored.curve(of: $0)) ?? nil }
                if let continuous, let objective = prepared.objective as? ConvergenceObjective {
                    comparison.addContinuous(
                        epsilon: continuous, errors: objective.continuousErrors(epsilon: continuous))
                }
                for trial in trials {
                    if let reason = trial.reason {
                        Console.error("Trial \(trial.number) failed: " + TerminalText.sentence(reason))
                    }
                }
                try Console.print(comparison.text(output.format))
            }
        } catch let code as ExitCode where code.rawValue == ExitStatus.interrupted && !keep {
            Console.error("Nothing of it is kept, as --no-keep asks; the command begins again.")
            throw code
        }
    }

    private var networks: String { namedNetworks ?? instances ?? "" }

    /// The settings. Options that are not given default to the study file that names the networks, or to the study that
    /// the schedules come from.
    private var settings: ConvergenceSettings {
        get throws {
            let isFile = NetworkList.isStudyFile(networks)
            let model = try isFile ? NetworkList.settings(ofStudyFile: networks) : settingsOfStudy
            var specifications = model?.networks ?? []
            if !isFile {
                let sizes = try layerSizes ?? specifications.first?.layers ?? [500, 500, 10]
                let bits = model?.commonWeightBits
                specifications = try NetworkList.networks(networks, layers: sizes)
                for place in specifications.indices { specifications[place].weightBits = bits }
            }
            if let weightBits {
                for place in specifications.indices { specifications[place].weightBits = weightBits }
            }
            let steps = steps ?? model?.steps ?? 10_000
            let measure = errorAt.map(ConvergenceSettings.Measure.errorAt) ?? model?.measure ?? .meanError
            if case .errorAt(let step) = measure, step > steps {
                throw UsageError(
                    description: "a simulation of \(NumberText.count(steps, "step")) has no error at step \(step); "
                        + "give more --steps, or another --error-at")
            }
            let switching = switching ?? model?.switching
            if let problem = switching?.problem(steps: steps) {
                throw UsageError(description: "--switch: \(problem.rule); \(problem.remedy).")
            }
            if switching != nil, specifications.contains(where: { $0.inputSeeds.count > 1 }) {
                throw UsageError(
                    description:
                        "--switch: a network whose input switches has one input seed; name others with --networks.")
            }
            return ConvergenceSettings(
                networks: specifications, steps: steps, measure: measure,
                noiseSeed: model?.noiseSeed ?? 0, switching: switching)
        }
    }

    /// The settings of the study that the schedules come from; nil if they come from no convergence study.
    private var settingsOfStudy: ConvergenceSettings? {
        get throws {
            guard let name = schedules.study else { return nil }
            return try storage.study(name).declared?.convergenceSettings
        }
    }

    private var baseline: AnnealingSchedules {
        get throws {
            guard let against else { return .published }
            let parts = LayerSchedules.texts(in: against[...])
            guard parts.count == 2 else {
                throw ValidationError(
                    "--against '\(against)' is not two schedules; write epsilon and lambda with a comma between, "
                        + "as 0.843/t^0.0923,0.832/t^0.584.")
            }
            let schedules = try parts.map { part in
                do {
                    return try LayerSchedules(parsing: part.trimmingPrefix(while: \.isWhitespace).description)
                } catch {
                    throw ValidationError("--against '\(against)': \(error)")
                }
            }
            return AnnealingSchedules(epsilon: schedules[0], lambda: schedules[1], quantizer: .sigmaDelta)
        }
    }

    private var layerSizes: [Int]? {
        get throws {
            guard let layers else { return nil }
            let sizes = layers.split(separator: ",", omittingEmptySubsequences: false).map {
                Int($0.trimmingPrefix(while: \.isWhitespace))
            }
            guard NetworkSpecification.layerCounts.contains(sizes.count),
                sizes.allSatisfy({ $0.map { (1...100_000).contains($0) } ?? false })
            else {
                throw ValidationError(
                    "--layers '\(layers)' is not 2 to 100 numbers of units from 1 to 100000; write them input first, as "
                        + "500,500,10."
                )
            }
            return sizes.compactMap(\.self)
        }
    }
}
