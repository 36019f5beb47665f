import ArgumentParser

struct FigureVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Draw what studies found, as SVG or as the numbers behind it.",
        discussion: """
              settle figure learning mnist-paper-5000-1f3a9c2e -o learning.svg
            """,
        subcommands: [LearningFigureVerb.self, SearchFigureVerb.self])
}
