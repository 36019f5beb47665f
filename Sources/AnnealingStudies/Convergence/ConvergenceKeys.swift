import SpikingDynamics
import StudyFiles

/// The keys of convergence studies.
enum ConvergenceKeys {
    static let steps = 1...ConvergenceSettings.mostSteps
    static let inputCounts = 1...1000

    static let all = KindKeys(
        "How fast networks of spiking neurons settle: an error, averaged over the steps of a simulation.",
        settings: settings, space: .mapping(ScheduleKeys.space), point: .mapping(ScheduleKeys.points),
        confirm: confirm)

    private static let word = FileForm.choice(ConvergenceSettings.Measure.self)
    private static let objective = FileForm.words(ConvergenceSettings.FurtherObjective.allCases.map(\.name))

    static let settings =
        network + [
            FileKey(
                "networks", networks,
                "Several networks. A key that an entry lacks is taken from beside the list. See docs/several-networks.md."
            ),
            FileKey(
                "combine", .choice(Aggregation.self), "How the errors on several networks become one value."),
            FileKey("steps", .whole(steps), isRequired: true, "The number of steps of a simulation."),
            FileKey(
                "minimize",
                .either([word, .mapping(errorAt), .list(.either([objective, .mapping(errorAt)]), count: 2...Int.max)]),
                isRequired: true,
                "The error that is minimized, or a list of objectives, an error first. earlyError is the mean over the "
                    + "first 20 steps."),
            FileKey("noise", .mapping(seed), "The seed of the stochastic quantizer; 0 if absent."),
            FileKey(
                "multistable", .choice(ConvergenceReader.Multistable.self),
                standard: .text(ConvergenceReader.Multistable.refuse.rawValue),
                "Whether networks with several fixed points are taken. See docs/fixed-points.md."),
            FileKey("inputs", .mapping(switching), "Inputs that take each other's place during a simulation."),
        ]

    /// The keys of one network.
    static let network = FileKeys([
        FileKey(
            "layers",
            .list(.whole(1...NetworkSpecification.largestLayer), count: NetworkSpecification.layerCounts),
            "The number of units in each layer, input first, such as [500, 500, 10]."),
        FileKey(
            "weights", .mapping(weights), "How the weights are drawn: Glorot-uniform, as NumPy's RandomState does."),
        FileKey(
            "input", .either([.mapping(seed), .mapping(seeds)]),
            "How the input is drawn: {seed: 1241}, or {seeds: [1241, 1242]} for several inputs with averaged errors."),
    ])

    static let networks = FileForm.list(.mapping(network), count: 1...NetworkSpecification.mostNetworks)

    private static let seedKey = FileKey("seed", .seed, isRequired: true, "A whole number of 32 bits.")
    static let seed = FileKeys([seedKey])
    static let weights = FileKeys([
        seedKey, FileKey("bits", .whole(WeightBits.range), "Rounds the weights to this many bits."),
    ])
    static let seeds = FileKeys([
        FileKey(
            "seeds", .list(.seed, count: inputCounts, distinct: true), isRequired: true, "A seed for each input.")
    ])

    static let errorAt = FileKeys([
        FileKey("errorAt", .whole(steps), isRequired: true, "The step whose error is minimized; a trial stops there.")
    ])

    static let switching = FileKeys([
        FileKey("switchEvery", .whole(steps), isRequired: true, "For how many steps each input stays."),
        FileKey(
            "count", .whole(InputSwitching.counts), isRequired: true, "The number of inputs; then the first returns."),
        FileKey("seed", .seed, "The seed of the inputs, for networks that have no 'input' of their own."),
    ])

    static let confirm = FileKeys([
        DeclaredConfirmation.topKey,
        FileKey(
            "networks", .either([.text(), networks]), isRequired: true,
            "Networks that the search has not seen: seeds of weights and inputs, as 17..32:117..132, or a list."),
    ])
}
