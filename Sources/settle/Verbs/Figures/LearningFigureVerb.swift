import ArgumentParser
import StudyFiles
import StudyReports

struct LearningFigureVerb: StorageVerb {
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

    @Argument(help: "The training studies' names.", completion: .studies)
    var names: [String] = []

    @Flag(inversion: .prefixedNo, help: "Mark the paper's own readings, where the runs are of its kind.")
    var paper = true

    @OptionGroup var storage: StorageOptions
    @OptionGroup var figure: FigureOptions

    func run() throws {
        let studies = try studies()
        var curves: [LearningCurve] = []
        for study in studies {
            curves += try study.learningCurves().map { curve in
                var curve = curve
                if studies.count > 1 { curve.study = study.name }
                return curve
            }
        }
        let isPapers = studies.allSatisfy { $0.kind?.isThePapers == true }
        let drawn = LearningFigure(
            curves, title: figure.title ?? LearningFigure.defaultTitle, showsPaper: paper && isPapers)
        try figure.write(svg: drawn.svg, csv: drawn.csv, sparing: storage.path)
    }

    private func studies() throws -> [StoredStudy] {
        guard names.isEmpty else { return try names.map { try storage.study($0) } }
        guard let study = try storage.open(.reading).latestTraining(kinds: .ofTheCommand) else {
            throw UsageError(
                description: "no training study in \(storage.path) has a run that ended; "
                    + "make one with: settle train --help")
        }
        Console.error("Drawing \(study.name), the training study that was made last.")
        return [study]
    }
}
