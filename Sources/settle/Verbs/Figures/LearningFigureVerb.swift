import AnnealingStudies
import ArgumentParser
import EquilibriumPropagation
import HyperparameterSearch
import StudyReports

struct LearningFigureVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learning",
        abstract: "Draw the learning curves of training runs (Figure 3 of the paper).",
        discussion: """
            Runs of a study that differ in their seed alone are one curve, with a band from the lowest to the highest; \
            runs that failed are counted in a note instead. \
            Without a name, the training study that was made last and has a run that ended.

              settle figure learning -o learning.svg
              settle figure learning mnist-paper-5000-1f3a9c2e --format csv -o learning.csv
            """)

    @Argument(help: "The training studies' names.")
    var names: [String] = []

    @Flag(inversion: .prefixedNo, help: "Mark the paper's own readings, where the runs are of its kind.")
    var paper = true

    @OptionGroup var storage: StorageOptions
    @OptionGroup var figure: FigureOptions

    func run() throws {
        let studies = try studies()
        var curves: [LearningCurve] = []
        for study in studies {
            curves += try self.curves(of: study).map { curve in
                var curve = curve
                if studies.count > 1 { curve.study = study.name }
                return curve
            }
        }
        let isPapers = studies.allSatisfy { study in
            study.trainingSettings.map { $0.plan == TrainingPlan() && $0.data == .mnist } ?? false
        }
        let drawn = LearningFigure(
            curves, title: figure.title ?? LearningFigure.defaultTitle, showsPaper: paper && isPapers)
        try figure.write(svg: drawn.svg, csv: drawn.csv, sparing: storage.path)
    }

    private func studies() throws -> [OpenedStudy] {
        guard names.isEmpty else { return try names.map { try storage.study($0) } }
        let store = try storage.open(.reading)
        let made = try store.studies().sorted { $0.created > $1.created }.map(\.definition.name)
        for name in made {
            let study = try storage.study(name)
            guard study.isTraining, try study.store.counts(of: study.record.id).finished > 0 else { continue }
            Console.error("Drawing \(name), the training study that was made last.")
            return [study]
        }
        throw UsageError(
            description: "no training study in \(storage.path) has a run that ended; make one with: settle train --help"
        )
    }

    private func curves(of study: OpenedStudy) throws -> [LearningCurve] {
        guard let settings = study.trainingSettings else {
            throw UsageError(
                description: "\(study.name) is no training study, so it has no learning curves; "
                    + "train its schedules with: settle train --study \(study.name)")
        }
        let ended = TrialQuery(states: [.complete, .failed])
        let curves = try study.store.trials(of: study.record.id, matching: ended).compactMap { trial in
            LearningCurve(
                trial, trace: try study.store.trace(ofTrial: trial.number, of: study.record.id), settings: settings)
        }
        guard !curves.isEmpty else {
            throw UsageError(
                description: "no run of \(study.name) has ended yet, so there is nothing to draw; "
                    + "go on with: settle resume \(study.name)\(storage.argument)")
        }
        return curves
    }
}
