import ArgumentParser

struct FigureVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Draw what studies found, as SVG or as the numbers behind it.",
        discussion: """
              settle figure neuron -o neuron.svg
              settle figure convergence paper-figure-2 -o convergence.svg
              settle figure search paper-5000 -o search.svg
              settle figure learning mnist-paper-5000-1f3a9c2e -o learning.svg
            """,
        subcommands: [
            NeuronFigureVerb.self, ConvergenceFigureVerb.self, LearningFigureVerb.self, SearchFigureVerb.self,
        ])
}
