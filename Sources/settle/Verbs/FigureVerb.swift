import AnnealingStudies
import ArgumentParser
import Foundation
import HyperparameterSearch
import StudyReports

struct FigureVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Draw what studies found, as SVG or as the numbers behind it.",
        discussion: """
              settle figure learning mnist-paper-5000-1f3a9c2e -o learning.svg
            """,
        subcommands: [LearningFigureVerb.self])
}

struct LearningFigureVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learning",
        abstract: "Draw the learning curves of training runs (Figure 3 of the paper).",
        discussion: """
            Runs that differ in their seed alone are one curve, with a band from the lowest to the highest. Without a \
            name, the training study that was made last.

              settle figure learning -o learning.svg
              settle figure learning mnist-paper-5000-1f3a9c2e --format csv -o learning.csv
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case svg
        case csv
    }

    @Argument(help: "The training studies' names.")
    var names: [String] = []

    @Option(help: "The figure's title.")
    var title = "Learning curves on MNIST"

    @Flag(inversion: .prefixedNo, help: "Mark the paper's own readings at the right edge.")
    var paper = true

    @Option(name: .shortAndLong, help: "svg: the picture; csv: what it shows.")
    var format: Format = .svg

    @Option(name: .shortAndLong, help: "The file to write; standard output where none is named.")
    var output: String?

    @OptionGroup var storage: StorageOptions

    func run() throws {
        let figure = LearningFigure(try studies().flatMap(curves), title: title, showsPaper: paper)
        let text = format == .svg ? figure.svg : figure.csv
        guard let output else {
            try Console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
            return
        }
        try OutputFile.write(Data(text.utf8), to: output)
    }

    private func studies() throws -> [OpenedStudy] {
        guard names.isEmpty else { return try names.map { try storage.study($0) } }
        let store = try storage.open(.reading)
        let made = try store.studies().sorted { $0.created > $1.created }.map(\.definition.name)
        for name in made {
            let study = try storage.study(name)
            guard study.isTraining else { continue }
            Console.error("Drawing \(name), the training study that was made last.")
            return [study]
        }
        throw UsageError(
            description: "there is no training study in \(storage.path); make one with: settle train --help")
    }

    private func curves(of study: OpenedStudy) throws -> [LearningCurve] {
        guard case .training(let settings) = study.annealing?.objective else {
            throw UsageError(
                description: "\(study.name) is no training study, so it has no learning curves; "
                    + "train its schedules with: settle train --study \(study.name)")
        }
        let ended = TrialQuery(states: [.complete, .failed])
        return try study.store.trials(of: study.record.id, matching: ended).compactMap { trial in
            LearningCurve(
                trial, trace: try study.store.trace(ofTrial: trial.number, of: study.record.id), settings: settings)
        }
    }
}
