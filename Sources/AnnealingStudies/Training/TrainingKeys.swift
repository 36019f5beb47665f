import EquilibriumPropagation
import SpikingDynamics
import StudyFiles

/// The keys of training studies.
enum TrainingKeys {
    static let lengths = 1...LearningRule.largestSteps - 1
    static let epochs = 1...10_000
    static let minibatches = 1...10_000
    static let images = 1...1_000_000
    static let seedCounts = 1...1000

    private static let usual = LearningRule.paper

    static let all = KindKeys(
        "How well networks of spiking neurons learn digits by Equilibrium Propagation.",
        settings: settings, space: .mapping(space), point: .either([.mapping(points), .mapping(continuousPoints)]),
        confirm: confirm)

    static let settings = FileKeys([
        FileKey("data", .text(), standard: "mnist", "The images: mnist, or the fingerprint of other files."),
        FileKey(
            "protocol", .choice(DigitSplit.Scheme.self), isRequired: true,
            "Which images train and which test: the paper's split of the training file, or the official one."),
        FileKey("subset", .mapping(subset), "How many images are used; all if absent."),
        FileKey(
            "hidden", .list(.whole(1...LearningRule.largestLayer), count: 0...Int.max),
            standard: .list([.integer(500)]),
            "The number of units in each hidden layer."),
        FileKey("epochs", .whole(epochs), isRequired: true, "Passes over the training images."),
        FileKey(
            "minibatch", .whole(minibatches), standard: .integer(usual.minibatchSize), "The images of one update."),
        FileKey("steps", .mapping(steps), "The steps of both phases of an update; 20 and 4 if absent."),
        FileKey("beta", .mapping(beta), "The nudging factor; 0.5 with a random sign if absent."),
        FileKey(
            "rates", .list(.positive),
            "A learning rate for each layer above the input; [0.1, 0.05] for one hidden layer."),
        FileKey(
            "continueNegativePhase", .truth, standard: .boolean(usual.continuesNegativePhase),
            "Whether the negative phase goes on for as many steps as the positive phase has."),
        FileKey(
            "gradient", .choice(LearningRule.Gradient.self), standard: .text(usual.gradient.rawValue),
            "The terms of a weight change between two layers that both move."),
        FileKey(
            "precision", .choice(Precision.self), standard: .text(Precision.float32.rawValue),
            "The numbers of the simulation; float32 is twice as fast."),
        FileKey("weights", .mapping(weights), "The weights with which readings are taken."),
        FileKey(
            "seed", .seed, standard: .integer(Int(TrainingSettings().seed)), "The seed of trials that have none."),
        FileKey(
            "minimize",
            .either([
                .choice(TrainingSettings.Measure.self),
                .list(.choice(TrainingSettings.FurtherObjective.self), count: 2...Int.max, distinct: true),
            ]), isRequired: true, "The error that is minimized, or a list of objectives, an error first."),
        FileKey(
            "keepWeights", .truth, standard: .boolean(false), "Whether the weights of complete trials are stored."),
    ])

    static let subset = FileKeys([
        FileKey("train", .whole(images), "The number of training images; all if absent."),
        FileKey("test", .whole(images), "The number of test images; all if absent."),
    ])
    static let steps = FileKeys([
        FileKey("negative", .whole(lengths), isRequired: true, "Steps of the negative phase, from rest."),
        FileKey("positive", .whole(lengths), isRequired: true, "Steps with the output nudged."),
    ])
    static let beta = FileKeys([
        FileKey("size", .positive, isRequired: true, "The size of the nudging factor."),
        FileKey(
            "sign", .choice(TrainingReader.BetaSign.self), isRequired: true,
            "Whether each update draws the sign, or it is positive."),
    ])
    static let weights = FileKeys([
        FileKey("bits", .whole(WeightBits.range), isRequired: true, "Readings round the weights to this many bits.")
    ])

    // MARK: Spaces and points

    /// Training has neither a clock nor another code; a reader says why.
    private static let untrained = [AnnealingSchedules.clockName, AnnealingSchedules.codeName]

    static let space = FileKeys(
        ScheduleKeys.space.keys.filter { !untrained.contains($0.name) }
            + PhaseLengths.names.map {
                FileKey($0, phase, "The steps of a phase as an axis: a range, a list or a number.")
            })

    static let phaseRange = FileKeys([
        FileKey("from", .whole(lengths), isRequired: true, "The smallest number of steps."),
        FileKey("to", .whole(lengths), isRequired: true, "The largest number of steps."),
        FileKey("step", .whole(lengths), standard: .integer(1), "The distance between two numbers."),
    ])

    private static let phase = FileForm.either([
        .whole(lengths), .list(.whole(lengths), distinct: true), .mapping(phaseRange),
    ])

    private static let ownKeys =
        [FileKey("seed", .seed, "The seed of this trial."), .parent]
        + PhaseLengths.names.map { FileKey($0, .whole(lengths), "The steps of a phase in this trial.") }

    static let points = FileKeys(
        ScheduleKeys.points.keys.filter { !(untrained + ["parent"]).contains($0.name) } + ownKeys)

    static let continuousPoints = FileKeys(
        [FileKey("continuous", .positive, isRequired: true, "The step size of the real-valued twin.")] + ownKeys)

    static let confirm = FileKeys([
        DeclaredConfirmation.topKey,
        FileKey(
            "seeds", .list(.seed, count: seedCounts, distinct: true), isRequired: true,
            "Seeds of training that the search has not used."),
    ])
}
