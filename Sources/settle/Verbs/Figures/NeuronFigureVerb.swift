import AnnealingStudies
import ArgumentParser
import SpikingDynamics
import StudyReports

struct NeuronFigureVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "neuron",
        abstract: "Draw how a neuron responds to three converging inputs (Figure 1 of the paper).",
        discussion: """
            The inputs' values converge to fixed values, all drawn from the seed. From the inputs' bits the neuron \
            approaches the state of its continuous twin, which gets the values themselves (with the step size 0.5).

              settle figure neuron -o neuron.svg
              settle figure neuron --epsilon 1/t --lambda 1 --quantizer stochastic
              settle figure neuron --steps 200 --seed 5 --format csv -o neuron.csv
            """)

    @Option(
        help: ArgumentHelp("The step size, as 1/sqrt(t).", valueName: "schedule"), transform: OptionValue.schedule)
    var epsilon = Schedule.powerLaw(initial: 1, exponent: 0.5)

    @Option(
        help: ArgumentHelp("Predictive coding, as 0.832/t^0.584; 1 for none.", valueName: "schedule"),
        transform: OptionValue.schedule)
    var lambda = AnnealingSchedules.published.lambda[0]

    @Option(help: "How neurons turn values into bits.")
    var quantizer: Quantizer = .sigmaDelta

    // A line takes two, and the bits of too many cannot be told apart.
    @Option(help: "How many steps.", transform: OptionValue.whole(from: 2, to: NeuronFigure.mostSteps))
    var steps = 80

    @Option(
        help: "The seed of the inputs, their weights and the stochastic quantizer's noise.", transform: OptionValue.seed
    )
    var seed: UInt32 = 7

    @OptionGroup var figure: FigureOptions

    @OptionGroup var color: ColorOptions

    func run() throws {
        let demonstration = try NeuronDemonstration(
            AnnealingSchedules(epsilon: epsilon, lambda: lambda, quantizer: quantizer),
            stepCount: steps, seed: seed)
        let drawn = NeuronFigure(demonstration, title: figure.title ?? NeuronFigure.defaultTitle)
        try figure.write(svg: drawn.svg, csv: drawn.csv, sparing: StorageOptions.usualPath)
    }
}
